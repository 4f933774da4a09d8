"""People as we remember them, and how a Teams user becomes one of them."""

from sqlmodel import col

from domain.people import Absence, Language, OrgUnitId, Person, PersonId, Role
from storage.database import TenantSession
from storage.tables import ContactPointRow, PersonRoleRow, PersonRow


async def everybody(session: TenantSession) -> dict[PersonId, Person]:
    """Everybody in the plan, by id; those who have left it are not among them."""
    rows = (await session.sql.exec(session.rows(PersonRow).where(~col(PersonRow.is_removed)))).all()
    roles = (await session.sql.exec(session.rows(PersonRoleRow))).all()
    by_person: dict[int, set[Role]] = {}
    for role in roles:
        by_person.setdefault(role.person_id, set()).add(Role(role.role))
    people = (_to_domain(row, frozenset(by_person.get(row.id or 0, ()))) for row in rows)
    return {person.person_id: person for person in people}


async def names(session: TenantSession) -> dict[PersonId, str]:
    """The names of everybody who ever was in the plan, for answers that are older than today's people."""
    rows = (await session.sql.exec(session.rows(PersonRow))).all()
    return {PersonId(row.id or 0): row.name for row in rows}


async def by_entra_object_id(session: TenantSession, entra_object_id: str) -> Person | None:
    """The person with that Entra object id; None when it is not known (yet)."""
    found = await session.sql.exec(
        session.rows(PersonRow).where(
            PersonRow.entra_object_id == entra_object_id, ~col(PersonRow.is_removed)
        )
    )
    row = found.first()
    return _to_domain(row, await _roles(session, row)) if row else None


async def match(session: TenantSession, entra_object_id: str, addresses: tuple[str, ...]) -> Person | None:
    """Learn who a Teams user is: by Entra object id, else by e-mail address or user principal name.

    A person who is already tied to another Entra object id is not taken over.
    """
    known = await by_entra_object_id(session, entra_object_id)
    if known is not None:
        return known
    row = await _free_for(session, [address.lower() for address in addresses])
    if row is None:
        return None
    entra = col(PersonRow.entra_object_id)
    # Whoever left the plan and came back under another address is the same user still.
    await session.change(
        PersonRow, entra == entra_object_id, col(PersonRow.is_removed).is_(True), entra_object_id=None
    )
    await session.change(
        PersonRow, col(PersonRow.id) == row.id, entra.is_(None), entra_object_id=entra_object_id
    )
    person = await by_entra_object_id(session, entra_object_id)
    if person is not None:
        theirs = col(ContactPointRow.entra_object_id) == entra_object_id
        # A stranger who was told whom to ask has not been welcomed yet.
        await session.change(ContactPointRow, theirs, person_id=person.person_id, welcomed_at=None)
    return person


async def _free_for(session: TenantSession, addresses: list[str]) -> PersonRow | None:
    """The person with the first of these addresses that anybody has, unless tied to a user already."""
    if not addresses:
        return None
    found = await session.sql.exec(
        session.rows(PersonRow).where(
            col(PersonRow.email).in_(addresses),
            col(PersonRow.entra_object_id).is_(None),
            ~col(PersonRow.is_removed),
        )
    )
    return min(found.all(), key=lambda row: addresses.index(row.email), default=None)


async def _roles(session: TenantSession, row: PersonRow) -> frozenset[Role]:
    found = await session.sql.exec(session.rows(PersonRoleRow).where(PersonRoleRow.person_id == row.id))
    return frozenset(Role(role.role) for role in found.all())


def _to_domain(row: PersonRow, roles: frozenset[Role]) -> Person:
    return Person(
        person_id=PersonId(row.id or 0),
        name=row.name,
        email=row.email,
        org_unit_id=OrgUnitId(row.org_unit_id),
        roles=roles,
        language=Language(row.language),
        entra_object_id=row.entra_object_id,
        absence=_absence(row),
    )


def _absence(row: PersonRow) -> Absence | None:
    if row.absent_from is None or row.absent_to is None or row.deputy_id is None:
        return None
    return Absence(first_day=row.absent_from, last_day=row.absent_to, deputy_id=PersonId(row.deputy_id))

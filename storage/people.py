"""People as we remember them, and how a Teams user becomes one of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, select, union
from sqlmodel import col

from domain.calendar import WorkingHours
from domain.contact import ContactPoint, ContactState
from domain.people import LONGEST_DEPUTY_CHAIN, Absence, Language, OrgUnitId, Person, PersonId, Role
from storage.database import TenantSession, table_of
from storage.making import members, quickly
from storage.prepared import OF_TENANT, by_place, prepared
from storage.tables import ContactPointRow, GroupRoleRow, PersonRoleRow, PersonRow

person = table_of(PersonRow)
person_role = table_of(PersonRoleRow)
group_role = table_of(GroupRoleRow)
contact_point = table_of(ContactPointRow)

Columns = Sequence[Any]

IDENTITY = ("id", "name", "email", "org_unit_id", "language", "entra_object_id")
WISHES = ("absent_from", "absent_to", "deputy_id", "hours_from", "hours_to", "wants_only_the_deadline")
COLUMNS = (*IDENTITY, *WISHES)
LANGUAGES, ROLES = members(Language), members(Role)
# There are hundreds in a batch.
somebody = quickly(Person)


async def everybody(session: TenantSession) -> dict[PersonId, Person]:
    """Everybody in the plan, by id; those who have left it are not among them."""
    return _people(await session.run(_everybody()))


async def some(session: TenantSession, wanted: Collection[PersonId]) -> dict[PersonId, Person]:
    """Those of these people who are in the plan, and whoever may stand in for them; nobody else is read."""
    found: dict[PersonId, Person] = {}
    asked: set[PersonId] = set()
    missing = set(wanted)
    # The people themselves, and then one round for each link of the longest chain of deputies.
    for _ in range(LONGEST_DEPUTY_CHAIN + 1):
        if not missing:
            break
        found |= _people(await session.run(_some(), {"people": list(missing)}))
        asked |= missing
        missing = {each.absence.deputy_id for each in found.values() if each.absence} - asked
    return found


async def strategists(session: TenantSession) -> set[PersonId]:
    """Those who decide what the owners cannot, and are told what they should know."""
    everyone = await everybody(session)
    return {each.person_id for each in everyone.values() if Role.STRATEGIST in each.roles}


async def managers(session: TenantSession) -> dict[OrgUnitId, tuple[Person, ...]]:
    """The managers of each unit that has any, by name."""
    found: dict[OrgUnitId, list[Person]] = {}
    for person in (await everybody(session)).values():
        if Role.MANAGER in person.roles:
            found.setdefault(person.org_unit_id, []).append(person)
    return {unit: tuple(sorted(theirs, key=lambda each: each.name)) for unit, theirs in found.items()}


async def led_units(session: TenantSession) -> frozenset[OrgUnitId]:
    """The units that have a manager, which is all that most need to know of them."""
    return frozenset(OrgUnitId(unit) for unit in (await session.run(_led_units())).scalars())


async def names(session: TenantSession, people: Collection[PersonId] | None = None) -> dict[PersonId, str]:
    """The names of everybody (of `people`, if given) who ever was in the plan, also of those who left it."""
    query = select(person.c.id, person.c.name).where(person.c.tenant_id == OF_TENANT)
    if people is not None:
        query = query.where(person.c.id.in_(people))
    return {PersonId(row.id): row.name for row in await session.execute(query)}


async def away(session: TenantSession, on: date) -> list[PersonId]:
    """Those who are away on that day."""
    return [PersonId(person_id) for person_id in (await session.run(_away(), {"on": on})).scalars()]


async def paused(session: TenantSession) -> frozenset[PersonId]:
    """Those who have paused the reminders before the deadline."""
    return frozenset(PersonId(person_id) for person_id in (await session.run(_paused())).scalars())


async def by_entra_object_id(session: TenantSession, entra_object_id: str) -> Person | None:
    """The person with that Entra object id; None when it is not known (yet)."""
    return _one(await session.run(_user(), {"entra_object_id": entra_object_id}))


async def named(session: TenantSession, identity: str) -> Person | None:
    """The person in the plan with that e-mail address or Entra object id."""
    wanted = identity.lower()
    query = _query().where((person.c.email == wanted) | (person.c.entra_object_id == wanted))
    return _one(await session.execute(query))


async def recognised(session: TenantSession, contact: ContactPoint) -> Person | None:
    """Whose contact point it is, when all that it says is remembered already; None when it has some news."""
    said = {name: getattr(contact, name) for name in ("entra_object_id", "service_url", "conversation_id")}
    if contact.language is None:
        return _one(await session.run(_as_known(), said))
    return _one(await session.run(_as_known_in_language(), {**said, "language": contact.language.value}))


async def match(session: TenantSession, entra_object_id: str, addresses: tuple[str, ...]) -> Person | None:
    """Learn who a Teams user is: by Entra object id, else by e-mail address or user principal name.

    A person who is already tied to another Entra object id is not taken over.
    """
    known = await by_entra_object_id(session, entra_object_id)
    if known is not None:
        return known
    free = await _free_for(session, [address.lower() for address in addresses])
    if free is None:
        return None
    entra = col(PersonRow.entra_object_id)
    # Whoever left the plan and came back under another address is the same user still.
    await session.change(
        PersonRow, entra == entra_object_id, col(PersonRow.is_removed).is_(True), entra_object_id=None
    )
    await session.change(
        PersonRow, col(PersonRow.id) == free, entra.is_(None), entra_object_id=entra_object_id
    )
    person = await by_entra_object_id(session, entra_object_id)
    if person is not None:
        theirs = col(ContactPointRow.entra_object_id) == entra_object_id
        # A stranger who was told whom to ask has not been welcomed yet.
        await session.change(ContactPointRow, theirs, person_id=person.person_id, welcomed_at=None)
    return person


async def set_absence(session: TenantSession, person_id: PersonId, absence: Absence | None) -> None:
    """Remember when somebody is away and who stands in; None when they are here."""
    await session.change(
        PersonRow,
        person.c.id == person_id,
        absent_from=absence.first_day if absence else None,
        absent_to=absence.last_day if absence else None,
        deputy_id=absence.deputy_id if absence else None,
    )


async def set_wishes(
    session: TenantSession, person_id: PersonId, *, hours: WorkingHours | None, wants_only_the_deadline: bool
) -> None:
    """Remember how somebody wants to be reminded."""
    await session.change(
        PersonRow,
        person.c.id == person_id,
        hours_from=hours.begins if hours else None,
        hours_to=hours.ends if hours else None,
        wants_only_the_deadline=wants_only_the_deadline,
    )


async def _free_for(session: TenantSession, addresses: list[str]) -> PersonId | None:
    """The person with the first of these addresses that anybody has, unless tied to a user already."""
    if not addresses:
        return None
    free = _query().where(person.c.email.in_(addresses), person.c.entra_object_id.is_(None))
    found = _people(await session.execute(free)).values()
    first = min(found, key=lambda each: addresses.index(each.email), default=None)
    return first.person_id if first else None


def _query() -> Select[Any]:
    """Everybody in the plan, with a row for each role of the plan and each that an Entra group gives them.

    The columns are `COLUMNS`, and then the two roles.
    """
    in_group = (group_role.c.tenant_id == person.c.tenant_id) & (
        group_role.c.entra_object_id == person.c.entra_object_id
    )
    return (
        select(*(person.c[name] for name in COLUMNS), person_role.c.role, group_role.c.role)
        .outerjoin(person_role, person_role.c.person_id == person.c.id)
        .outerjoin(group_role, in_group)
        .where(person.c.tenant_id == OF_TENANT, ~person.c.is_removed)
    )


@by_place
def _everybody() -> Select[Any]:
    return _query()


@by_place
def _some() -> Select[Any]:
    return _query().where(person.c.id.in_(bindparam("people", expanding=True)))


@prepared
def _led_units() -> CompoundSelect[Any]:
    in_the_plan = (person.c.tenant_id == OF_TENANT, ~person.c.is_removed)
    by_plan = select(person.c.org_unit_id).join(person_role, person_role.c.person_id == person.c.id)
    by_group = select(person.c.org_unit_id).join(
        group_role, group_role.c.entra_object_id == person.c.entra_object_id
    )
    return union(
        by_plan.where(*in_the_plan, person_role.c.role == Role.MANAGER.value),
        by_group.where(
            *in_the_plan, group_role.c.tenant_id == OF_TENANT, group_role.c.role == Role.MANAGER.value
        ),
    )


@prepared
def _away() -> Select[Any]:
    return select(person.c.id).where(
        person.c.tenant_id == OF_TENANT,
        ~person.c.is_removed,
        person.c.absent_from <= bindparam("on"),
        person.c.absent_to >= bindparam("on"),
    )


@prepared
def _paused() -> Select[Any]:
    return select(person.c.id).where(
        person.c.tenant_id == OF_TENANT, ~person.c.is_removed, person.c.wants_only_the_deadline
    )


@by_place
def _user() -> Select[Any]:
    return _query().where(person.c.entra_object_id == bindparam("entra_object_id"))


@by_place
def _as_known() -> Select[Any]:
    return _recognising()


@by_place
def _as_known_in_language() -> Select[Any]:
    return _recognising().where(contact_point.c.language == bindparam("language"))


def _recognising() -> Select[Any]:
    """Whose contact point is stored exactly so, and may be written to."""
    return (
        _query()
        .join(contact_point, contact_point.c.person_id == person.c.id)
        .where(
            person.c.entra_object_id == bindparam("entra_object_id"),
            contact_point.c.tenant_id == OF_TENANT,
            contact_point.c.entra_object_id == bindparam("entra_object_id"),
            contact_point.c.service_url == bindparam("service_url"),
            contact_point.c.conversation_id == bindparam("conversation_id"),
            contact_point.c.state == ContactState.ACTIVE.value,
        )
    )


def _one(rows: Iterable[Columns]) -> Person | None:
    return next(iter(_people(rows).values()), None)


def _people(rows: Iterable[Columns]) -> dict[PersonId, Person]:
    found: dict[PersonId, tuple[Columns, list[str | None]]] = {}
    for row in rows:
        found.setdefault(row[0], (row, []))[1].extend(row[len(COLUMNS) :])
    return {person_id: _to_domain(row, roles) for person_id, (row, roles) in found.items()}


def _to_domain(row: Columns, roles: Iterable[str | None]) -> Person:
    person_id, name, email, org_unit_id, language, entra_object_id, *more = row
    absent_from, absent_to, deputy_id, hours_from, hours_to, wants_only_the_deadline, *_ = more
    return somebody(
        person_id=person_id,
        name=name,
        email=email,
        org_unit_id=org_unit_id,
        roles=frozenset([ROLES[role] for role in roles if role is not None]),
        language=LANGUAGES[language],
        entra_object_id=entra_object_id,
        absence=_absence(absent_from, absent_to, deputy_id),
        hours=_hours(hours_from, hours_to),
        wants_only_the_deadline=wants_only_the_deadline,
    )


def _hours(begins: time | None, ends: time | None) -> WorkingHours | None:
    return None if begins is None or ends is None else WorkingHours(begins=begins, ends=ends)


def _absence(first_day: date | None, last_day: date | None, deputy_id: PersonId | None) -> Absence | None:
    if first_day is None or last_day is None or deputy_id is None:
        return None
    return Absence(first_day=first_day, last_day=last_day, deputy_id=deputy_id)

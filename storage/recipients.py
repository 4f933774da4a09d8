"""Who a batch of messages is about and where they can be reached: those people alone, not everybody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from domain.contact import ContactPoint, ContactState
from domain.people import LONGEST_DEPUTY_CHAIN, Absence, Language, OrgUnitId, Person, PersonId, Role, TenantId
from storage.database import TenantSession, table_of
from storage.tables import ContactPointRow, PersonRoleRow, PersonRow

person = table_of(PersonRow)
role = table_of(PersonRoleRow)
contact = table_of(ContactPointRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Some people, their possible deputies, and their contact points. `names` has also those who left."""

    people: Mapping[PersonId, Person]
    names: Mapping[PersonId, str]
    contacts: Mapping[PersonId, ContactPoint]


async def of(session: TenantSession, wanted: Collection[PersonId]) -> Recipients:
    """These people and their deputies, as they stand now."""
    people: dict[PersonId, Person] = {}
    names: dict[PersonId, str] = {}
    contacts: dict[PersonId, ContactPoint] = {}
    missing = set(wanted)
    # The people themselves, and then one round for each link of the longest chain of deputies.
    for _ in range(LONGEST_DEPUTY_CHAIN + 1):
        if not missing:
            break
        roles = await _roles(session, missing)
        for row in await _rows(session, missing):
            person_id = PersonId(row.id)
            names[person_id] = row.name
            if not row.is_removed:
                people[person_id] = _person(row, frozenset(roles.get(person_id, ())))
            if row.conversation_id is not None:
                contacts[person_id] = _contact(row, person_id)
        missing = _deputies(people) - names.keys()
    return Recipients(people=people, names=names, contacts=contacts)


def _deputies(people: Mapping[PersonId, Person]) -> set[PersonId]:
    return {each.absence.deputy_id for each in people.values() if each.absence is not None}


async def _rows(session: TenantSession, wanted: Collection[PersonId]) -> list[Row[Any]]:
    found = await session.connection.execute(
        select(*PERSON, *CONTACT)
        .join_from(person, contact, contact.c.person_id == person.c.id, isouter=True)
        .where(person.c.tenant_id == session.tenant_id, person.c.id.in_(wanted))
        .order_by(contact.c.id)
    )
    return list(found)


async def _roles(session: TenantSession, wanted: Collection[PersonId]) -> dict[PersonId, set[Role]]:
    found: dict[PersonId, set[Role]] = {}
    for person_id, name in await session.connection.execute(
        select(role.c.person_id, role.c.role).where(
            role.c.tenant_id == session.tenant_id, role.c.person_id.in_(wanted)
        )
    ):
        found.setdefault(PersonId(person_id), set()).add(Role(name))
    return found


def _person(row: Row[Any], roles: frozenset[Role]) -> Person:
    absence = None
    if row.absent_from is not None and row.absent_to is not None and row.deputy_id is not None:
        absence = Absence(
            first_day=row.absent_from, last_day=row.absent_to, deputy_id=PersonId(row.deputy_id)
        )
    return Person(
        person_id=PersonId(row.id),
        name=row.name,
        email=row.email,
        org_unit_id=OrgUnitId(row.org_unit_id),
        roles=roles,
        language=Language(row.language),
        entra_object_id=row.entra_object_id,
        absence=absence,
    )


def _contact(row: Row[Any], person_id: PersonId) -> ContactPoint:
    return ContactPoint(
        tenant_id=TenantId(row.tenant_id),
        entra_object_id=row.contact_entra_object_id,
        service_url=row.service_url,
        conversation_id=row.conversation_id,
        teams_user_id=row.teams_user_id,
        bot_id=row.bot_id,
        person_id=person_id,
        language=Language(row.contact_language) if row.contact_language else None,
        state=ContactState(row.state),
        updated_at=row.updated_at,
    )


PERSON = (
    *(person.c[name] for name in ("id", "tenant_id", "name", "email", "org_unit_id", "language")),
    *(person.c[name] for name in ("entra_object_id", "absent_from", "absent_to", "deputy_id", "is_removed")),
)
CONTACT = (
    *(contact.c[name] for name in ("service_url", "conversation_id", "teams_user_id", "bot_id")),
    contact.c.state,
    contact.c.updated_at,
    contact.c.entra_object_id.label("contact_entra_object_id"),
    contact.c.language.label("contact_language"),
)

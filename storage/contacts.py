"""Contact points: where each person can be reached, refreshed from everything they send us."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from domain.contact import ContactPoint, ContactState
from domain.people import Language, PersonId
from storage.database import TenantSession, table_of
from storage.making import members, quickly
from storage.prepared import OF_TENANT, as_is, by_place
from storage.tables import ContactPointRow

contact_point = table_of(ContactPointRow)

COLUMNS = tuple(
    contact_point.c[name]
    for name in (
        "tenant_id",
        "entra_object_id",
        "service_url",
        "conversation_id",
        "teams_user_id",
        "bot_id",
        "person_id",
        "language",
        "state",
        "updated_at",
    )
)
LANGUAGES, STATES = members(Language), members(ContactState)
# There are hundreds in a batch.
point = quickly(ContactPoint)


async def learn(session: TenantSession, contact: ContactPoint, at: datetime) -> ContactPoint:
    """Remember the contact point as it is now; hearing from somebody means that they can be reached."""
    await session.insert_new(
        ContactPointRow,
        [
            {
                "entra_object_id": contact.entra_object_id,
                "service_url": contact.service_url,
                "conversation_id": contact.conversation_id,
                "state": ContactState.ACTIVE.value,
                "updated_at": at,
            }
        ],
    )
    known = {
        "conversation_id": contact.conversation_id,
        "teams_user_id": contact.teams_user_id,
        "bot_id": contact.bot_id,
        "language": contact.language.value if contact.language else None,
        "person_id": contact.person_id,
    }
    await session.change(
        ContactPointRow,
        _is(contact),
        service_url=contact.service_url,
        state=ContactState.ACTIVE.value,
        updated_at=at,
        # What an event does not say is no reason to forget what an earlier one said.
        **{name: value for name, value in known.items() if value},
    )
    return await _stored(session, contact)


async def set_state(session: TenantSession, contact: ContactPoint, state: ContactState, at: datetime) -> None:
    """Note that the person removed the app or blocked us; a later welcome is new again."""
    await session.change(ContactPointRow, _is(contact), state=state.value, welcomed_at=None, updated_at=at)


async def lose(session: TenantSession, contact: ContactPoint, state: ContactState, at: datetime) -> None:
    """Note what a failed message told us at `at`, unless the person has been heard from since it was sent."""
    heard_since = contact_point.c.updated_at > contact.updated_at
    await session.change(
        ContactPointRow, _is(contact), ~heard_since, state=state.value, welcomed_at=None, updated_at=at
    )


async def move(session: TenantSession, contact: ContactPoint, conversation_id: str) -> ContactPoint:
    """Replace a conversation that the platform no longer knows ("" until a new one is open)."""
    await session.change(ContactPointRow, _is(contact), conversation_id=conversation_id)
    return await _stored(session, contact)


async def claim_welcome(session: TenantSession, contact: ContactPoint, at: datetime) -> bool:
    """Whether we are the one who welcomes: True exactly once for each installation."""
    claimed = await session.change(
        ContactPointRow, _is(contact), contact_point.c.welcomed_at.is_(None), welcomed_at=at
    )
    return claimed == 1


async def give_back_welcome(session: TenantSession, contact: ContactPoint) -> None:
    """The welcome did not arrive, so it is to be said again."""
    await session.change(ContactPointRow, _is(contact), welcomed_at=None)


async def of_people(
    session: TenantSession, people: Collection[PersonId] | None = None
) -> dict[PersonId, ContactPoint]:
    """The contact point of everybody (of `people`, if given) who has one, whatever its state."""
    found = (
        await session.execute(_query().where(contact_point.c.person_id.is_not(None)))
        if people is None
        else await session.run(_of_some(), {"people": list(people)})
    )
    points = map(_to_domain, found)
    return {each.person_id: each for each in points if each.person_id is not None}


async def _stored(session: TenantSession, contact: ContactPoint) -> ContactPoint:
    found = await session.execute(_query().where(_is(contact)))
    return _to_domain(found.one())


@by_place
def _of_some() -> Select[Any]:
    return select(*COLUMNS).where(
        as_is(contact_point.c.tenant_id) == OF_TENANT,
        contact_point.c.person_id.in_(bindparam("people", expanding=True)),
    )


@lru_cache
def _query() -> Select[Any]:
    return select(*COLUMNS).where(contact_point.c.tenant_id == OF_TENANT)


def _is(contact: ContactPoint) -> ColumnElement[bool]:
    return contact_point.c.entra_object_id == contact.entra_object_id


def _to_domain(row: Sequence[Any]) -> ContactPoint:
    tenant_id, entra_object_id, service_url, conversation_id, teams_user_id, bot_id, *more = row
    person_id, language, state, updated_at = more
    return point(
        tenant_id=tenant_id,
        entra_object_id=entra_object_id,
        service_url=service_url,
        conversation_id=conversation_id,
        teams_user_id=teams_user_id,
        bot_id=bot_id,
        person_id=person_id or None,
        language=LANGUAGES[language] if language else None,
        state=STATES[state],
        updated_at=updated_at,
    )

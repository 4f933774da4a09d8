"""Contact points: where each person can be reached, refreshed from everything they send us."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from domain.contact import ContactPoint, ContactState
from domain.people import Language, PersonId, TenantId
from storage.database import TenantSession
from storage.tables import ContactPointRow


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
    return _to_domain((await session.sql.exec(_of(session, contact))).one())


async def same_as_stored(session: TenantSession, contact: ContactPoint) -> bool:
    """Whether all that the contact point says is remembered already, so that nothing need be written."""
    row = (await session.sql.exec(_of(session, contact))).first()
    return row is not None and (
        row.service_url == contact.service_url
        and row.conversation_id == contact.conversation_id
        and row.person_id == contact.person_id
        and row.state == ContactState.ACTIVE.value
        and (contact.language is None or row.language == contact.language.value)
    )


async def set_state(session: TenantSession, contact: ContactPoint, state: ContactState, at: datetime) -> None:
    """Note that the person removed the app or blocked us; a later welcome is new again."""
    await session.change(ContactPointRow, _is(contact), state=state.value, welcomed_at=None, updated_at=at)


async def lose(session: TenantSession, contact: ContactPoint, state: ContactState, at: datetime) -> None:
    """Note what a failed message told us at `at`, unless the person has been heard from since it was sent."""
    heard_since = col(ContactPointRow.updated_at) > contact.updated_at
    await session.change(
        ContactPointRow, _is(contact), ~heard_since, state=state.value, welcomed_at=None, updated_at=at
    )


async def move(session: TenantSession, contact: ContactPoint, conversation_id: str) -> ContactPoint:
    """Replace a conversation that the platform no longer knows ("" until a new one is open)."""
    await session.change(ContactPointRow, _is(contact), conversation_id=conversation_id)
    return _to_domain((await session.sql.exec(_of(session, contact))).one())


async def claim_welcome(session: TenantSession, contact: ContactPoint, at: datetime) -> bool:
    """Whether we are the one who welcomes: True exactly once for each installation."""
    claimed = await session.change(
        ContactPointRow, _is(contact), col(ContactPointRow.welcomed_at).is_(None), welcomed_at=at
    )
    return claimed == 1


async def give_back_welcome(session: TenantSession, contact: ContactPoint) -> None:
    """The welcome did not arrive, so it is to be said again."""
    await session.change(ContactPointRow, _is(contact), welcomed_at=None)


async def of_people(session: TenantSession) -> dict[PersonId, ContactPoint]:
    """The contact point of everybody who has one, whatever its state."""
    rows = (
        await session.sql.exec(
            session.rows(ContactPointRow).where(col(ContactPointRow.person_id).is_not(None))
        )
    ).all()
    return {PersonId(row.person_id): _to_domain(row) for row in rows if row.person_id is not None}


def _of(session: TenantSession, contact: ContactPoint) -> SelectOfScalar[ContactPointRow]:
    return session.rows(ContactPointRow).where(_is(contact))


def _is(contact: ContactPoint) -> ColumnElement[bool]:
    return col(ContactPointRow.entra_object_id) == contact.entra_object_id


def _to_domain(row: ContactPointRow) -> ContactPoint:
    return ContactPoint(
        tenant_id=TenantId(row.tenant_id),
        entra_object_id=row.entra_object_id,
        service_url=row.service_url,
        conversation_id=row.conversation_id,
        teams_user_id=row.teams_user_id,
        bot_id=row.bot_id,
        person_id=PersonId(row.person_id) if row.person_id else None,
        language=Language(row.language) if row.language else None,
        state=ContactState(row.state),
        updated_at=row.updated_at,
    )

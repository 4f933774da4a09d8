"""The one message in each chat that shows somebody's list: a new one takes its place, the former retires."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, bindparam, select, update

from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import LivingMessageRow

living_message = table_of(LivingMessageRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingMessage:
    """`person_id`'s list in `recipient_id`'s chat, which are two when somebody stands in.

    While it is `occupied_until`, the recipient is writing in another card that stands there.
    """

    person_id: PersonId
    recipient_id: PersonId
    message_id: str
    occupied_until: datetime | None = None


async def of(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> list[LivingMessage]:
    """The messages that show these people's lists, in whosever chats they are."""
    return await _found(session, _of_people(), follow_up_round_id, people)


async def in_chats(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, recipients: Collection[PersonId]
) -> list[LivingMessage]:
    """The messages in these people's chats that show a list, whosever it is."""
    return await _found(session, _in_chats(), follow_up_round_id, recipients)


async def every(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> list[LivingMessage]:
    """All the messages that show lists of the round."""
    return [_to_domain(row) for row in await session.run(_every(), {"of_round": follow_up_round_id})]


async def put(
    session: TenantSession,
    *,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    recipient_id: PersonId,
    message_id: str,
    at: datetime,
) -> str:
    """A list has been posted then; returns the message that retires ("" when none does).

    That is the one whose place it takes, or itself when a newer one is known already.
    """
    posted = LivingMessage(person_id=person_id, recipient_id=recipient_id, message_id=message_id)
    retired = await put_all(session, follow_up_round_id, [posted], at)
    return retired[0].message_id if retired else ""


async def put_all(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    posted: Sequence[LivingMessage],
    at: datetime,
) -> list[LivingMessage]:
    """The same for many that were posted together; each chat and list once. Returns those that retire."""
    # Whoever writes several of these rows takes them in this order, so that nobody waits in a circle.
    in_order = sorted(posted, key=lambda each: (each.person_id, each.recipient_id))
    rows = [_row(follow_up_round_id, each, at) for each in in_order]
    if await session.add_new(LivingMessageRow, rows) == len(in_order):
        return []
    return await _take_their_places(session, follow_up_round_id, in_order, at)


async def occupy(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    recipient_id: PersonId,
    message_id: str,
    until: datetime | None,
) -> None:
    """A card in which the recipient writes stands in the message, until then or (None) not any longer."""
    of_message = {
        "of_round": follow_up_round_id,
        "of_recipient": recipient_id,
        "of_message": message_id,
    }
    await session.run(_occupied(), {**of_message, "until": until})


async def _take_their_places(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, posted: Sequence[LivingMessage], at: datetime
) -> list[LivingMessage]:
    values = {"of_round": follow_up_round_id, "people": list({each.person_id for each in posted})}
    found = await session.run(_held(), values)
    former = {(row.person_id, row.recipient_id): row for row in found}
    retired, changes = [], []
    for each in posted:
        row = former[each.person_id, each.recipient_id]
        if row.message_id == each.message_id:
            continue
        if row.since > at:
            retired.append(each)
            continue
        retired.append(_to_domain(row))
        changes.append({"of_id": row.id, "to": each.message_id, "at": at})
    await session.run_each(_moved(), changes)
    return retired


async def _found(
    session: TenantSession,
    statement: Any,  # noqa: ANN401 - a prepared statement
    follow_up_round_id: FollowUpRoundId,
    people: Collection[PersonId],
) -> list[LivingMessage]:
    if not people:
        return []
    rows = await session.run(statement, {"of_round": follow_up_round_id, "people": list(people)})
    return [_to_domain(row) for row in rows]


def _row(follow_up_round_id: FollowUpRoundId, each: LivingMessage, at: datetime) -> dict[str, object]:
    return {
        "follow_up_round_id": follow_up_round_id,
        "person_id": each.person_id,
        "recipient_id": each.recipient_id,
        "message_id": each.message_id,
        "since": at,
    }


def _to_domain(row: Any) -> LivingMessage:  # noqa: ANN401 - a row of any of the queries below
    return LivingMessage(
        person_id=PersonId(row.person_id),
        recipient_id=PersonId(row.recipient_id),
        message_id=row.message_id,
        occupied_until=row.occupied_until,
    )


@prepared
def _of_people() -> Select[Any]:
    return _living().where(living_message.c.person_id.in_(bindparam("people", expanding=True)))


@prepared
def _every() -> Select[Any]:
    return _living()


@prepared
def _in_chats() -> Select[Any]:
    return _living().where(living_message.c.recipient_id.in_(bindparam("people", expanding=True)))


@prepared
def _held() -> Select[Any]:
    return (
        _living()
        .where(living_message.c.person_id.in_(bindparam("people", expanding=True)))
        .order_by(living_message.c.person_id, living_message.c.recipient_id)
        .with_for_update()
    )


def _living() -> Select[Any]:
    return select(
        living_message.c.id,
        living_message.c.person_id,
        living_message.c.recipient_id,
        living_message.c.message_id,
        living_message.c.since,
        living_message.c.occupied_until,
    ).where(
        living_message.c.tenant_id == OF_TENANT, living_message.c.follow_up_round_id == bindparam("of_round")
    )


@prepared
def _occupied() -> Update:
    return (
        update(living_message)
        .where(
            living_message.c.tenant_id == OF_TENANT,
            living_message.c.follow_up_round_id == bindparam("of_round"),
            living_message.c.recipient_id == bindparam("of_recipient"),
            living_message.c.message_id == bindparam("of_message"),
        )
        .values(occupied_until=bindparam("until"))
    )


@prepared
def _moved() -> Update:
    return (
        update(living_message)
        .where(living_message.c.tenant_id == OF_TENANT, living_message.c.id == bindparam("of_id"))
        .values(message_id=bindparam("to"), since=bindparam("at"), occupied_until=None)
    )

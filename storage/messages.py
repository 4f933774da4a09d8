"""Every message of a round, for whoever wants to see them all: read a few hundred at a time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from domain.deliveries import DeliveryId, DeliveryKind, FailureReason, Fate
from domain.people import TenantId
from domain.rounds import FollowUpRoundId
from storage import letter_links
from storage.database import Database, TenantSession
from storage.ledger import (
    WITH_NAMES,
    delivery,
    of_round,
    org_unit,
    person,
    recipient,
    recipient_name,
    reminder,
)

ROWS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of the round, with everything that an operator may want to know.

    `key` is which step or nudge it is, "" for a summary or a matter. `by_mail` when a letter went instead.
    """

    delivery_id: DeliveryId
    kind: DeliveryKind
    key: str
    person: str
    org_unit: str
    recipient: str
    fate: Fate
    failure: FailureReason | None
    code: str
    attempts: int
    not_before: datetime
    settled_at: datetime | None
    by_mail: bool = False


async def every(
    database: Database,
    tenant_id: TenantId,
    follow_up_round_id: FollowUpRoundId,
    *,
    only_not_reached: bool = False,
) -> AsyncIterator[list[Message]]:
    """Every reminder, summary and message about a matter of the round, oldest first, some at a time."""
    last = 0
    while True:
        async with database.reading(tenant_id) as session:
            query = _messages(session, follow_up_round_id, last, only_not_reached=only_not_reached)
            found = list(await session.execute(query))
        if not found:
            return
        last = found[-1].id
        yield [_message(row) for row in found]


def _messages(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, after: int, *, only_not_reached: bool
) -> Select[Any]:
    by_mail = letter_links.went_instead_of(delivery.c.key, session)
    query = (
        select(
            delivery,
            by_mail.label("by_mail"),
            reminder.c.key.label("reminder_key"),
            person.c.name.label("person"),
            org_unit.c.name.label("org_unit"),
            recipient.c.name.label("recipient"),
        )
        .select_from(WITH_NAMES)
        .where(
            *of_round(session, follow_up_round_id),
            delivery.c.kind != DeliveryKind.CARD_UPDATE.value,
            delivery.c.id > after,
        )
        .order_by(delivery.c.id)
        .limit(ROWS_AT_A_TIME)
    )
    return query.where(delivery.c.fate == Fate.GIVEN_UP.value, ~by_mail) if only_not_reached else query


def _message(row: Row[Any]) -> Message:
    return Message(
        delivery_id=row.id,
        kind=DeliveryKind(row.kind),
        key=row.reminder_key or "",
        person=row.person,
        org_unit=row.org_unit,
        recipient=recipient_name(row),
        fate=Fate(row.fate),
        failure=FailureReason(row.failure) if row.failure else None,
        code=row.code,
        attempts=row.attempts,
        not_before=row.not_before,
        settled_at=row.settled_at,
        by_mail=bool(row.by_mail),
    )

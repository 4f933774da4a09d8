"""The ledger: what became of a round's messages."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession
from storage.tables import DeliveryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A kind of message with a fate; `failure` says why it was given up."""

    kind: DeliveryKind
    fate: Fate
    failure: FailureReason | None = None


async def fates(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> Counter[Entry]:
    """How many messages of the round have met each fate."""
    found = await session.sql.exec(
        select(DeliveryRow.kind, DeliveryRow.fate, DeliveryRow.failure, func.count(col(DeliveryRow.id)))
        .where(
            col(DeliveryRow.tenant_id) == session.tenant_id,
            col(DeliveryRow.follow_up_round_id) == follow_up_round_id,
        )
        .group_by(col(DeliveryRow.kind), col(DeliveryRow.fate), col(DeliveryRow.failure))
    )
    counted: Counter[Entry] = Counter()
    for kind, fate, failure, number in found.all():
        reason = FailureReason(failure) if failure else None
        counted[Entry(kind=DeliveryKind(kind), fate=Fate(fate), failure=reason)] = number
    return counted

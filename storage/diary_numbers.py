"""The diary number of a round's report: the case it belongs to, and who wrote it there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AuditEventRow, FollowUpRoundRow, PersonRow

DEED = "diary_number.changed"

audit_event = table_of(AuditEventRow)
person = table_of(PersonRow)
rounds = table_of(FollowUpRoundRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Who wrote it there, and when."""

    name: str
    at: datetime


async def of_round(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> str:
    """The diary number; "" when there is none yet."""
    found = await session.run(_of_round(), {"follow_up_round_id": follow_up_round_id})
    return found.scalar_one_or_none() or ""


async def change(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, before: str, after: str
) -> bool:
    """Write another; False when it is not as it was `before` any longer."""
    conditions = (
        col(FollowUpRoundRow.id) == follow_up_round_id,
        col(FollowUpRoundRow.diary_number) == before,
    )
    return await session.change(FollowUpRoundRow, *conditions, diary_number=after) == 1


async def written(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> Written | None:
    """Who wrote the one that stands there; None when nobody has."""
    row = (await session.run(_written(), {"subject": f"round:{follow_up_round_id}"})).first()
    return Written(name=row.name, at=row.at) if row else None


@prepared
def _of_round() -> Select[Any]:
    return select(rounds.c.diary_number).where(
        rounds.c.tenant_id == OF_TENANT, rounds.c.id == bindparam("follow_up_round_id")
    )


@prepared
def _written() -> Select[Any]:
    return (
        select(person.c.name, audit_event.c.at)
        .join(person, person.c.id == audit_event.c.actor_id)
        .where(
            audit_event.c.tenant_id == OF_TENANT,
            audit_event.c.subject == bindparam("subject"),
            audit_event.c.deed == DEED,
        )
        .order_by(audit_event.c.at.desc(), audit_event.c.id.desc())
        .limit(1)
    )

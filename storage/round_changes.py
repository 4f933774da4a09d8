"""Who changed a follow-up round last, as the audit trail has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AuditEventRow, PersonRow

audit_event = table_of(AuditEventRow)
person = table_of(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """Somebody did something to a round; `deed` is as in the audit trail."""

    name: str
    deed: str
    at: datetime


async def latest(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> RoundChange | None:
    """The last thing that a person did to the round itself; None when nobody has."""
    row = (await session.run(_latest(), {"subject": f"round:{follow_up_round_id}"})).first()
    return RoundChange(name=row.name, deed=row.deed, at=row.at) if row else None


@prepared
def _latest() -> Select[Any]:
    return (
        select(person.c.name, audit_event.c.deed, audit_event.c.at)
        .join(person, person.c.id == audit_event.c.actor_id)
        .where(
            audit_event.c.tenant_id == OF_TENANT,
            audit_event.c.subject == bindparam("subject"),
            audit_event.c.deed.like("round.%"),
        )
        .order_by(audit_event.c.at.desc(), audit_event.c.id.desc())
        .limit(1)
    )

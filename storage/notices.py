"""What somebody is told that another has done for them: one message, which grows when more is done."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.matters import MatterKind
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage import matter_messages, matters
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import MatterRow

matter_table = table_of(MatterRow)


async def tell(
    session: TenantSession,
    *,
    key: str,
    kind: MatterKind,
    follow_up_round_id: FollowUpRoundId,
    plan_activity_id: PlanActivityId,
    recipient_id: PersonId,
    told_by: PersonId,
    reason: str,
    at: datetime,
    not_before: datetime,
) -> None:
    """Tell it; or, when there is a message with that key already, have that one tell of this too.

    A message about several plan activities names none of them, and leads to the list.
    """
    told = await matters.tell(
        session,
        key=key,
        kind=kind,
        follow_up_round_id=follow_up_round_id,
        recipient_id=recipient_id,
        told_by=told_by,
        at=at,
        not_before=not_before,
        plan_activity_id=plan_activity_id,
        reason=reason,
    )
    if told is not None:
        return
    row = (await session.run(_with_key(), {"key": key})).one()
    if row.plan_activity_id == plan_activity_id:
        await session.change(MatterRow, matter_table.c.id == row.id, reason=reason)
    else:
        await session.change(MatterRow, matter_table.c.id == row.id, plan_activity_id=None, reason="")
    matter = await matters.find(session, row.id)
    if matter is not None:
        await matter_messages.redraw(session, matter, at)


@prepared
def _with_key() -> Select[Any]:
    return select(matter_table.c.id, matter_table.c.plan_activity_id).where(
        matter_table.c.tenant_id == OF_TENANT, matter_table.c.key == bindparam("key")
    )

"""What those who stand in have been told: that they do, from when to when, and that they do no longer."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.matters import MatterId, MatterKind, MatterState
from domain.people import Absence, PersonId
from domain.rounds import FollowUpRoundId
from storage import matter_messages
from storage import matters as matter_store
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import MatterRow

matter = table_of(MatterRow)


async def tell(
    session: TenantSession,
    away: PersonId,
    absence: Absence,
    follow_up_round_id: FollowUpRoundId,
    *,
    at: datetime,
    not_before: datetime,
) -> None:
    """Tell whoever stands in, in working hours; what was told of an absence before counts no longer."""
    await take_back(session, away, at)
    matter_id = await matter_store.put(
        session,
        key=f"stands_in:{away}:{absence.deputy_id}:{absence.first_day}:{absence.last_day}:{at:%Y%m%d%H%M%S}",
        kind=MatterKind.STANDS_IN,
        state=MatterState.TOLD,
        follow_up_round_id=follow_up_round_id,
        person_id=absence.deputy_id,
        asked_by=away,
        at=at,
        days=absence.days,
        until=absence.last_day,
    )
    if matter_id is not None:
        await matter_messages.send(
            session,
            matter_id,
            [absence.deputy_id],
            "told",
            follow_up_round_id=follow_up_round_id,
            at=at,
            not_before=not_before,
        )


async def take_back(session: TenantSession, away: PersonId, at: datetime) -> None:
    """What is on its way is not sent, and what has been read says that it counts no longer."""
    told = [MatterId(row.id) for row in await session.run(_told(), {"away": away})]
    for each in (await matter_store.some(session, told)).values():
        await session.change(
            MatterRow, matter.c.id == each.matter_id, state=MatterState.WITHDRAWN.value, settled_at=at
        )
        await matter_messages.redraw(session, each, at)


@prepared
def _told() -> Select[Any]:
    return (
        select(matter.c.id)
        .where(
            matter.c.tenant_id == OF_TENANT,
            matter.c.asked_by == bindparam("away"),
            matter.c.kind == MatterKind.STANDS_IN.value,
            matter.c.state == MatterState.TOLD.value,
        )
        .order_by(matter.c.id)
    )

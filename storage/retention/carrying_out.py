"""What is too old of each kind, counted or removed; a batch is one short transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from domain.people import TenantId
from domain.retention import SEEN_TO, Aged, DataKind, RetentionRules
from storage import audit_chain
from storage.audit import audit_event
from storage.database import Database, TenantSession
from storage.prepared import OF_TENANT
from storage.retention import sweeps

AT_A_TIME = 500


async def preview(session: TenantSession, rules: RetentionRules, at: datetime, mark: str) -> list[Aged]:
    """How much of each kind that is ever removed is too old now."""
    return [await _aged(session, kind, rules.before(kind, at), mark) for kind in SEEN_TO]


async def carry_out(
    database: Database, tenant_id: TenantId, kind: DataKind, before: datetime, *, at: datetime, mark: str
) -> int:
    """Remove what is older of that kind; returns how many. No transaction sees to more than a batch."""
    if kind is DataKind.AUDIT:
        return await _old_events(database, tenant_id, before, at)
    done = 0
    for sweep in sweeps.of_kind(kind, mark):
        some = AT_A_TIME
        while some == AT_A_TIME:
            async with database.writing(tenant_id) as session:
                some = await sweep.carry_out(session, before, AT_A_TIME, mark)
            done += some
    return done


async def _aged(session: TenantSession, kind: DataKind, before: datetime | None, mark: str) -> Aged:
    if before is None:
        return Aged(kind=kind, count=0)
    found = [await sweep.seen(session, before) for sweep in sweeps.of_kind(kind, mark)]
    if kind is DataKind.AUDIT:
        found = [await _aged_events(session, before)]
    return Aged(
        kind=kind,
        count=sum(count for count, _ in found),
        oldest=min((oldest for _, oldest in found if oldest is not None), default=None),
    )


async def _aged_events(session: TenantSession, before: datetime) -> tuple[int, datetime | None]:
    query = select(func.count(), func.min(audit_event.c.at)).where(
        audit_event.c.tenant_id == OF_TENANT, audit_event.c.at < before
    )
    row: Any = (await session.execute(query)).one()
    return row[0], row[1]


async def _old_events(database: Database, tenant_id: TenantId, before: datetime, at: datetime) -> int:
    """Make a checkpoint and remove what it covers; a removal that was broken off goes on."""
    async with database.writing(tenant_id) as session:
        last = await audit_chain.last_before(session, before)
        if last is not None:
            await audit_chain.make_checkpoint(session, last, at)
    done, some = 0, AT_A_TIME
    while some == AT_A_TIME:
        async with database.writing(tenant_id) as session:
            some = await audit_chain.remove_covered(session, AT_A_TIME)
        done += some
    return done

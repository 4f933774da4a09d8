"""The chain over the audit trail: new events are linked soon after they were written, by one at a time.

Linking inside the transaction that writes the event would let every answer in a municipality wait for the one
before it to reach the disk (decision 21).
"""

import hashlib
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, literal, select, text

from domain.audit_chain import Event, Link, Tip, linked
from domain.people import TenantId
from storage import audit
from storage.audit import audit_event
from storage.database import Database, TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import AuditCheckpointRow, AuditLinkRow

link = table_of(AuditLinkRow)
checkpoint = table_of(AuditCheckpointRow)

AT_A_TIME = 500
# A transaction that was begun earlier may end later, and its event then has a lower number than one that is
# linked already. None is open while so many others are written.
LOOKED_BACK = 20_000
CHECKPOINT_DEED = "audit.checkpoint"


async def link_new(database: Database, tenant_id: TenantId) -> int:
    """Link every event that is not linked; returns how many. Where there are none nothing is written."""
    done = 0
    while True:
        async with database.reading(tenant_id) as session:
            if not await _new(session, 1):
                return done
        async with database.writing(tenant_id) as session:
            await _alone(session)
            events = await _new(session, AT_A_TIME)
            await _add(session, events)
        done += len(events)


async def tip(session: TenantSession) -> Tip:
    """How far the chain goes."""
    query = select(link.c.position, link.c.sha256).where(link.c.tenant_id == OF_TENANT)
    row = (await session.execute(query.order_by(link.c.position.desc()).limit(1))).first()
    return Tip(position=row.position, sha256=row.sha256) if row else await beginning(session)


async def beginning(session: TenantSession) -> Tip:
    """After what the chain begins: the latest checkpoint, or nothing."""
    query = select(checkpoint.c.position, checkpoint.c.sha256).where(checkpoint.c.tenant_id == OF_TENANT)
    row = (await session.execute(query.order_by(checkpoint.c.position.desc()).limit(1))).first()
    return Tip(position=row.position, sha256=row.sha256) if row else Tip()


async def links(session: TenantSession, after: int) -> AsyncIterator[Link]:
    """Every link after that number, in order, each with its event when it is there."""
    while True:
        found = (await session.execute(_links(), {"after": after})).all()
        for row in found:
            yield _link(row)
        if len(found) < AT_A_TIME:
            return
        after = found[-1].position


async def unlinked(session: TenantSession) -> int | None:
    """The first event that is not in the chain; None when all are."""
    first = _unlinked().with_only_columns(audit_event.c.id).order_by(audit_event.c.id).limit(1)
    found: int | None = (await session.execute(first)).scalar()
    return found


async def has_spoken_of(session: TenantSession, about: Tip) -> bool:
    """Whether an event says that the checkpoint was made, as the lawful removal does."""
    query = select(audit_event.c.id).where(
        audit_event.c.tenant_id == OF_TENANT,
        audit_event.c.deed == CHECKPOINT_DEED,
        audit_event.c.subject == f"audit_link:{about}",
    )
    return (await session.execute(query.limit(1))).first() is not None


async def last_before(session: TenantSession, before: datetime) -> Tip | None:
    """The last link up to which every event is older than that; None when there is none to remove."""
    joined = link.join(audit_event, audit_event.c.id == link.c.audit_event_id)
    first_kept = (
        select(func.min(link.c.position))
        .select_from(joined)
        .where(link.c.tenant_id == OF_TENANT, audit_event.c.at >= before)
        .scalar_subquery()
    )
    query = select(link.c.position, link.c.sha256).where(
        link.c.tenant_id == OF_TENANT, link.c.position < func.coalesce(first_kept, literal(2**62))
    )
    row = (await session.execute(query.order_by(link.c.position.desc()).limit(1))).first()
    return Tip(position=row.position, sha256=row.sha256) if row else None


async def make_checkpoint(session: TenantSession, about: Tip, at: datetime) -> None:
    """Allow the removal of everything up to that link, and say so in the trail itself."""
    row = {"position": about.position, "sha256": about.sha256, "made_at": at}
    if await session.insert_new(AuditCheckpointRow, [row]):
        await audit.record(session, deed=CHECKPOINT_DEED, subject=f"audit_link:{about}", at=at)


async def remove_covered(session: TenantSession, limit: int) -> int:
    """Remove some of what the latest checkpoint allows, the oldest first; returns how many events went."""
    until = (await beginning(session)).position
    query = select(link.c.position, link.c.audit_event_id).where(
        link.c.tenant_id == OF_TENANT, link.c.position <= until
    )
    rows = (await session.execute(query.order_by(link.c.position).limit(limit))).all()
    if not rows:
        return 0
    going = [row.audit_event_id for row in rows]
    await session.execute(
        delete(audit_event).where(audit_event.c.tenant_id == OF_TENANT, audit_event.c.id.in_(going))
    )
    last = rows[-1].position
    await session.execute(delete(link).where(link.c.tenant_id == OF_TENANT, link.c.position <= last))
    return len(rows)


async def _alone(session: TenantSession) -> None:
    """One at a time links for a tenant; SQLite has one writer anyway."""
    if not session.has_one_writer:
        digest = hashlib.sha256(f"lageskoll links for {session.tenant_id}".encode()).digest()
        key = int.from_bytes(digest[:8], "big", signed=True)
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


async def _new(session: TenantSession, limit: int) -> list[Event]:
    query = select(func.max(link.c.audit_event_id)).where(link.c.tenant_id == OF_TENANT)
    highest = (await session.execute(query)).scalar_one() or 0
    found = _unlinked().where(audit_event.c.id > highest - LOOKED_BACK)
    rows = await session.execute(found.order_by(audit_event.c.id).limit(limit))
    return [_event(row) for row in rows]


async def _add(session: TenantSession, events: list[Event]) -> None:
    rows = [
        {"position": new.position, "audit_event_id": event.event_id, "sha256": new.sha256}
        for event, new in linked(await tip(session), events)
    ]
    await session.insert_new(AuditLinkRow, rows)


def _unlinked() -> Select[Any]:
    is_linked = select(link.c.position).where(
        link.c.tenant_id == OF_TENANT, link.c.audit_event_id == audit_event.c.id
    )
    return select(audit_event).where(audit_event.c.tenant_id == OF_TENANT, ~is_linked.exists())


def _links() -> Select[Any]:
    from_here = select(link.c.position, link.c.sha256, link.c.audit_event_id, *audit_event.c)
    return (
        from_here.select_from(link.outerjoin(audit_event, audit_event.c.id == link.c.audit_event_id))
        .where(link.c.tenant_id == OF_TENANT, link.c.position > bindparam("after"))
        .order_by(link.c.position)
        .limit(AT_A_TIME)
    )


def _link(row: Row[Any]) -> Link:
    event = _event(row) if row.id is not None else None
    return Link(position=row.position, sha256=row.sha256, event_id=row.audit_event_id, event=event)


def _event(row: Row[Any]) -> Event:
    return Event(
        event_id=row.id,
        tenant_id=row.tenant_id,
        at=row.at,
        actor_id=row.actor_id,
        deed=row.deed,
        subject=row.subject,
        details=row.details,
    )

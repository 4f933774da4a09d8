"""Rounds open and close by themselves; a closed one sends its summary to the director."""

from datetime import datetime

from domain.calendar import WorkCalendar
from domain.people import PersonId, TenantId
from domain.rounds import FollowUpRound, RoundState, closed_at
from domain.summary.readers import readers_at_closing
from scheduler.deeds import Deed, DeedKind
from scheduler.tenants import for_each
from storage import audit, outbox
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database, TenantSession


async def run(database: Database, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    """Open and close what is due for every tenant; each round in a transaction of its own."""
    return await for_each(database, lambda tenant_id: _run(database, tenant_id, at, calendar))


async def _run(database: Database, tenant_id: TenantId, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    deeds: list[Deed] = []
    async with database.reading(tenant_id) as session:
        every = await round_store.every(session)
    for follow_up_round in every:
        if follow_up_round.should_open(at) or follow_up_round.should_close(at):
            async with database.writing(tenant_id) as session:
                deeds += await _turn(session, follow_up_round, at, calendar)
    return deeds


async def _turn(
    session: TenantSession, follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar
) -> list[Deed]:
    if follow_up_round.should_close(at):
        return await close(session, follow_up_round, at, calendar)
    return await _open(session, follow_up_round, at)


async def _open(session: TenantSession, follow_up_round: FollowUpRound, at: datetime) -> list[Deed]:
    if await round_store.change_state(session, follow_up_round, RoundState.OPEN) is None:
        return []
    await _record(session, "round.opened", follow_up_round, at)
    return [_deed(DeedKind.ROUND_OPENED, follow_up_round, at)]


async def close(
    session: TenantSession,
    follow_up_round: FollowUpRound,
    at: datetime,
    calendar: WorkCalendar,
    by: PersonId | None = None,
) -> list[Deed]:
    """Close a round and put its summary in the outbox for every director; nothing if it is closed already.

    `by` is who closed it, nobody when it closed by itself.
    """
    closed = await round_store.change(session, follow_up_round, closed_at(follow_up_round, at))
    if closed is None:
        return []
    people = await people_store.everybody(session)
    for reader in readers_at_closing(follow_up_round, people.values()):
        await outbox.put_summary(
            session,
            follow_up_round.follow_up_round_id,
            reader,
            not_before=calendar.next_open(at),
            at=at,
            closing=closed.closings,
        )
    await _record(session, "round.closed", follow_up_round, at, by)
    return [_deed(DeedKind.ROUND_CLOSED, follow_up_round, at)]


async def _record(
    session: TenantSession,
    deed: str,
    follow_up_round: FollowUpRound,
    at: datetime,
    by: PersonId | None = None,
) -> None:
    subject = f"round:{follow_up_round.follow_up_round_id}"
    await audit.record(session, deed=deed, subject=subject, at=at, actor_id=by)


def _deed(kind: DeedKind, follow_up_round: FollowUpRound, at: datetime) -> Deed:
    return Deed(kind=kind, count=1, at=at, about=follow_up_round.occasion.value)

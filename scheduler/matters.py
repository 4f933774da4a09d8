"""Questions that nobody answers in time go on to the strategists; those that are overtaken are taken back."""

from collections.abc import Sequence
from datetime import datetime

from domain.calendar import WorkCalendar
from domain.matters import Matter, MatterKind, MatterState, overtaken
from domain.people import PersonId, TenantId
from domain.rounds import FollowUpRoundId
from scheduler import questions
from scheduler.deeds import Deed, DeedKind
from scheduler.tenants import for_each
from storage import audit, matter_messages, outbox, ownership
from storage import matters as matter_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database, TenantSession

Move = tuple[Matter, MatterState]


async def run(database: Database, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    """See to every tenant's open matters, each in a transaction of its own; again changes nothing twice."""
    deeds = await for_each(database, lambda tenant_id: _run(database, tenant_id, at, calendar))
    return [*deeds, *await questions.run(database, at, calendar)]


async def _run(database: Database, tenant_id: TenantId, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    async with database.reading(tenant_id) as session:
        every = await matter_store.every_open(session)
        # Questions back have a duty of their own.
        waiting = [each for each in every if each.kind is not MatterKind.QUESTION]
        moves = await _moves(session, waiting, at) if waiting else []
    passed_on = 0
    for matter, state in moves:
        async with database.writing(tenant_id) as session:
            # Somebody may have answered, or another replica been first, since it was read.
            if await _move(session, matter, state, at, calendar):
                passed_on += state is MatterState.WITH_STRATEGIST
    return [Deed(kind=DeedKind.MATTERS_PASSED_ON, count=passed_on, at=at)] if passed_on else []


async def _moves(session: TenantSession, waiting: Sequence[Matter], at: datetime) -> list[Move]:
    about = {each.plan_activity_id for each in waiting if each.plan_activity_id is not None}
    owners = await ownership.owners(session, about)
    asked = {each.counterpart_id for each in waiting if each.counterpart_id is not None}
    there = await people_store.some(session, asked)
    unreached = await matter_messages.not_reached(session, [each.matter_id for each in waiting])
    open_rounds = await _open_rounds(session)
    moves = []
    for matter in waiting:
        state = overtaken(
            matter,
            at,
            owner_id=owners.get(matter.plan_activity_id) if matter.plan_activity_id is not None else None,
            can_answer=matter.counterpart_id in there and matter.matter_id not in unreached,
            is_round_open=matter.follow_up_round_id in open_rounds,
        )
        if state is not None:
            moves.append((matter, state))
    return moves


async def _open_rounds(session: TenantSession) -> set[FollowUpRoundId]:
    return {each.follow_up_round_id for each in await round_store.every(session) if each.is_open}


async def _move(
    session: TenantSession, matter: Matter, state: MatterState, at: datetime, calendar: WorkCalendar
) -> bool:
    now = await matter_store.held(session, matter.matter_id, matter.kind)
    if now is None or now.state is not matter.state:
        return False
    told = (
        await people_store.strategists(session) if state is MatterState.WITH_STRATEGIST else set[PersonId]()
    )
    await outbox.hold(session, matter.follow_up_round_id, told | matter.involved)
    await matter_store.settle(session, now, state, at)
    await matter_messages.redraw(session, matter, at)
    await matter_messages.send(
        session,
        matter.matter_id,
        told,
        state.value,
        follow_up_round_id=matter.follow_up_round_id,
        at=at,
        not_before=calendar.next_open(at),
    )
    await audit.record(
        session,
        deed=f"{matter.kind.value}.{state.value}",
        subject=f"matter:{matter.matter_id}",
        at=at,
    )
    return True

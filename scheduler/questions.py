"""Questions that nobody replies to go on to the strategists, and those to a former owner to the new one."""

from collections.abc import Sequence
from datetime import datetime

from domain.calendar import WorkCalendar
from domain.matters import Matter, MatterKind, MatterState, respond_by
from domain.people import PersonId, TenantId
from domain.questions import Follow, GoOn, overtaken, reminded_at
from scheduler.deeds import Deed, DeedKind
from scheduler.tenants import for_each
from storage import audit, matter_messages, outbox, ownership
from storage import matters as matter_store
from storage import people as people_store
from storage import questions as question_store
from storage.database import Database, TenantSession

Move = GoOn | Follow


async def run(database: Database, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    """See to every tenant's open questions, each in a transaction of its own; again changes nothing twice."""
    return await for_each(database, lambda tenant_id: _run(database, tenant_id, at, calendar))


async def _run(database: Database, tenant_id: TenantId, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    async with database.reading(tenant_id) as session:
        waiting = await matter_store.every_open(session, MatterKind.QUESTION)
        moves = await _moves(session, waiting, at) if waiting else []
    passed_on = 0
    for question, move in moves:
        async with database.writing(tenant_id) as session:
            # Somebody may have replied, or another replica been first, since it was read.
            if await _carried_out(session, question, move, at, calendar):
                passed_on += move == GoOn(MatterState.WITH_STRATEGIST)
    return [Deed(kind=DeedKind.MATTERS_PASSED_ON, count=passed_on, at=at)] if passed_on else []


async def _moves(
    session: TenantSession, waiting: Sequence[Matter], at: datetime
) -> list[tuple[Matter, Move]]:
    about = {each.plan_activity_id for each in waiting if each.plan_activity_id is not None}
    owners = await ownership.owners(session, about)
    there = await people_store.some(session, set(owners.values()))
    unreached = await question_store.not_reached(session, [each.matter_id for each in waiting])
    moves = []
    for question in waiting:
        owner_id = owners.get(question.plan_activity_id) if question.plan_activity_id is not None else None
        can_answer = owner_id in there and question.matter_id not in unreached
        move = overtaken(question, at, owner_id=owner_id, can_answer=can_answer)
        if move is not None:
            moves.append((question, move))
    return moves


async def _carried_out(
    session: TenantSession, question: Matter, move: Move, at: datetime, calendar: WorkCalendar
) -> bool:
    now = await matter_store.held(session, question.matter_id, MatterKind.QUESTION)
    if now is None or (now.state, now.counterpart_id) != (question.state, question.counterpart_id):
        return False
    match move:
        case GoOn():
            told = await _go_on(session, now, move.state, at)
            what = move.state.value
        case Follow():
            told = await _follow(session, now, move.owner_id, at, calendar)
            what = "asked"
    await matter_messages.redraw(session, now, at)
    await matter_messages.send(
        session,
        now.matter_id,
        told,
        what,
        follow_up_round_id=now.follow_up_round_id,
        at=at,
        not_before=calendar.next_open(at),
    )
    await audit.record(
        session,
        deed=f"question.{what}",
        subject=f"plan_activity:{now.plan_activity_id}",
        at=at,
        matter=now.matter_id,
    )
    return True


async def _go_on(session: TenantSession, question: Matter, state: MatterState, at: datetime) -> set[PersonId]:
    """To the strategists, or to nobody; whoever asked is told. Gives those to be told."""
    told = set(question.askers)
    if state is MatterState.WITH_STRATEGIST:
        told |= await people_store.strategists(session)
    await outbox.hold(session, question.follow_up_round_id, told | question.involved)
    is_late = question.respond_by is not None and question.respond_by <= at
    # What could not be delivered has nobody who is to reply by any day.
    await matter_store.settle(
        session, question, state, at, respond_by=question.respond_by if is_late else None
    )
    return told


async def _follow(
    session: TenantSession, question: Matter, owner_id: PersonId, at: datetime, calendar: WorkCalendar
) -> set[PersonId]:
    """To the new owner, who has as much time as the former had. Gives those to be told."""
    reminder = reminded_at(at, calendar)
    await outbox.hold(session, question.follow_up_round_id, question.involved | {owner_id})
    await matter_store.settle(
        session,
        question,
        MatterState.ASKED,
        at,
        counterpart_id=owner_id,
        respond_by=respond_by(at, calendar),
        until=calendar.local_day(reminder),
    )
    await matter_messages.send(
        session,
        question.matter_id,
        [owner_id],
        "reminder",
        follow_up_round_id=question.follow_up_round_id,
        at=at,
        not_before=reminder,
    )
    return {owner_id}

"""The strategist gives everybody longer, closes early or opens again; each told before and after."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import wraps

from cards.asking import day_value
from cards.card import Card
from cards.fields import text_of
from cards.steering import changing as changing_card
from cards.steering.effects import Effects
from cards.steering.payloads import DAY, REASON, AboutRound, round_of
from dialogs import standings
from dialogs.desk import Turn
from dialogs.drafting import Handler
from dialogs.steering import showing
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.matters import MatterKind
from domain.people import Role
from domain.round_changes import extended, fault_of, reopened, steps_to_come, suggested
from domain.rounds import FollowUpRound, RoundState, closed_at
from domain.typed import day_of
from scheduler import replanning
from scheduler import rounds as round_ticks
from scheduler.replanning import Replanned
from storage import audit, living
from storage import matters as matter_store
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage.database import TenantSession

Answer = Callable[[TenantSession, Turn, CardSubmitted, FollowUpRound], Awaitable[Reply]]


def _about(state: RoundState, *, changes: bool = False) -> Callable[[Answer], Handler]:
    """Find the round as the card had it, in that state, and let the handler answer about it.

    Whoever comes too late is told what has become of it. What `changes` something does so in one transaction.
    """

    def finding(answer: Answer) -> Handler:
        @wraps(answer)
        async def handler(turn: Turn, submitted: CardSubmitted) -> Reply:
            about, database = round_of(submitted.data), turn.desk.database
            opened = database.writing if changes else database.reading
            async with opened(turn.contact.tenant_id) as session:
                found = await _found(session, turn, about, state)
                if not isinstance(found, FollowUpRound):
                    return found
                reply = await answer(session, turn, submitted, found)
            if changes:
                turn.desk.wake()
            return reply

        return handler

    return finding


@_about(RoundState.OPEN)
async def ask_extend(
    session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound
) -> Reply:
    """Ask until when."""
    del session
    day = round_of(submitted.data).day or suggested(found, turn.today, turn.desk.calendar)
    return Replace(_form(turn, found, day_value(day)))


@_about(RoundState.OPEN)
async def preview_extend(
    session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound
) -> Reply:
    """What the chosen day means; nothing is changed."""
    day = day_of(text_of(submitted.data, DAY))
    fault = fault_of(found, day, turn.today)
    if day is None or fault is not None:
        told = changing_card.day_fault(fault, found, turn.words) if fault else ""
        return Replace(_form(turn, found, day_value(day), told))
    after = extended(found, day, turn.at, turn.desk.calendar)
    effects = await _foreseen(session, turn, found, after)
    return Replace(changing_card.preview_extend(found, after, effects, turn.words, key=turn.new_key()))


@_about(RoundState.OPEN, changes=True)
async def extend(session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound) -> Reply:
    """Give everybody longer, all or nothing."""
    day = round_of(submitted.data).day
    if day is None or fault_of(found, day, turn.today):
        return Replace(_form(turn, found, day_value(day)))
    after = await round_store.change(session, found, extended(found, day, turn.at, turn.desk.calendar))
    if after is None:
        return await _lost(session, turn, found)
    await _record(session, turn, "round.extended", found, after)
    done = await replanning.replan(session, found, after, turn.at, turn.desk.calendar)
    return Replace(changing_card.extended(after, _done(turn, done), turn.words))


@_about(RoundState.OPEN)
async def ask_close(
    session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound
) -> Reply:
    """Who is left, and what closing means."""
    del submitted
    after = closed_at(found, turn.at)
    effects = await _foreseen(session, turn, found, after)
    view = await standings.of_round(session, turn, found)
    return Replace(
        changing_card.ask_close(
            found,
            after,
            effects,
            turn.words,
            waiting=[each.person.name for each in view.waiting_for],
            outstanding=view.outstanding,
            key=turn.new_key(),
        )
    )


@_about(RoundState.OPEN, changes=True)
async def close(session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound) -> Reply:
    """Close it, with the same summary as when it closes by itself."""
    del submitted
    calendar = turn.desk.calendar
    if not await round_ticks.close(session, found, turn.at, calendar, turn.person.person_id):
        return await _lost(session, turn, found)
    after = closed_at(found, turn.at)
    done = await replanning.replan(session, found, after, turn.at, calendar)
    return Replace(changing_card.closed(after, _done(turn, done), turn.words))


@_about(RoundState.CLOSED)
async def ask_reopen(
    session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound
) -> Reply:
    """Ask until when, and why."""
    del submitted
    day = suggested(found, turn.today, turn.desk.calendar)
    return Replace(await _reopening(session, turn, found, day=day_value(day)))


@_about(RoundState.CLOSED, changes=True)
async def reopen(session: TenantSession, turn: Turn, submitted: CardSubmitted, found: FollowUpRound) -> Reply:
    """Open a closed round again, and tell whoever has its summary."""
    day, reason = day_of(text_of(submitted.data, DAY)), text_of(submitted.data, REASON)
    faults = _faults(turn, found, day, reason)
    if faults or day is None:
        return Replace(
            await _reopening(session, turn, found, day=day_value(day), reason=reason, faults=faults)
        )
    wanted = reopened(found, day, reason, turn.at, turn.desk.calendar)
    after = await round_store.change(session, found, wanted)
    if after is None:
        return await _lost(session, turn, found)
    await _record(session, turn, "round.reopened", found, after)
    await _tell_directors(session, turn, after)
    done = await replanning.replan(session, found, after, turn.at, turn.desk.calendar)
    return Replace(changing_card.reopened(after, _done(turn, done), turn.words))


async def _found(
    session: TenantSession, turn: Turn, about: AboutRound, state: RoundState
) -> FollowUpRound | Reply:
    """The round as the card had it, or what to say instead."""
    follow_up_round = await round_store.find(session, about.follow_up_round_id)
    if follow_up_round is None:
        return Refuse(standings.unknown(turn))
    if follow_up_round.revision != about.revision or follow_up_round.state is not state:
        return await showing.overtaken(session, turn, follow_up_round)
    return follow_up_round


async def _lost(session: TenantSession, turn: Turn, found: FollowUpRound) -> Reply:
    """Somebody else changed it in the very same moment."""
    follow_up_round = await round_store.find(session, found.follow_up_round_id)
    if follow_up_round is None:
        return Refuse(standings.unknown(turn))
    return await showing.overtaken(session, turn, follow_up_round)


async def _foreseen(
    session: TenantSession, turn: Turn, before: FollowUpRound, after: FollowUpRound
) -> Effects:
    """The same figures that `replan` would give now."""
    waiting = await reminder_store.waiting_steps(session, before.follow_up_round_id)
    keys = await replanning.outdated(session, before, after)
    return Effects(
        withdrawn=sum(waiting[key] for key in keys),
        steps=steps_to_come(after, turn.at, turn.desk.calendar),
        redrawn=len(await living.every(session, before.follow_up_round_id)),
        next_open=turn.desk.calendar.next_open(turn.at),
    )


def _done(turn: Turn, done: Replanned) -> Effects:
    return Effects(
        withdrawn=done.withdrawn,
        steps=done.steps,
        redrawn=done.redrawn,
        next_open=turn.desk.calendar.next_open(turn.at),
        is_done=True,
    )


def _form(turn: Turn, found: FollowUpRound, day: str, fault: str = "") -> Card:
    earliest = max(turn.today, found.deadline + timedelta(days=1))
    return changing_card.ask_extend(
        found, turn.words, key=turn.new_key(), day=day, earliest=earliest, fault=fault
    )


async def _reopening(
    session: TenantSession,
    turn: Turn,
    found: FollowUpRound,
    *,
    day: str,
    reason: str = "",
    faults: dict[str, str] | None = None,
) -> Card:
    return changing_card.ask_reopen(
        found,
        turn.words,
        key=turn.new_key(),
        day=day,
        reason=reason,
        earliest=turn.today,
        redrawn=len(await living.every(session, found.follow_up_round_id)),
        faults=faults or {},
    )


def _faults(turn: Turn, found: FollowUpRound, day: date | None, reason: str) -> dict[str, str]:
    faults, say = {}, turn.words.say
    if fault := fault_of(found, day, turn.today):
        faults[DAY] = changing_card.day_fault(fault, found, turn.words)
    if len(reason) < changing_card.SHORTEST_REASON:
        faults[REASON] = say("Tell briefly why.")
    elif len(reason) > changing_card.LONGEST_REASON:
        limit = turn.words.number(changing_card.LONGEST_REASON)
        faults[REASON] = say("Shorten the text to at most {limit} characters.", limit=limit)
    return faults


async def _record(
    session: TenantSession, turn: Turn, deed: str, before: FollowUpRound, after: FollowUpRound
) -> None:
    await audit.record(
        session,
        deed=deed,
        subject=f"round:{after.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        deadline_before=before.deadline,
        deadline=after.deadline,
        closes_before=before.closes_at,
        closes=after.closes_at,
        **({"reason": after.reopened_because} if deed == "round.reopened" else {}),
    )


async def _tell_directors(session: TenantSession, turn: Turn, after: FollowUpRound) -> None:
    """Whoever may have the summary reads that another one comes, and why."""
    everybody = await people_store.everybody(session)
    for person in everybody.values():
        if Role.DIRECTOR in person.roles:
            await matter_store.tell(
                session,
                key=f"reopened:{after.follow_up_round_id}:{after.closings}:{person.person_id}",
                kind=MatterKind.REOPENED,
                follow_up_round_id=after.follow_up_round_id,
                recipient_id=person.person_id,
                told_by=turn.person.person_id,
                at=turn.at,
                not_before=turn.desk.calendar.next_open(turn.at),
                reason=after.reopened_because,
            )

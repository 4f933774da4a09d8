"""The strategists answer somebody who needs more time: yes, another day, or no; the first answer counts."""

from cards import payloads
from cards import todo as todo_card
from cards.fields import text_of
from cards.handover import REASON
from cards.more_time import UNTIL, Typed
from dialogs import choosing, matters
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply
from domain.matters import Dossier, Matter, MatterKind, MatterState, last_day, may_grant
from domain.typed import day_of
from storage import audit, dossiers, matter_messages, outbox
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


async def grant(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Give more time, until the day that was asked for or another."""
    return await _answer(turn, submitted, MatterState.GRANTED)


async def refuse(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Give no more time, with a reason."""
    return await _answer(turn, submitted, MatterState.REFUSED)


async def _answer(turn: Turn, submitted: CardSubmitted, state: MatterState) -> Reply:
    about = payloads.matter_of(submitted.data)
    typed = Typed(until=text_of(submitted.data, UNTIL), reason=text_of(submitted.data, REASON))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, about.matter_id, MatterKind.MORE_TIME)
        if matter is None:
            return matters.gone(turn)
        dossier = await dossiers.one(session, matter)
        if not matter.is_open or not dossier.follow_up_round.is_open:
            return await matters.shown(session, turn, matter, notice=_too_late(turn, dossier))
        if faults := _faults(turn, dossier, typed, state):
            again = Typed(until=typed.until, reason=typed.reason, faults=faults)
            kept = todo_card.kept(submitted.data)
            return await matters.shown(session, turn, matter, typed=again, kept=kept)
        await _settle(session, turn, matter, typed, state)
        reply = await matters.shown(session, turn, matter)
    turn.desk.wake()
    return reply


def _faults(turn: Turn, dossier: Dossier, typed: Typed, state: MatterState) -> dict[str, str]:
    if state is MatterState.REFUSED:
        fault = choosing.reason_fault(turn, typed.reason)
        return {REASON: fault} if fault else {}
    until, calendar = day_of(typed.until), turn.desk.calendar
    if until is not None and may_grant(dossier.follow_up_round, until, turn.today, calendar):
        return {}
    return {
        UNTIL: turn.words.say(
            "Choose a day after {deadline}, but not later than {last}.",
            deadline=turn.words.day(dossier.follow_up_round.deadline),
            last=turn.words.day(last_day(dossier.follow_up_round, calendar)),
        )
    }


async def _settle(
    session: TenantSession, turn: Turn, matter: Matter, typed: Typed, state: MatterState
) -> None:
    is_granted = state is MatterState.GRANTED
    until = day_of(typed.until) if is_granted else matter.until
    told = await people_store.strategists(session) | matter.askers
    await outbox.hold(session, matter.follow_up_round_id, told)
    await matter_store.settle(
        session,
        matter,
        state,
        turn.at,
        until=until,
        reply="" if is_granted else typed.reason,
        settled_by=turn.person.person_id,
    )
    await audit.record(
        session,
        deed=f"time.{state.value}",
        subject=f"round:{matter.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=matter.matter_id,
        owner=matter.person_id,
        until=until,
    )
    await matter_messages.redraw(session, matter, turn.at)
    await matters.tell(session, turn, matter, matter.askers, state.value)
    await matters.redraw_lists(session, turn, matter.follow_up_round_id, {matter.person_id})


def _too_late(turn: Turn, dossier: Dossier) -> str:
    """Why this press changed nothing; nothing to say when the card itself tells who decided."""
    if dossier.follow_up_round.is_open:
        return ""
    closed = turn.words.moment(dossier.follow_up_round.closes_at)
    return turn.words.say("The follow-up closed {when}. Nothing was changed.", when=closed)

"""The strategist's talk about opening a round ahead of its day."""

from cards import nudge as nudge_card
from cards import payloads
from cards.card import Card
from cards.steering.payloads import round_of
from dialogs import sendings, standings
from dialogs.desk import Turn
from dialogs.steering import showing
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.rounds import FollowUpRound, RoundState, opened_now
from storage import round_changes
from storage import rounds as round_store
from storage.database import TenantSession

OPENED = "round.opened"


async def ask_open(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Say what opening ahead of time means."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        planned = await round_store.find(session, about.follow_up_round_id)
    if planned is None:
        return Refuse(standings.unknown(turn))
    if planned.state is not RoundState.PLANNED:
        return Refuse(turn.words.say("The follow-up has been opened already."))
    return Replace(
        nudge_card.ask_open(
            planned,
            turn.words,
            key=turn.new_key(),
            first_reminder=sendings.next_reminder(planned, turn),
        )
    )


async def open_now(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Open a planned round now, as it was when the question was read; opening it twice is opening it once."""
    about = round_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        planned = await round_store.find(session, about.follow_up_round_id)
        if planned is None:
            return Refuse(standings.unknown(turn))
        if planned.revision != about.revision or planned.state is not RoundState.PLANNED:
            return await _overtaken(session, turn, planned)
        opened = await round_store.change(session, planned, opened_now(planned, turn.at))
        if opened is None:
            # Somebody else changed it in the very same moment.
            return await _overtaken(session, turn, await round_store.find(session, about.follow_up_round_id))
        await standings.record(session, turn, OPENED, planned.follow_up_round_id, 1)
    turn.desk.wake()
    return Replace(_receipt(turn, opened))


async def _overtaken(session: TenantSession, turn: Turn, now: FollowUpRound | None) -> Reply:
    """The same receipt again for whoever opened it; else who did what, and the round as it is."""
    if now is None:
        return Refuse(standings.unknown(turn))
    latest = await round_changes.latest(session, now.follow_up_round_id)
    if now.is_open and latest is not None and (latest.deed, latest.name) == (OPENED, turn.person.name):
        return Replace(_receipt(turn, now))
    return await showing.overtaken(session, turn, now)


def _receipt(turn: Turn, opened: FollowUpRound) -> Card:
    return nudge_card.opened(opened, turn.words, first_reminder=sendings.next_reminder(opened, turn))

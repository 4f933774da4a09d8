"""The strategist's talk about opening a round ahead of its day."""

from cards import nudge as nudge_card
from cards import payloads
from dialogs import overview, sendings, standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.rounds import RoundState, opened_now
from storage import rounds as round_store


async def ask_open(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Say what opening ahead of time means."""
    about = payloads.unit_of(submitted.data)
    view = await overview.view_of(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(standings.unknown(turn))
    if view.follow_up_round.state is not RoundState.PLANNED:
        return Refuse(turn.words.say("The follow-up has been opened already."))
    return Replace(
        nudge_card.ask_open(
            view.follow_up_round,
            turn.words,
            key=turn.new_key(),
            first_reminder=sendings.next_reminder(view.follow_up_round, turn),
        )
    )


async def open_now(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Open a planned round now; opening it twice is opening it once."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        planned = await round_store.find(session, about.follow_up_round_id)
        if planned is None:
            return Refuse(standings.unknown(turn))
        if planned.state is RoundState.CLOSED:
            return Refuse(turn.words.say("The follow-up is closed. You can open it again by managing it."))
        # Opened by two at once is opened once, also in the audit trail.
        if await round_store.open_early(session, opened_now(planned, turn.at)):
            await standings.record(session, turn, "round.opened", planned.follow_up_round_id, 1)
    turn.desk.wake()
    opened = opened_now(planned, turn.at)
    return Replace(nudge_card.opened(opened, turn.words, first_reminder=sendings.next_reminder(opened, turn)))

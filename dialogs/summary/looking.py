"""Looking into the summary: the card itself, the pages behind it, and the way back."""

from cards import payloads
from cards.summary import payloads as summary_payloads
from cards.summary.payloads import AboutSummary, Screen, Stop
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.summary import screens
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.rounds import to_summarise
from domain.summary.selection import NOTEWORTHY
from storage import rounds as round_store


async def current(turn: Turn) -> Reply:
    """`sammanställning`: the summary of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = to_summarise(await round_store.every(session))
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        about = AboutSummary(follow_up_round_id=follow_up_round.follow_up_round_id)
        card = await screens.drawn(session, turn, follow_up_round, about)
    return Show(card) if card else Refuse(unknown(turn))


async def look(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Somewhere in the summary."""
    return await _shown(turn, summary_payloads.summary_of(submitted.data))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The summary of a round, from a card that is no part of it."""
    about = payloads.unit_of(submitted.data)
    return await _shown(turn, AboutSummary(follow_up_round_id=about.follow_up_round_id))


async def show_off_track(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Everything that is delayed, dropped or needs a decision."""
    about = payloads.unit_of(submitted.data)
    stop = Stop(screen=Screen.ANSWERS, selection=NOTEWORTHY, page=about.page)
    return await _shown(turn, AboutSummary(follow_up_round_id=about.follow_up_round_id, stop=stop))


async def _shown(turn: Turn, about: AboutSummary) -> Reply:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        card = await screens.drawn(session, turn, follow_up_round, about) if follow_up_round else None
    return Replace(card) if card else Refuse(unknown(turn))


def unknown(turn: Turn) -> str:
    """When a round is not there any longer."""
    return turn.words.say("That follow-up is not here any longer. Write “summary” to see the present one.")

"""The director's talk: the summary, and what is off track."""

from cards import payloads
from cards import summary as summary_card
from cards.card import Card
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.rounds import FollowUpRound, to_summarise
from domain.summary.compiled import summarise
from storage import groups, worklists
from storage import rounds as round_store
from storage.database import TenantSession


async def current(turn: Turn) -> Reply:
    """`sammanställning`: the summary of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = to_summarise(await round_store.every(session))
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        return Show(await _card(session, turn, follow_up_round, page=0))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The summary again, or another page of it."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(_unknown(turn))
        return Replace(await _card(session, turn, follow_up_round, page=about.page))


async def show_off_track(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Everything that is delayed or dropped, with reasons, page by page."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(_unknown(turn))
        view = summarise(follow_up_round, await worklists.items(session, follow_up_round))
    return Replace(summary_card.off_track(view, turn.words, page=about.page))


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, *, page: int) -> Card:
    view = summarise(follow_up_round, await worklists.items(session, follow_up_round))
    group = await groups.of_tenant(session)
    return summary_card.summary(view, turn.words, municipality=group.name, page=page)


def _unknown(turn: Turn) -> str:
    return turn.words.say("That follow-up is not here any longer. Write “summary” to see the present one.")

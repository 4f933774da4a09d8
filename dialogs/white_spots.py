"""The strategist asks what is missing in the plan."""

from cards import payloads
from cards import white_spots as white_spots_card
from cards.card import Card
from dialogs import standings, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.rounds import FollowUpRound, in_mind
from domain.white_spots import white_spots
from storage import people as people_store
from storage import plan_outlines, worklists
from storage import rounds as round_store
from storage.database import TenantSession


async def asked(turn: Turn) -> Reply:
    """`vita fläckar`: in the plan of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        return Show(await _card(session, turn, follow_up_round, page=0))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same from the overview, or another page of it."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await _card(session, turn, follow_up_round, page=about.page))


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, *, page: int) -> Card:
    spots = white_spots(
        await plan_outlines.of_plan(session, follow_up_round.plan_id),
        await worklists.items(session, follow_up_round),
        (await people_store.everybody(session)).keys(),
    )
    return white_spots_card.white_spots(spots, follow_up_round, turn.words, page=page)

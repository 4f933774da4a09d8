"""The strategist asks what is missing in the plan: a card, and the same as a workbook."""

import asyncio

from cards import payloads
from cards import rounds as round_words
from cards import white_spots as white_spots_card
from cards.card import Card
from dialogs import standings, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Replace, Reply, Show
from domain.new_year.shift import of_plan, plan_in_mind
from domain.rounds import FollowUpRound, in_mind
from domain.white_spots import WhiteSpot, white_spots
from reports.table import Sheet, workbook
from storage import people as people_store
from storage import plan_outlines, plans, worklists
from storage import rounds as round_store
from storage.database import TenantSession


async def asked(turn: Turn) -> Reply:
    """`vita fläckar`: in the plan that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        rounds = await round_store.every(session)
        plan = plan_in_mind(await plans.every(session), rounds, turn.today)
        of_the_plan = of_plan(rounds, plan.plan_id) if plan else []
        follow_up_round = in_mind(of_the_plan or rounds, turn.at)
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


async def book(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same as a workbook, to bring to the units."""
    about, words = payloads.unit_of(submitted.data), turn.words
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        spots = await found(session, follow_up_round)
    name = round_words.title(follow_up_round, words)
    return OfferFile(
        name=words.say("White spots {round}", round=name) + ".xlsx",
        description=white_spots_card.in_short(spots, words),
        content=await asyncio.to_thread(workbook, [_sheet(turn, spots)]),
    )


def _sheet(turn: Turn, spots: tuple[WhiteSpot, ...]) -> Sheet:
    words, say = turn.words, turn.words.say
    return Sheet(
        name=say("White spots"),
        columns=[say("What is missing"), say("Where in the plan"), say("Unit"), say("Do this")],
        rows=[
            [
                white_spots_card.kind_word(spot.kind, words),
                white_spots_card.what(spot, words),
                spot.org_unit.name if spot.org_unit else "",
                white_spots_card.remedy(spot.kind, words),
            ]
            for spot in spots
        ],
    )


async def found(session: TenantSession, follow_up_round: FollowUpRound) -> tuple[WhiteSpot, ...]:
    """Every white spot of the round's plan."""
    return white_spots(
        await plan_outlines.of_plan(session, follow_up_round.plan_id),
        await worklists.items(session, follow_up_round),
        (await people_store.everybody(session)).keys(),
    )


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, *, page: int) -> Card:
    spots = await found(session, follow_up_round)
    return white_spots_card.white_spots(spots, follow_up_round, turn.words, page=page)

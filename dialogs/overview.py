"""The strategist's home: how a round stands, by unit, by measure, by name, and whoever is searched for."""

from cards import finding as finding_card
from cards import overview as overview_card
from cards import payloads
from cards.card import Card
from cards.finding import AboutSearch
from cards.payloads import AboutUnit
from dialogs import standings, todo, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.findings import found
from domain.overview import Overview
from domain.people import OrgUnitId
from domain.rounds import FollowUpRound, FollowUpRoundId, in_mind
from storage import ledger
from storage import rounds as round_store
from storage.database import TenantSession


async def standing(turn: Turn) -> Reply:
    """`läge`: the overview of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
        return Show(await _card(session, turn, follow_up_round, about))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The overview again, as things stand now; asked for by a press, or by the card when it is seen."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await _card(session, turn, follow_up_round, about))


async def show_unit(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The names behind one unit."""
    about = payloads.unit_of(submitted.data)
    view = await view_of(turn, about.follow_up_round_id, about.org_unit_id)
    if view is None or about.org_unit_id is None or view.unit(about.org_unit_id) is None:
        return Refuse(standings.unknown(turn))
    return Replace(
        overview_card.unit(view, about.org_unit_id, turn.words, key=turn.new_key(), page=about.page)
    )


async def show_measure(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The names behind one measure."""
    about = payloads.unit_of(submitted.data)
    view = await view_of(turn, about.follow_up_round_id)
    if view is None or about.measure_id is None or view.measure(about.measure_id) is None:
        return Refuse(standings.unknown(turn))
    return Replace(
        overview_card.measure(view, about.measure_id, turn.words, key=turn.new_key(), page=about.page)
    )


async def ask_search(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The field to search in."""
    about = payloads.unit_of(submitted.data)
    return await _found(turn, AboutSearch(follow_up_round_id=about.follow_up_round_id))


async def search(turn: Turn, submitted: CardSubmitted) -> Reply:
    """What was found."""
    return await _found(turn, finding_card.search_of(submitted.data))


async def view_of(
    turn: Turn, follow_up_round_id: FollowUpRoundId, unit: OrgUnitId | None = None
) -> Overview | None:
    """How a round (one unit's part of it, if given) stands now; None when there is none."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, follow_up_round_id)
        if follow_up_round is None:
            return None
        return await standings.of_round(session, turn, follow_up_round, unit)


async def _found(turn: Turn, about: AboutSearch) -> Reply:
    view = await view_of(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(standings.unknown(turn))
    return Replace(finding_card.finding(view, found(view, about.searched), about, turn.words))


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, about: AboutUnit) -> Card:
    return overview_card.overview(
        await standings.of_round(session, turn, follow_up_round),
        turn.words,
        key=turn.new_key(),
        today=turn.today,
        page=about.page,
        by_measure=about.by_measure,
        places=await ledger.places(session, follow_up_round),
        matters=await todo.number(session),
        at=turn.at,
        reader=turn.contact.teams_user_id,
    )

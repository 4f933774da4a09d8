"""Draws each place in the summary from what the database counts and finds."""

from cards.card import Card
from cards.paging import Page, place_of
from cards.question import form
from cards.summary import (
    answers,
    breakdown,
    changing,
    front,
    hindering,
    indicators,
    more,
    progress_map,
    trend,
)
from cards.summary.payloads import AboutSummary, Screen
from cards.summary.view import View
from dialogs.desk import Turn
from dialogs.pages import addresses
from domain.rounds import FollowUpRound
from domain.summary.selection import is_known
from storage import groups, questions
from storage.database import TenantSession
from storage.summary import finding, loading, naming
from storage.summary import indicators as indicator_store
from storage.summary.counting import counted
from storage.summary.parameters import Scope, earlier_rounds, scope_of

EXAMPLES_OF_EACH = 2


async def drawn(
    session: TenantSession,
    turn: Turn,
    follow_up_round: FollowUpRound,
    about: AboutSummary,
    *,
    notice: str = "",
) -> Card | None:
    """The card of that place; None when it names something that is not there.

    `notice` is what has just been done about one of the answers that are shown there.
    """
    if about.stop.screen is Screen.FRONT:
        group = await groups.of_tenant(session)
        summary = await loading.of_round(session, follow_up_round)
        place = addresses.of_overview(follow_up_round.follow_up_round_id)
        address = turn.page_address(place)
        return front.summary(summary, turn.words, municipality=group.name, in_browser=address)
    names = await naming.names(session, follow_up_round.plan_id)
    if not is_known(about.stop.selection, names):
        return None
    scope = await scope_of(session, follow_up_round)
    view = View(
        follow_up_round=follow_up_round,
        previous=scope.previous,
        about=about,
        names=names,
        counted=await counted(session, scope, about.stop.selection),
    )
    if about.stop.screen is Screen.ANSWERS:
        return await _answers(session, turn, scope, view, notice)
    return await _behind(session, turn, scope, view)


async def _behind(session: TenantSession, turn: Turn, scope: Scope, view: View) -> Card:
    match view.about.stop.screen:
        case Screen.MORE | Screen.FRONT | Screen.ANSWERS:
            return more.more(view, turn.words)
        case Screen.MAP:
            return progress_map.progress_map(view, turn.words)
        case Screen.CHANGES:
            return changing.changing(view, turn.words)
        case Screen.OBSTACLES:
            examples = await finding.examples(session, scope, EXAMPLES_OF_EACH)
            return hindering.hindering(view, examples, turn.words)
        case Screen.TREND:
            return trend.trend(view, await earlier_rounds(session, scope), turn.words)
        case Screen.INDICATORS:
            found = await indicator_store.of_round(session, scope.follow_up_round)
            return indicators.indicators(view, found, turn.words)
        case _:
            return breakdown.breakdown(view, turn.words)


async def _answers(session: TenantSession, turn: Turn, scope: Scope, view: View, notice: str) -> Card:
    total, wanted = view.counted.whole.total, view.about.stop.page
    number, pages = place_of(total, wanted, answers.ITEMS_ON_A_PAGE)
    items = await finding.page(
        session,
        scope,
        view.about.stop.selection,
        first=number * answers.ITEMS_ON_A_PAGE,
        many=answers.ITEMS_ON_A_PAGE,
    )
    about, reader = view.about, turn.person.person_id
    return answers.answers(
        view,
        Page(items=items, number=number, pages=pages),
        turn.words,
        buttons_of=lambda item: form.button(item, about, reader, turn.words),
        asked=await questions.about(
            session,
            scope.follow_up_round.follow_up_round_id,
            [each.plan_activity.plan_activity_id for each in items],
        ),
        notice=notice,
    )

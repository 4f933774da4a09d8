"""The director's cards: the summary and every page behind it."""

from cards.card import Card
from cards.paging import page_of
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
from cards.summary.payloads import AboutSummary, Screen, Stop
from cards.summary.view import View
from cards.words import Words
from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.plan import MeasureId
from domain.rounds import FollowUpRoundId, RoundState
from domain.summary.changes import ChangeKind
from domain.summary.selection import EVERYTHING, NOTEWORTHY, Selection
from domain.summary.themes import Names, Theme, ThemeKind
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.summary_givens import earlier, indicators_of
from tests.summaries import counted_of, in_order

BREAKDOWNS = (
    Screen.BY_UNIT,
    Screen.BY_MEASURE,
    Screen.BY_FOCUS_AREA,
    Screen.BY_PRIORITY,
    Screen.BY_METHOD,
    Screen.BY_STATE,
)
# A far longer way than anybody walks.
WAY = (
    Stop(),
    Stop(screen=Screen.MORE),
    Stop(screen=Screen.BY_FOCUS_AREA, page=12),
    Stop(screen=Screen.ANSWERS, selection=Selection(focus_area=123_456), page=34),
    Stop(screen=Screen.MORE, selection=Selection(focus_area=123_456)),
    Stop(screen=Screen.BY_UNIT, selection=Selection(focus_area=123_456), page=2),
)


def cards_about_summary(words: Words, text: str, many: int) -> dict[str, Card]:
    """All of them; `many` is how many units and measures there are."""
    units = min(many, 40)
    items = givens.items(units, units, text=text)
    return (
        {
            "summary": front.summary(givens.summary(units, units, text=text), words, municipality=text),
            "closed summary": front.summary(
                givens.summary(units, units, text=text, state=RoundState.CLOSED), words, municipality=text
            ),
            "summary in a browser": front.summary(
                givens.summary(units, units, text=text),
                words,
                municipality=text,
                in_browser="https://lageskoll.borlange.example/l/a-token",
            ),
            "summary of nothing": front.summary(givens.summary(0, 0), words, municipality=text),
            "deviations": listed(items, words, NOTEWORTHY),
            "last answers": listed(items, words, EVERYTHING, page=many * many),
            "answers of much": listed(items, words, much(), text=text),
            "more": more.more(view(items, Screen.MORE, text=text), words),
            "narrow down": more.more(
                view(items, Screen.MORE, Selection(measure_id=MeasureId(1)), text=text), words
            ),
        }
        | {str(screen): breakdown.breakdown(view(items, screen, text=text), words) for screen in BREAKDOWNS}
        | stories(items, words, text)
    )


def stories(items: tuple[WorkItem, ...], words: Words, text: str) -> dict[str, Card]:
    """The pages that are no part of the round taken apart."""
    examples = dict.fromkeys(ObstacleKind, [each for each in items if each.answer][:2])
    one_unit = Selection(org_unit_id=items[0].org_unit.org_unit_id)
    found = indicators_of(text, len(items))
    return {
        "map": progress_map.progress_map(view(items, Screen.MAP, text=text), words),
        "map of a unit": progress_map.progress_map(view(items, Screen.MAP, one_unit, text=text), words),
        "changes": changing.changing(view(items, Screen.CHANGES, text=text), words),
        "obstacles": hindering.hindering(view(items, Screen.OBSTACLES, text=text), examples, words),
        "trend": trend.trend(view(items, Screen.TREND, text=text), [earlier(2021), earlier(2022)], words),
        "indicators": indicators.indicators(view(items, Screen.INDICATORS, text=text), found, words),
        "no indicators": indicators.indicators(view(items, Screen.INDICATORS, text=text), (), words),
    }


def much() -> Selection:
    """Everything chosen at once, as no button does."""
    first = givens.items(1, 1)[0]
    return Selection(
        measure_id=first.measure.measure_id,
        org_unit_id=first.org_unit.org_unit_id,
        focus_area=1,
        strategic_priority=1,
        working_method=1,
        progress=Progress.DELAYED,
        needs_decision=True,
        obstacle=ObstacleKind.MONEY,
        change=ChangeKind.BECAME_DELAYED,
        promise=PromiseFate.KEPT,
    )


def view(
    items: tuple[WorkItem, ...],
    screen: Screen,
    selection: Selection = EVERYTHING,
    *,
    page: int = 0,
    text: str = "Byt lampor",
    way: tuple[Stop, ...] = WAY,
) -> View:
    """A page of the summary of those items."""
    return View(
        follow_up_round=givens.follow_up_round(),
        previous=givens.earlier_round(),
        about=AboutSummary(
            follow_up_round_id=FollowUpRoundId(7),
            stop=Stop(screen=screen, selection=selection, page=page),
            way=way,
        ),
        names=names_of(items, text),
        counted=counted_of(items),
    )


def names_of(items: tuple[WorkItem, ...], text: str) -> Names:
    """What they are called; every theme has every measure."""
    measures = {each.measure.measure_id: each.measure for each in items}
    themes = [
        Theme(kind=kind, number=number, name=text, measure_ids=frozenset(measures))
        for kind in ThemeKind
        for number in range(1, 1 + min(len(measures), 9))
    ]
    return Names(
        measures=measures,
        org_units={each.org_unit.org_unit_id: each.org_unit for each in items},
        themes={(each.kind, each.number): each for each in themes},
    )


def listed(
    items: tuple[WorkItem, ...],
    words: Words,
    selection: Selection = EVERYTHING,
    *,
    page: int = 0,
    text: str = "Byt lampor",
) -> Card:
    """The answers of those items that were selected; here it is all of them, or what deviates."""
    chosen = [
        each
        for each in in_order(items)
        if not selection.is_noteworthy
        or (
            each.answer
            and (each.answer.statement.needs_decision or each.answer.statement.progress.is_off_track)
        )
    ]
    shown = page_of(chosen, page, answers.ITEMS_ON_A_PAGE)
    return answers.answers(view(tuple(chosen), Screen.ANSWERS, selection, page=page, text=text), shown, words)

"""A selection taken apart by unit, measure, focus area, priority, working method or state."""

from collections.abc import Iterable
from dataclasses import replace

from cards import charts, progress
from cards.card import Card
from cards.paging import page_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.summary import naming, standing
from cards.summary.page import page
from cards.summary.payloads import Screen
from cards.summary.row import row_of
from cards.summary.view import View, turning
from cards.turning import page_words
from cards.words import Words
from domain.answers import Progress
from domain.summary.cells import tally_of
from domain.summary.selection import Selection
from domain.summary.tally import Tally
from domain.summary.themes import ThemeKind

ROWS_ON_A_PAGE = 10
THEMES = {
    Screen.BY_FOCUS_AREA: ThemeKind.FOCUS_AREA,
    Screen.BY_PRIORITY: ThemeKind.STRATEGIC_PRIORITY,
    Screen.BY_METHOD: ThemeKind.WORKING_METHOD,
}

Part = tuple[str, Selection, Tally]


def breakdown(view: View, words: Words) -> Card:
    """One page of the parts."""
    shown = page_of(list(_parts(view, words)), view.about.stop.page, ROWS_ON_A_PAGE)
    return page(
        view,
        words,
        heading=title(view.about.stop.screen, words),
        sentences=[standing.answered(view.counted.whole, words)],
        rows=[
            row_of(called, tally, view.about.to(Screen.ANSWERS, selection), words)
            for called, selection, tally in shown.items
        ],
        page_of=page_words(shown, words),
        buttons=turning(view.about, shown, words),
    )


def title(screen: Screen, words: Words) -> str:
    """What it is taken apart by."""
    say = words.say
    titles = {
        Screen.BY_UNIT: say("By unit"),
        Screen.BY_MEASURE: say("By measure"),
        Screen.BY_FOCUS_AREA: say("By focus area"),
        Screen.BY_PRIORITY: say("By strategic priority"),
        Screen.BY_METHOD: say("By working method"),
        Screen.BY_STATE: say("By state"),
    }
    return titles[screen]


def _parts(view: View, words: Words) -> Iterable[Part]:
    chosen, counted = view.about.stop.selection, view.counted
    match view.about.stop.screen:
        case Screen.BY_UNIT:
            for unit, tally in counted.by_unit:
                yield excerpt(unit.name, LONGEST_NAME), replace(chosen, org_unit_id=unit.org_unit_id), tally
        case Screen.BY_MEASURE:
            for each, tally in counted.by_measure:
                yield naming.numbered(each), replace(chosen, measure_id=each.measure_id), tally
        case Screen.BY_STATE:
            for state, count in charts.parts(counted.whole):
                if count:
                    yield progress.word(state, words), chosen.in_state(state), _only(state, count)
        case screen:
            yield from _by_theme(view, THEMES[screen], chosen)


def _by_theme(view: View, kind: ThemeKind, chosen: Selection) -> Iterable[Part]:
    """A measure may belong to several themes, and is counted in each."""
    for theme in view.names.of_kind(kind):
        theirs = [cell for cell in view.counted.cells if cell.measure.measure_id in theme.measure_ids]
        yield excerpt(theme.name, LONGEST_NAME), chosen.under(kind, theme.number), tally_of(theirs)


def _only(state: Progress | None, count: int) -> Tally:
    counts = tuple((each, count if each is state else 0) for each in Progress)
    return Tally(counts=counts, missing=0 if state else count)

"""A selection taken apart by unit, measure, focus area, priority, working method or state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cards import charts, progress
from cards.card import Card, JsonValue
from cards.charts import Bar
from cards.message import Button
from cards.paging import Page, page_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import State
from cards.render import render
from cards.summary import naming, standing
from cards.summary.payloads import Screen
from cards.summary.view import View, back, occasion, to
from cards.turning import page_words
from cards.words import Words
from domain.answers import Progress
from domain.summary.cells import tally_of
from domain.summary.selection import Selection
from domain.summary.tally import Tally
from domain.summary.themes import ThemeKind
from domain.summary.worst import worst

ROWS_ON_A_PAGE = 10
LONGEST_BAR_TITLE = 32
THEMES = {
    Screen.BY_FOCUS_AREA: ThemeKind.FOCUS_AREA,
    Screen.BY_PRIORITY: ThemeKind.STRATEGIC_PRIORITY,
    Screen.BY_METHOD: ThemeKind.WORKING_METHOD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part with its worst state, its figures in words and as a bar; a tap leads to its answers."""

    title: str
    state: State
    figures: str
    bar: Bar
    tooltip: str
    data: dict[str, JsonValue]


Part = tuple[str, Selection, Tally]


def breakdown(view: View, words: Words) -> Card:
    """One page of the parts."""
    stop = view.about.stop
    shown = page_of(list(_parts(view, words)), stop.page, ROWS_ON_A_PAGE)
    rows = [_row(part, view, words) for part in shown.items]
    heading = title(stop.screen, words)
    answered = standing.answered(view.counted.whole, words)
    return render(
        "figures",
        words,
        summary=f"{heading}: {answered}",
        occasion=occasion(view.follow_up_round, words),
        heading=heading,
        narrowed=_narrowed(view, words),
        answered=answered,
        rows=rows,
        bars=[row.bar for row in rows if row.bar.slices],
        page_of=page_words(shown, words),
        buttons=[*_turning(view, shown, words), back(view.about, words)],
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


def _narrowed(view: View, words: Words) -> Sequence[str]:
    selection = view.about.stop.selection
    return naming.called(selection, view.names, words) if selection != Selection() else ()


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


def _row(part: Part, view: View, words: Words) -> Row:
    called, selection, tally = part
    state, _ = worst(tally)
    seen = progress.look(state)
    return Row(
        title=called,
        state=State(symbol=seen.symbol, colour=seen.colour, words=_worst_in_words(tally, words)),
        figures=charts.in_words(tally, words),
        bar=Bar(title=excerpt(called, LONGEST_BAR_TITLE), slices=charts.slices(tally, words)),
        tooltip=words.say("Show the answers: {what}", what=called),
        data=view.about.to(Screen.ANSWERS, selection).data,
    )


def _worst_in_words(tally: Tally, words: Words) -> str:
    """The worst state and how many stand there: Försenad, 2 av 5."""
    state, count = worst(tally)
    if not tally.total:
        return words.say("No activities")
    return words.say(
        "{state}, {count} of {total}",
        state=progress.word(state, words),
        count=words.number(count),
        total=words.number(tally.total),
    )


def _turning(view: View, page: Page[Part], words: Words) -> list[Button]:
    turned = [
        (words.say("Previous"), page.number - 1, page.has_previous),
        (words.say("Next"), page.number + 1, page.has_next),
    ]
    return [to(view.about.turned(number), text) for text, number, is_there in turned if is_there]

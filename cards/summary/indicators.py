"""Indicators: the value, the target and the path to it, measure by measure; what is missing is named."""

from collections.abc import Sequence

from cards.card import Card
from cards.paging import page_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import State
from cards.summary.page import page
from cards.summary.row import Row
from cards.summary.view import View, turning
from cards.turning import page_words
from cards.words import Words
from domain.summary.indicators import IndicatorOf, PathState, Standing, counted

INDICATORS_ON_A_PAGE = 10
LONGEST_TITLE = 120
# The symbol and its colour; the word beside it says the same.
LOOKS = {
    PathState.REACHED: ("✔", "good"),
    PathState.ON_PATH: ("●", "good"),
    PathState.OFF_PATH: ("▲", "warning"),
    PathState.FIRST_VALUE: ("○", "default"),
    PathState.NO_PATH: ("○", "default"),
    PathState.NO_VALUE: ("–", "default"),
}


def indicators(view: View, found: Sequence[IndicatorOf], words: Words) -> Card:
    """One page of them in the plan's order."""
    shown = page_of(found, view.about.stop.page, INDICATORS_ON_A_PAGE)
    return page(
        view,
        words,
        heading=words.say("Indicators"),
        sentences=[_in_short(found, words)],
        rows=[_row(each, words) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=turning(view.about, shown, words),
    )


def state_word(state: PathState, words: Words) -> str:
    """What it is called."""
    match state:
        case PathState.REACHED:
            return words.say("Target reached")
        case PathState.ON_PATH:
            return words.say("On the path to the target")
        case PathState.OFF_PATH:
            return words.say("Off the path to the target")
        case PathState.FIRST_VALUE:
            return words.say("First value")
        case PathState.NO_PATH:
            return words.say("No target with a year")
        case PathState.NO_VALUE:
            return words.say("No value")


def _in_short(found: Sequence[IndicatorOf], words: Words) -> str:
    if not found:
        return words.say("The plan has no indicators.")
    counts = counted(found)
    said = [
        f"{LOOKS[state][0]} {state_word(state, words)}: {words.number(count)}"
        for state, count in counts.items()
        if count
    ]
    return " · ".join(said)


def _row(each: IndicatorOf, words: Words) -> Row:
    symbol, colour = LOOKS[each.standing.state]
    return Row(
        title=excerpt(f"{each.number} {each.standing.record.name}", LONGEST_TITLE),
        state=State(symbol=symbol, colour=colour, words=state_word(each.standing.state, words)),
        figures=excerpt(each.org_unit, LONGEST_NAME),
        lines=_values(each.standing, words),
    )


def _values(standing: Standing, words: Words) -> list[str]:
    record, latest = standing.record, standing.latest
    lines = []
    if latest:
        value = _with_unit(words.number(latest.value), record.unit)
        day = words.full_day(latest.reference_date)
        lines.append(words.say("{value} on {day}", value=value, day=day))
    if standing.expected is not None:
        expected = _with_unit(words.number(round(standing.expected, 1)), record.unit)
        lines.append(words.say("The path was at {value} then.", value=expected))
    if record.target is not None:
        lines.append(_target(standing, words))
    if standing.is_missing and latest:
        lines.append(words.say("No value in this follow-up."))
    return lines


def _target(standing: Standing, words: Words) -> str:
    record = standing.record
    target = _with_unit(words.number(record.target or 0), record.unit)
    if record.target_year is None:
        return words.say("Target: {value}", value=target)
    return words.say("Target: {value} by the end of {year}", value=target, year=record.target_year)


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {excerpt(unit, LONGEST_NAME)}".rstrip()

"""One row on a page of the summary: what it is called, its state, its figures, and where a tap leads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cards import charts, progress
from cards.card import JsonValue
from cards.charts import Bar
from cards.plain_text import excerpt
from cards.progress import State
from cards.summary.payloads import AboutSummary
from cards.words import Words
from domain.summary.tally import Tally
from domain.summary.worst import worst

LONGEST_BAR_TITLE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as the template wants it; without `data` it cannot be tapped."""

    title: str
    state: State | None = None
    figures: str = ""
    lines: Sequence[str] = ()
    bar: Bar | None = None
    tooltip: str = ""
    data: dict[str, JsonValue] = field(default_factory=dict)


def row_of(title: str, tally: Tally, about: AboutSummary, words: Words) -> Row:
    """A part of the round with its worst state and all its figures; a tap leads to `about`."""
    figures = charts.in_words(tally, words)
    return Row(
        title=title,
        state=worst_state(tally, words),
        figures=figures,
        bar=Bar(title=excerpt(title, LONGEST_BAR_TITLE), slices=charts.slices(tally, words)),
        # A screen reader hears this instead of what is seen.
        tooltip=words.say("{what}: {figures}. Show the answers", what=title, figures=figures),
        data=about.data,
    )


def worst_state(tally: Tally, words: Words) -> State:
    """The worst state and how many stand there: ▲ Försenad, 2 av 5."""
    state, count = worst(tally)
    seen = progress.look(state)
    if not tally.total:
        return State(symbol=seen.symbol, colour=seen.colour, words=words.say("No activities"))
    said = words.say(
        "{state}, {count} of {total}",
        state=progress.word(state, words),
        count=words.number(count),
        total=words.number(tally.total),
    )
    return State(symbol=seen.symbol, colour=seen.colour, words=said)

"""Charts in the states' own colours; the same numbers always stand as text beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import progress
from cards.words import Words
from domain.answers import Progress
from domain.summary.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part of a donut or a bar. `colour` is one of Adaptive Cards' chart colours."""

    legend: str
    value: int
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a stacked bar chart."""

    title: str
    slices: Sequence[Slice]


def slices(tally: Tally, words: Words) -> list[Slice]:
    """The parts that are not empty, the missing last."""
    return [
        Slice(legend=progress.label(state, words), value=count, colour=progress.look(state).chart)
        for state, count in parts(tally)
        if count
    ]


def parts(tally: Tally) -> list[tuple[Progress | None, int]]:
    """Every state with its count; None is a missing answer and comes last."""
    return [*tally.counts, (None, tally.missing)]


def in_words(tally: Tally, words: Words) -> str:
    """The text twin of a bar: ● 5 enligt plan · ▲ 2 försenade · – 1 utan svar · varav 3 oförändrade."""
    said = [progress.counted(state, count, words) for state, count in parts(tally) if count]
    if tally.unchanged:
        said.append(words.count("of which {n} unchanged", "of which {n} unchanged", tally.unchanged))
    return " · ".join(said) or words.say("No activities")

"""Finding the measure or plan activity that a question is about; what is not certain is asked about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.summary.selection import Selection

WORD = re.compile(r"\w+")
# What questions are made of and names of measures are not told apart by.
SWEDISH = """
    hur går det för med är läget läge i på om av vad vilka vilken den de en ett att och till har vi ni du jag
    kan visa berätta mig något nu ser ut
"""
ENGLISH = """
    status how is it going with the a an of in on for what which are do does we you me show tell about and to
"""
STOP_WORDS = frozenset(f"{SWEDISH} {ENGLISH}".split())
# Longest first: återvinningarna, återvinningen, återvinning.
ENDINGS = (
    "arnas",
    "ernas",
    "ornas",
    "arna",
    "erna",
    "orna",
    "ens",
    "ets",
    "en",
    "et",
    "na",
    "ar",
    "er",
    "or",
    "n",
    "s",
)
SHORTEST_STEM = 4
SHORTEST_QUESTION = 3
# Both of 100, as the library counts: a typing error in a word of eight letters is 88.
ALIKE, CERTAIN = 84.0, 90.0
AHEAD = 8.0
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that can be asked about, and what is shown when it is."""

    name: str
    selection: Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a question may be about, the likeliest first; `is_certain` when the first is clearly meant."""

    candidates: tuple[Named, ...] = ()
    is_certain: bool = False


def found(question: str, named: Iterable[Named]) -> Found:
    """What the question is about; nothing for one that has no word to go by."""
    wanted = stems(question)
    if not wanted:
        return Found()
    scored = [(_score(wanted, stems(each.name)), each) for each in named]
    likely = sorted((each for each in scored if each[0] >= ALIKE), key=lambda each: -each[0])
    if not likely:
        return Found()
    best = likely[0][0]
    runner_up = likely[1][0] if len(likely) > 1 else 0.0
    return Found(
        candidates=tuple(each for _, each in likely[:MOST_CANDIDATES]),
        is_certain=best >= CERTAIN and best - runner_up >= AHEAD,
    )


def stems(text: str) -> list[str]:
    """The words that say something, without the endings of the definite form and the plural."""
    words = WORD.findall(text.casefold())
    return [stem(word) for word in words if word not in STOP_WORDS and len(word) >= SHORTEST_QUESTION]


def stem(word: str) -> str:
    """A word without its ending, where enough of it is left: återvinningen is återvinning."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _score(wanted: Sequence[str], name: Sequence[str]) -> float:
    """How alike they are: every wanted word must be somewhere in the name."""
    best = [max((_alike(word, other) for other in name), default=0.0) for word in wanted]
    return sum(best) / len(best) if min(best) >= ALIKE else 0.0


def _alike(word: str, other: str) -> float:
    if word == other:
        return 100.0
    # Swedish writes words together: solceller are in solcellsanläggning.
    if len(word) >= SHORTEST_STEM and (other.startswith(word) or other.endswith(word)):
        return 96.0
    return fuzz.ratio(word, other) if len(word) > SHORTEST_STEM else 0.0

"""The words that people use for how it goes, in Swedish and English, and how close a mistyped one must be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from domain.answers import ObstacleKind, Progress

# A mistyped word must be this like the right one, and begin with the same letter: "ofärdig" is not "färdig".
LIKE_ENOUGH = 0.82
# "Genomförs", "genomför" and "avsluta" are no mistypings of "genomförd" and "avslutad": it has not been done.
OTHER_FORMS = "ars"
SHORTEST_BEGINNING = 4
SHORTEST_MISTYPED = 3
MOST_WORDS = 4


class Unchanged(StrEnum):
    """That it is as it was; not a progress, but said in the same place."""

    UNCHANGED = "unchanged"


Meaning = Progress | Unchanged

PHRASES: Mapping[Meaning, tuple[str, ...]] = {
    Progress.DONE: (
        "klar", "klart", "klara", "helt klar", "helt klart", "färdig", "färdigt", "färdiga", "avslutad",
        "avslutat", "avslutade", "genomförd", "genomfört", "genomförda", "slutförd", "slutfört", "slutförda",
        "gjord", "gjort", "gjorda", "done", "all done", "complete", "completed", "finished",
    ),
    Progress.DELAYED: (
        "försenad", "försenat", "försenade", "försening", "är försenad", "är försenat", "sen", "sent", "sena",
        "ligger efter", "efter plan", "delayed", "is delayed", "late", "behind", "behind schedule",
        "running late",
    ),
    Progress.ON_TRACK: (
        "enligt plan", "enligt planen", "enl plan", "enl. plan", "går enligt plan", "löper på", "rullar på",
        "på gång", "på väg", "pågår", "pågående", "påbörjad", "påbörjat", "påbörjade", "i fas", "on track",
        "is on track", "on schedule", "on plan", "as planned", "according to plan", "ongoing", "in progress",
        "under way", "underway", "started",
    ),
    Progress.NOT_STARTED: (
        "ej påbörjad", "ej påbörjat", "ej påbörjade", "inte påbörjad", "inte påbörjat", "inte påbörjade",
        "opåbörjad", "opåbörjat", "ej startad", "ej startat", "inte startad", "inte startat", "ej börjat",
        "inte börjat", "inte igång", "not started", "not yet started", "not begun",
    ),
    Progress.DROPPED: (
        "släppt", "släppta", "nedlagd", "nedlagt", "nedlagda", "läggs ner", "läggs ned", "stoppad", "stoppat",
        "stoppade", "avbruten", "avbrutet", "avbrutna", "struken", "struket", "strukna", "inställd",
        "inställt", "inställda", "dropped", "cancelled", "canceled", "stopped", "abandoned",
    ),
    Unchanged.UNCHANGED: (
        "oförändrad", "oförändrat", "oförändrade", "är oförändrad", "är oförändrat", "är oförändrade",
        "samma", "samma som sist", "samma som förra gången", "samma som tidigare", "samma som förut",
        "som förut", "som sist", "ingen förändring", "inga förändringar", "inget nytt", "unchanged",
        "is unchanged", "are unchanged", "same", "same as before", "same as last time", "no change",
        "no changes", "as before",
    ),
}  # fmt: skip

# What stands in the way often says itself what kind of obstacle it is.
SIGNS: Mapping[ObstacleKind, re.Pattern[str]] = {
    ObstacleKind.PROCUREMENT: re.compile(r"upphandl|procure|\btender"),
    ObstacleKind.MONEY: re.compile(r"budget|pengar|finansier|\bmedel\b|anslag|\bmoney\b|\bfunding"),
    ObstacleKind.STAFF: re.compile(r"personal|bemann|rekryter|vakan|\bstaff|recruit"),
    ObstacleKind.DECISION: re.compile(r"beslut|decision"),
    ObstacleKind.OTHER_PARTY: re.compile(r"leverantör|entreprenör|konsult|supplier|contractor|consultant"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the first words of a text mean, each meaning that they may have, and how many words they are."""

    meanings: frozenset[Meaning]
    words: int

    @property
    def meaning(self) -> Meaning | None:
        """The one meaning, when there is exactly one: nobody guesses between two."""
        return next(iter(self.meanings)) if len(self.meanings) == 1 else None


NOTHING = Heard(meanings=frozenset(), words=0)


def heard(words: list[str]) -> Heard:
    """What a text that begins with these words says of how it goes; the longest phrase counts.

    A small typing mistake is forgiven, and so is a word that is broken off, as long as only one thing can
    have been meant.
    """
    said = [word.casefold().strip(".,:;!–-") for word in words[:MOST_WORDS]]
    for number in range(len(said), 0, -1):
        meaning = _by_phrase().get(" ".join(said[:number]))
        if meaning is not None:
            return Heard(meanings=frozenset({meaning}), words=number)
    for number in range(min(len(said), 3), 0, -1):
        phrase = " ".join(said[:number])
        if found := frozenset(_alike(phrase, number)):
            return Heard(meanings=found, words=number)
    return NOTHING


def obstacle_in(text: str) -> ObstacleKind | None:
    """The kind of obstacle that a text tells of; None when it tells of none, or of several."""
    found = [kind for kind, sign in SIGNS.items() if sign.search(text.casefold())]
    return found[0] if len(found) == 1 else None


def _alike(written: str, words: int) -> Iterator[Meaning]:
    if len(written) < SHORTEST_MISTYPED:
        return
    for phrase, meaning in _by_phrase().items():
        if phrase[0] != written[0] or phrase.count(" ") != words - 1:
            continue
        if words == 1 and written[-1] in OTHER_FORMS and written[-1] != phrase[-1]:
            continue
        is_beginning = len(written) >= SHORTEST_BEGINNING and phrase.startswith(written)
        if is_beginning or _likeness(written, phrase) >= LIKE_ENOUGH:
            yield meaning


def _likeness(written: str, phrase: str) -> float:
    return SequenceMatcher(None, written, phrase).ratio()


@lru_cache
def _by_phrase() -> Mapping[str, Meaning]:
    return {phrase: meaning for meaning, phrases in PHRASES.items() for phrase in phrases}

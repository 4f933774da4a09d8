"""What the cards about a nudge send back: whom it is for, and which own words have been seen as they go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cards.card import JsonValue
from cards.fields import PayloadError, number_of, text_of
from cards.payloads import AboutUnit, data_of, unit_of
from domain.people import PersonId

SENTENCE, EVEN_THEM, CHOSEN = "sentence", "even_them", "chosen"
TO, SEEN, PICKED_FROM = "to", "seen", "picked_from"
# More than that is not chosen one by one.
MOST_CHOSEN = 500
LONGEST_LIST = 6_000
# What is sent past the form may be longer than the form lets through, but not without end.
LONGEST_TYPED = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutNudge:
    """Whom: those in `about`, or of them those in `chosen`. `seen` are the own words that have been shown.

    `picked_from` is the page of the list from which some have just been picked, None when none were.
    """

    about: AboutUnit
    chosen: frozenset[PersonId] = frozenset()
    seen: str = ""
    picked_from: int | None = None

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        picked: dict[str, JsonValue] = {} if self.picked_from is None else {PICKED_FROM: self.picked_from}
        return {**data_of(self.about), TO: listed(self.chosen), SEEN: self.seen, **picked}


def nudge_of(data: Mapping[str, JsonValue]) -> AboutNudge:
    """Parse what a button in a card about a nudge, or one that leads to it, has sent."""
    seen = text_of(data, SEEN)
    if len(seen) > LONGEST_TYPED:
        raise PayloadError(SEEN)
    return AboutNudge(
        about=unit_of(data),
        chosen=_people(text_of(data, TO), TO),
        seen=seen,
        picked_from=number_of(data, PICKED_FROM) if PICKED_FROM in data else None,
    )


def picked_of(data: Mapping[str, JsonValue]) -> frozenset[PersonId]:
    """Who has been picked in the list of people."""
    return _people(text_of(data, CHOSEN), CHOSEN)


def typed_of(data: Mapping[str, JsonValue]) -> tuple[str, bool]:
    """The own words as they were typed, and whether those who were reminded just now are to be so again."""
    text = text_of(data, SENTENCE)
    if len(text) > LONGEST_TYPED:
        raise PayloadError(SENTENCE)
    return text, text_of(data, EVEN_THEM) == "true"


def listed(people: Iterable[PersonId]) -> str:
    """People as a field of several choices has them."""
    return ",".join(str(person_id) for person_id in sorted(people))


def _people(text: str, name: str) -> frozenset[PersonId]:
    if len(text) > LONGEST_LIST:
        raise PayloadError(name)
    numbers = [each.strip() for each in text.split(",") if each.strip()]
    if len(numbers) > MOST_CHOSEN:
        raise PayloadError(name)
    return frozenset(PersonId(number_of({name: number}, name)) for number in numbers)

"""What the cards of the year send back: built for the buttons and parsed when it returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cards.card import JsonValue
from cards.fields import PayloadError, number_of, short_of, text_of
from domain.rounds import FollowUpRoundId, Occasion
from domain.year.form import EARLIEST_YEAR, FIELDS, LATEST_YEAR, day_of

LONGEST_FIELD = 100
LONGEST_SEEN = 400

OCCASION = "occasion"
REFERENCE = "reference"
OTHER_DAY = "other_day"
GOES_FROM = "goes_from"
SAME_RHYTHM = "same_rhythm"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutYear:
    """A year, and which page of its rounds; with a round, the year of that.

    `suggested` is the committee's day as the form suggested it, for as long as nobody has changed it.
    """

    year: int = 0
    page: int = 0
    follow_up_round_id: FollowUpRoundId | None = None
    suggested: date | None = None

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        about: dict[str, JsonValue] = {"year": self.year, "page": self.page}
        return about | ({"suggested": self.suggested.isoformat()} if self.suggested else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutNew:
    """The round that a proposal is for. `seen` are the collisions that the card told of."""

    occasion: Occasion
    reference_date: date
    seen: frozenset[str] = frozenset()

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {
            OCCASION: self.occasion.value,
            REFERENCE: self.reference_date.isoformat(),
            "seen": " ".join(sorted(self.seen)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDates:
    """A stored round as the card knew it. `is_told` when the card has told what the new dates change."""

    follow_up_round_id: FollowUpRoundId
    revision: int = 0
    is_told: bool = False

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {"round": self.follow_up_round_id, "revision": self.revision, "told": self.is_told}


def year_of(data: Mapping[str, JsonValue]) -> AboutYear:
    """Parse what a button to the year sent, in our own cards or in the overview."""
    year = number_of(data, "year", default=0)
    if year and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise PayloadError("year")
    return AboutYear(
        year=year,
        page=number_of(data, "page", default=0),
        follow_up_round_id=FollowUpRoundId(number_of(data, "round", default=0)) or None,
        suggested=day_of(text_of(data, "suggested")),
    )


def new_of(data: Mapping[str, JsonValue]) -> AboutNew:
    """Parse which round a proposal was for."""
    reference = day_of(text_of(data, REFERENCE))
    if reference is None:
        raise PayloadError(REFERENCE)
    return AboutNew(
        occasion=occasion_of(data),
        reference_date=reference,
        seen=frozenset(short_of(data, "seen", LONGEST_SEEN).split()),
    )


def occasion_of(data: Mapping[str, JsonValue]) -> Occasion:
    """Parse which accounts a round is for; that field has always something chosen."""
    occasion = text_of(data, OCCASION)
    if occasion not in set(Occasion):
        raise PayloadError(OCCASION)
    return Occasion(occasion)


def dates_of(data: Mapping[str, JsonValue]) -> AboutDates:
    """Parse which round the dates are of."""
    return AboutDates(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        revision=number_of(data, "revision", default=0),
        is_told=text_of(data, "told") == "true",
    )


def typed_dates(data: Mapping[str, JsonValue]) -> dict[str, str]:
    """What stands in the date form, or was carried on from it."""
    return {str(name): text_of(data, name)[:LONGEST_FIELD] for name in FIELDS}


def has_dates(data: Mapping[str, JsonValue]) -> bool:
    """Whether a date form's fields came with the press."""
    return any(name in data for name in FIELDS)


def carried(typed: Mapping[str, str]) -> dict[str, JsonValue]:
    """The same as a button carries it on to the next card."""
    return {str(name): typed.get(name, "") for name in FIELDS}

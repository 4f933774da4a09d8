"""What the buttons about one day or one card of a rehearsal carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cards.card import JsonValue
from cards.fields import PayloadError, number_of, text_of
from domain.rehearsal import CardSort
from domain.rounds import FollowUpRoundId

SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDay:
    """One day of a round's rehearsal, and a page of its names."""

    follow_up_round_id: FollowUpRoundId
    day: date
    page: int = 0

    @property
    def data(self) -> dict[str, JsonValue]:
        """As a button carries it."""
        return {"round": self.follow_up_round_id, "rehearsed": self.day.isoformat(), "page": self.page}


def day_of(data: Mapping[str, JsonValue]) -> AboutDay:
    """Parse what such a button sent."""
    try:
        day = date.fromisoformat(text_of(data, "rehearsed"))
    except ValueError as error:
        name = "rehearsed"
        raise PayloadError(name) from error
    return AboutDay(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        day=day,
        page=number_of(data, "page", default=0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSample:
    """Which sort of card of a round's rehearsal, and the day that one comes from."""

    follow_up_round_id: FollowUpRoundId
    sort: CardSort
    page: int = 0

    @property
    def data(self) -> dict[str, JsonValue]:
        """As a button carries it."""
        return {"round": self.follow_up_round_id, SAMPLE: self.sort.value, "page": self.page}


def sample_of(data: Mapping[str, JsonValue]) -> AboutSample:
    """Parse what such a button sent."""
    sort = text_of(data, SAMPLE)
    if sort not in set(CardSort):
        raise PayloadError(SAMPLE)
    return AboutSample(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        sort=CardSort(sort),
        page=number_of(data, "page", default=0),
    )

"""What the buttons that steer a round send back: which revision of it they were drawn from, and which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cards.card import JsonValue
from cards.fields import ONCE, key_of, number_of, short_of
from domain.rounds import FollowUpRoundId
from domain.typed import day_of

DAY, REASON = "day", "reason"
LONGEST_DAY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRound:
    """A round as it was when the card was drawn. `day` is the last day to answer that was chosen."""

    follow_up_round_id: FollowUpRoundId
    revision: int = 0
    day: date | None = None
    key: str = ""

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        chosen: dict[str, JsonValue] = {"chosen": self.day.isoformat()} if self.day else {}
        return {"round": self.follow_up_round_id, "revision": self.revision, ONCE: self.key, **chosen}


def round_of(data: Mapping[str, JsonValue]) -> AboutRound:
    """Parse it; a button from elsewhere, which knows no revision, has 0."""
    return AboutRound(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        revision=number_of(data, "revision", default=0),
        day=day_of(short_of(data, "chosen", LONGEST_DAY)),
        key=key_of(data),
    )

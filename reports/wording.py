"""What the documents need of the words; the message catalogues' own `Words` is one."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Protocol

from domain.people import Language


class Wording(Protocol):
    """Says everything in one language, with its dates and numbers. See `cards.words.Words` for each."""

    @property
    def language(self) -> Language:
        """Which language it is."""
        ...

    @property
    def time_zone(self) -> tzinfo:
        """The municipality's time zone."""
        ...

    def say(self, message: str, **values: object) -> str:
        """A message with its `{placeholders}` filled in."""
        ...

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A message that differs between one and many; `{n}` is the number."""
        ...

    def number(self, value: float | Decimal) -> str:
        """A number with the language's separators."""
        ...

    def percent(self, share: float) -> str:
        """A share 0–1 in whole per cent."""
        ...

    def full_day(self, day: date) -> str:
        """A date with its year."""
        ...

    def local_day(self, at: datetime) -> date:
        """The day of an instant where the municipality is."""
        ...

    def clock(self, at: datetime) -> str:
        """Local wall-clock time."""
        ...

    def moment(self, at: datetime) -> str:
        """Local day and time."""
        ...

    def listed(self, items: list[str]) -> str:
        """Several things in one sentence: a, b och c."""
        ...

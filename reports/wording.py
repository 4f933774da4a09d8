"""What the documents need of the words; the message catalogues' own `Words` is one."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Protocol

from domain.people import Language


class Wording(Protocol):
    """Says everything in one language, with its dates and numbers. See `cards.words.Words` for each."""

    @property
    def language(self) -> Language: ...  # noqa: D102

    @property
    def time_zone(self) -> tzinfo: ...  # noqa: D102

    def say(self, message: str, **values: object) -> str: ...  # noqa: D102

    def count(self, one: str, many: str, number: int, **values: object) -> str: ...  # noqa: D102

    def number(self, value: float | Decimal) -> str: ...  # noqa: D102

    def percent(self, share: float) -> str: ...  # noqa: D102

    def full_day(self, day: date) -> str: ...  # noqa: D102

    def local_day(self, at: datetime) -> date: ...  # noqa: D102

    def clock(self, at: datetime) -> str: ...  # noqa: D102

    def moment(self, at: datetime) -> str: ...  # noqa: D102

    def listed(self, items: list[str]) -> str: ...  # noqa: D102

"""Working days, opening hours and local time: the one file where days meet instants."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MONDAY_TO_FRIDAY = range(5)
# Nobody means a distance of more than a year, and no loop should be that long.
LONGEST_COUNT = 400


@lru_cache(maxsize=64)
def _red_days(year: int) -> frozenset[date]:
    # "de_facto" are the eves on which nobody works (Midsummer, Christmas, New Year's Eve);
    # source: lag (1989:253) om allmänna helgdagar and semesterlagen § 3 a, as kept by `holidays`.
    days = holidays.country_holidays("SE", years=[year], categories=("public", "de_facto"))
    return frozenset(day for day in days if day.year == year)


def _is_working_day(on: date) -> bool:
    return on.weekday() in MONDAY_TO_FRIDAY and on not in _red_days(on.year)


def _next_working_day(day: date, step: timedelta) -> date:
    while not _is_working_day(day):
        day += step
    return day


# Every reminder of a round is judged by the same few days.
@lru_cache(maxsize=1024)
def _working_days_on(start: date, days: int) -> date:
    step = timedelta(days=1 if days >= 0 else -1)
    reached = start
    for _ in range(abs(days)):
        reached = _next_working_day(reached + step, step)
    return _next_working_day(reached, timedelta(days=1)) if days == 0 else reached


@lru_cache(maxsize=1024)
def _working_days_in(first: int, before: int) -> int:
    days = range(first, before)[:LONGEST_COUNT]
    return sum(_is_working_day(date.fromordinal(each)) for each in days)


@lru_cache(maxsize=1024)
def _instant(on: date, at: time, time_zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at, time_zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When somebody works, on the wall clock; `ends` is the first moment that is not theirs."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """The municipality's calendar: its time zone, its working days and the hours when we may write."""

    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Stockholm"))
    quiet_until: time = time(7)
    quiet_from: time = time(18)

    def is_working_day(self, on: date) -> bool:
        """Monday to Friday, no red day and no eve."""
        return _is_working_day(on)

    def add_working_days(self, start: date, days: int) -> date:
        """The working day `days` working days after `start` (before it when negative).

        With 0 it is `start` itself, or the next working day when `start` is none.
        """
        return _working_days_on(start, days)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to and with `end`; negative when `end` is before it.

        Added to `start` with `add_working_days` they lead to `end`, if that is a working day. What lies more
        than `LONGEST_COUNT` days away is not counted.
        """
        first, last = start.toordinal(), end.toordinal()
        return -_working_days_in(last, first) if last < first else _working_days_in(first + 1, last + 1)

    def instant(self, on: date, at: time) -> datetime:
        """The UTC instant of a local wall-clock time; a time skipped by DST is the one an hour later."""
        return _instant(on, at, self.time_zone)

    def local(self, at: datetime) -> datetime:
        """The same instant on the wall clock of the municipality."""
        return at.astimezone(self.time_zone)

    def local_day(self, at: datetime) -> date:
        """The day it is in the municipality at that instant."""
        return self.local(at).date()

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when it is working hours, else when they next begin (UTC)."""
        local = self.local(at)
        if self.is_working_day(local.date()) and self.quiet_until <= local.time() < self.quiet_from:
            return at
        day = local.date()
        if local.time() >= self.quiet_from or not self.is_working_day(day):
            day = _next_working_day(day + timedelta(days=1), timedelta(days=1))
        return self.instant(day, self.quiet_until)

    def within(self, hours: WorkingHours | None) -> "WorkCalendar":
        """The same calendar for somebody with hours of their own: when both are at work.

        Hours that nowhere meet the municipality's would silence it for good, so they count for nothing.
        """
        if hours is None:
            return self
        opens, closes = max(self.quiet_until, hours.begins), min(self.quiet_from, hours.ends)
        return replace(self, quiet_until=opens, quiet_from=closes) if opens < closes else self

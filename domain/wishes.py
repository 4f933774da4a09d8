"""How somebody wants to be reminded: at which hours, and whether only the deadline matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar, WorkingHours

BEGINS, ENDS = "begins", "ends"
# In less time than this somebody would easily never be reached.
LEAST_HOURS = timedelta(hours=1)


class WishFault(StrEnum):
    """What is wrong with an hour."""

    MISSING = "missing"
    NOT_A_TIME = "not_a_time"
    REVERSED = "reversed"
    TOO_SHORT = "too_short"


Faults = Mapping[str, WishFault]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """One's own hours (None for the municipality's), and whether the early reminders are paused."""

    hours: WorkingHours | None = None
    wants_only_the_deadline: bool = False


def check(begins: str, ends: str, paused: str, calendar: WorkCalendar) -> Wishes | Faults:
    """The wishes of a form, or what is wrong with each field, by its name. No hours at all are no wish."""
    wants_only_the_deadline = paused == "true"
    if not begins and not ends:
        return Wishes(wants_only_the_deadline=wants_only_the_deadline)
    first, last = time_in(begins), time_in(ends)
    if first is None or last is None:
        return {
            name: WishFault.NOT_A_TIME if typed else WishFault.MISSING
            for name, typed, found in ((BEGINS, begins, first), (ENDS, ends, last))
            if found is None
        }
    if last <= first:
        return {ENDS: WishFault.REVERSED}
    hours = WorkingHours(begins=first, ends=last)
    if _together(hours, calendar) < LEAST_HOURS:
        return {ENDS: WishFault.TOO_SHORT}
    return Wishes(hours=hours, wants_only_the_deadline=wants_only_the_deadline)


def _together(hours: WorkingHours, calendar: WorkCalendar) -> timedelta:
    """How long a day both are at work."""
    begins, ends = max(hours.begins, calendar.quiet_until), min(hours.ends, calendar.quiet_from)
    return datetime.combine(date.min, ends) - datetime.combine(date.min, begins)


def time_in(text: str) -> time | None:
    """The time in a time field, which sends HH:MM."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return time(found.hour, found.minute) if found.tzinfo is None else None

"""Being away: how it is told in words, what is wrong with a form about it, and who answers meanwhile."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.days_in_words import Days
from domain.people import Person, PersonId, stand_in

FIRST, LAST = "first", "last"
LONGEST = timedelta(days=2 * 366)
# When the last day is further away than this, the year may have been misunderstood: ask before believing it.
SURE_WITHIN = timedelta(days=183)

_ME = (
    r"(?:jag är|jag kommer att vara|jag ska vara|jag blir"
    r"|i am|i['\N{RIGHT SINGLE QUOTATION MARK}]m|i will be)"
)
_AWAY = (
    r"(?:borta|bortrest|frånvarande|ledig|föräldraledig|på semester|sjuk|sjukskriven"
    r"|away|out of office|out of the office|on leave|on holiday|on vacation|sick)"
)
AWAY = re.compile(rf"(?:{_ME} )?{_AWAY}(?:[ :,]+(?P<days>.+))?", re.DOTALL)


class AbsenceFault(StrEnum):
    """What is wrong with a day in the form."""

    MISSING = "missing"
    REVERSED = "reversed"
    PAST = "past"
    TOO_LONG = "too_long"


Faults = Mapping[str, AbsenceFault]


def told_in(text: str) -> str | None:
    """What somebody who writes that they are away says about when ("" for nothing); None for other texts."""
    found = AWAY.fullmatch(" ".join(text.casefold().split()))
    return (found["days"] or "") if found else None


def check(first: str, last: str, on: date) -> Days | Faults:
    """The days of a form, or what is wrong with each field, by its name. `on` is the day it is sent."""
    begins, ends = day_in(first), day_in(last)
    faults = {name: AbsenceFault.MISSING for name, day in ((FIRST, begins), (LAST, ends)) if day is None}
    if begins is None or ends is None:
        return faults
    fault = days_fault(Days(first=begins, last=ends), on)
    return {LAST: fault} if fault else Days(first=begins, last=ends)


def days_fault(days: Days, on: date) -> AbsenceFault | None:
    """What is wrong with days that have both ends."""
    if days.last is None:
        return AbsenceFault.MISSING
    if days.last < on:
        return AbsenceFault.PAST
    if days.last < days.first:
        return AbsenceFault.REVERSED
    return AbsenceFault.TOO_LONG if days.last - min(days.first, on) > LONGEST else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days on which the deputy is away as well; `instead` answers then, None for oneself."""

    first: date
    last: date
    instead: Person | None


def gap_of(away: Person, people: Mapping[PersonId, Person]) -> Gap | None:
    """When whoever stands in for somebody is away too, during the same days."""
    absence = away.absence
    deputy = people.get(absence.deputy_id) if absence else None
    if absence is None or deputy is None or deputy.absence is None:
        return None
    first = max(absence.first_day, deputy.absence.first_day)
    last = min(absence.last_day, deputy.absence.last_day)
    if first > last:
        return None
    instead = stand_in(away, first, people)
    return Gap(first=first, last=last, instead=None if instead.person_id == away.person_id else instead)


def day_in(text: str) -> date | None:
    """The day in a date field."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

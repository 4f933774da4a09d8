"""Days as people write them: till 15 augusti, 1–15 augusti, vecka 32, until Friday."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import ModuleType

LONGEST_TEXT = 80
LANGUAGES = ["sv", "en"]
DAYS_AHEAD = 366 * 3
BEGUN_WITHIN = timedelta(days=92)
A_WEEK = timedelta(days=7)

DASH = re.compile(r"\s*[-\N{EN DASH}\N{EM DASH}]\s*")
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_OF_MONTH = re.compile(r"(?:den )?(\d{1,2})")
WEEK = re.compile(
    r"(?:v|vecka|week)\.? ?(\d{1,2})(?: (?:till|to|until) (?:(?:v|vecka|week)\.? ?)?(\d{1,2}))?"
)
UNTIL = re.compile(r"(?:till och med|t\.? ?o\.? ?m\.?|till|tills|until|till the|through|to)\s+")
FROM = re.compile(r"(?:från och med|fr\.? ?o\.? ?m\.?|från|fr|from|mellan|between)\s+")
BETWEEN = re.compile(r"\s+(?:till och med|t\.? ?o\.? ?m\.?|till|tills|until|through|to|och|and)\s+")
# How dates are written, as far as the library does not know it.
SPELLINGS = (
    (re.compile(r"\b(mån|tis|ons|tors|fre|lör|sön)dagen\b"), r"\1dag"),
    (re.compile(r"\b(\d{1,2}):?e\b"), r"\1"),
    (re.compile(r"\b(?:hela|den|the|på|on)\b"), " "),
)
# Without a day these name a whole month, and nobody knows which day was meant.
A_MONTH = re.compile(r"[^\W\d]+\.?(?: \d{4})?")
DAYS_BY_NAME = re.compile(
    r"(?:mån|tis|ons|tors|fre|lör|sön)dag"
    r"|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|i ?dag|i ?morgon|i ?går|i ?övermorgon|today|tomorrow|yesterday"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From one day to another, both included; `last` is None when only the beginning was said."""

    first: date
    last: date | None


def days_of(text: str, on: date) -> Days | None:
    """The days that a text names, said on a day; None when they cannot be made out.

    Where the year is not said the coming one is meant, and "till fredag" begins today.
    """
    said = ISO_DAY.sub(r"\1\2\3", " ".join(text.casefold().split())).strip(" .,!?")
    if not said or len(said) > LONGEST_TEXT:
        return None
    said = DASH.sub(" till ", said)
    if week := WEEK.fullmatch(said.removeprefix("hela ")):
        return _weeks(int(week[1]), int(week[2] or week[1]), on)
    if until := UNTIL.match(said):
        return _until(said[until.end() :], on)
    begins = FROM.match(said)
    first, *rest = BETWEEN.split(said[begins.end() :] if begins else said, maxsplit=1)
    if rest:
        return _between(first, rest[0], on)
    day = day_of(first, on)
    return Days(first=day, last=None if begins else day) if day else None


def day_of(text: str, on: date) -> date | None:
    """One day, the next of its kind: fredag, 15 augusti, 15/8, imorgon."""
    for pattern, spelling in SPELLINGS:
        text = pattern.sub(spelling, text)
    text = " ".join(text.split())
    if found := EIGHT_DIGITS.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_OF_MONTH.fullmatch(text):
        return _next_numbered(int(found[1]), on)
    if A_MONTH.fullmatch(text) and not DAYS_BY_NAME.fullmatch(text):
        return None
    day = _read(text, on)
    return day if day and abs((day - on).days) <= DAYS_AHEAD else None


def _until(text: str, on: date) -> Days | None:
    last = day_of(text, on)
    return Days(first=on, last=last) if last else None


def _between(first_text: str, last_text: str, on: date) -> Days | None:
    last = day_of(last_text, on)
    if last is None:
        return None
    if numbered := DAY_OF_MONTH.fullmatch(first_text):
        first = _numbered_before(int(numbered[1]), last)
    else:
        first = day_of(first_text, on)
    if first is None or first <= last:
        return Days(first=first, last=last) if first else None
    return _begun(first, last, on) or _week_after(first, last_text)


def _begun(first: date, last: date, on: date) -> Days | None:
    """What has begun already is looked for ahead as well, and is found a year late."""
    begun = _day(first.year - 1, first.month, first.day)
    return Days(first=begun, last=last) if begun and on - BEGUN_WITHIN <= begun <= last else None


def _week_after(first: date, last_text: str) -> Days | None:
    """From Monday until Friday, said on a Tuesday: both in the coming week."""
    last = day_of(last_text, first)
    return Days(first=first, last=last) if last and first <= last < first + A_WEEK else None


def _weeks(first: int, last: int, on: date) -> Days | None:
    for year in (on.year, on.year + 1):
        try:
            begins, ends = date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7)
        except ValueError:
            return None
        if begins <= ends and ends >= on:
            return Days(first=begins, last=ends)
    return None


def _next_numbered(number: int, on: date) -> date | None:
    months = (
        date(on.year + (on.month + ahead - 1) // 12, (on.month + ahead - 1) % 12 + 1, 1) for ahead in range(3)
    )
    found = (_day(month.year, month.month, number) for month in months)
    return next((day for day in found if day is not None and day >= on), None)


def _numbered_before(number: int, last: date) -> date | None:
    same = _day(last.year, last.month, number)
    if same is not None and same <= last:
        return same
    before = last.replace(day=1) - timedelta(days=1)
    return _day(before.year, before.month, number)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read(text: str, on: date) -> date | None:
    settings = {
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": datetime.combine(on, time()),
    }
    try:
        found = _library().parse(text, languages=LANGUAGES, settings=settings)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None


@lru_cache
def _library() -> ModuleType:
    # It takes a while to read, and most who write to us never name a day.
    import dateparser  # noqa: PLC0415 - see above

    library: ModuleType = dateparser
    return library

"""What looks like a personal identity number or a telephone number in a text.

It only points out: whoever writes decides, since a number may look like one and be another.
"""

import re
from calendar import isleap, monthrange

import phonenumbers
from stdnum import luhn

# With or without century, and with the hyphen, the plus sign of those over a hundred, or nothing.
IDENTITY_NUMBER = re.compile(
    r"(?<![0-9])(?:1[89]|20)?"
    r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})\s?[-+\N{EN DASH}]?\s?(?P<last>[0-9]{4})(?![0-9])"
)
# A coordination number has the day of birth plus 60 (source: Folkbokföringslagen 1991:481, 18 a §).
COORDINATED = 60
A_LEAP_YEAR, A_COMMON_YEAR = 2000, 2001
CENTURIES = (1800, 1900, 2000)
# Eight to four and such: 08.00-16.00.
HOURS = re.compile(r"[0-9]{1,2}[.:][0-9]{2}\s?[-\N{EN DASH}]\s?[0-9]{1,2}[.:][0-9]{2}")
COUNTRY = "SE"
# Of any script, as those who read telephone numbers read them.
FIGURE = re.compile(r"\d")


def has_identity_number(text: str) -> bool:
    """Whether some number in the text is a valid Swedish personal identity or coordination number."""
    return _has_figures(text) and any(map(_is_identity_number, IDENTITY_NUMBER.finditer(text)))


def has_telephone_number(text: str) -> bool:
    """Whether some number in the text is one that can be called, as it is written in Sweden or abroad."""
    return _has_figures(text) and any(
        # Without the nought or the plus sign it is an amount, a date or a record number.
        found.raw_string.startswith(("0", "+", "(0", "(+")) and not HOURS.fullmatch(found.raw_string)
        for found in phonenumbers.PhoneNumberMatcher(text, COUNTRY)
    )


def _has_figures(text: str) -> bool:
    """Whether there is anything to look closer at, which takes long: most of what is answered has none."""
    return FIGURE.search(text) is not None


def _is_identity_number(found: re.Match[str]) -> bool:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    digits = found["year"] + found["month"] + found["day"] + found["last"]
    return _is_a_day(year, month, day % COORDINATED if day > COORDINATED else day) and bool(
        luhn.is_valid(digits)
    )


def _is_a_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day in some century; which one, ten digits do not say."""
    is_leap = any(isleap(century + year) for century in CENTURIES)
    months = range(1, 13)
    return month in months and 1 <= day <= monthrange(A_LEAP_YEAR if is_leap else A_COMMON_YEAR, month)[1]

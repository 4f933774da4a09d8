"""The days that people mean when something will be done later: the ends of the next quarters."""

from calendar import monthrange
from datetime import date

MONTHS_IN_A_QUARTER = 3
MONTHS_IN_A_YEAR = 12
SUGGESTED = 4


def suggested(on: date) -> tuple[date, ...]:
    """The last days of this quarter and the three after it, those that are still ahead of `on`."""
    first = (on.month - 1) // MONTHS_IN_A_QUARTER
    ends = [_end_of_quarter(on.year, first + coming) for coming in range(SUGGESTED + 1)]
    return tuple(day for day in ends if day > on)[:SUGGESTED]


def _end_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter, counted from 0 and on into the years to come."""
    months = (quarter + 1) * MONTHS_IN_A_QUARTER - 1
    year, month = year + months // MONTHS_IN_A_YEAR, months % MONTHS_IN_A_YEAR + 1
    return date(year, month, monthrange(year, month)[1])

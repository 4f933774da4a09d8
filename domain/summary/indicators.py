"""Indicators and the straight line to their targets: who is on it or off it, and where no value is known."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.report.data import IndicatorRecord, IndicatorValue, ReportData


class PathState(StrEnum):
    """Where the latest value lies."""

    REACHED = "reached"
    ON_PATH = "on_path"
    OFF_PATH = "off_path"
    FIRST_VALUE = "first_value"
    """There is one value alone, from which the path will begin."""
    NO_PATH = "no_path"
    """There is no target, or no year by which it is to be reached."""
    NO_VALUE = "no_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one indicator stands. `expected` is the path's value on the day of the latest one, if there is one.

    `is_missing` says that the round itself has no value, though an earlier one may have.
    """

    record: IndicatorRecord
    state: PathState
    latest: IndicatorValue | None = None
    expected: Decimal | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorOf:
    """A plan activity's indicator and how it stands; `measure` is the measure's number, `org_unit` a name."""

    number: str
    title: str
    measure: int
    org_unit: str
    standing: Standing


def standing(record: IndicatorRecord, reference_date: date) -> Standing:
    """How an indicator stands in the round of that reference date."""
    if not record.values:
        return Standing(record=record, state=PathState.NO_VALUE, is_missing=True)
    latest = record.values[-1]
    expected = expected_on(record, latest.reference_date)
    return Standing(
        record=record,
        state=_state(record, latest, expected),
        latest=latest,
        expected=expected,
        is_missing=latest.reference_date != reference_date,
    )


def expected_on(record: IndicatorRecord, day: date) -> Decimal | None:
    """The value that day on the straight line from the first known one to the target at its year's end.

    None where there is no line: without a target, a year or a first value.
    """
    if record.target is None or record.target_year is None or not record.values:
        return None
    first, end = record.values[0], date(record.target_year, 12, 31)
    if day >= end or first.reference_date >= end:
        return record.target
    gone = max(0, (day - first.reference_date).days)
    share = Decimal(gone) / Decimal((end - first.reference_date).days)
    return first.value + (record.target - first.value) * share


def of_report(data: ReportData) -> tuple[IndicatorOf, ...]:
    """Every indicator of a report in the plan's order."""
    return tuple(
        IndicatorOf(
            number=each.number,
            title=each.title,
            measure=each.measure,
            org_unit=each.org_unit,
            standing=standing(each.indicator, data.follow_up_round.reference_date),
        )
        for each in data.plan_activities
        if each.indicator is not None
    )


def counted(indicators: Iterable[IndicatorOf]) -> dict[PathState, int]:
    """How many there are in each state; all states have a number."""
    found = Counter(each.standing.state for each in indicators)
    return {state: found[state] for state in PathState}


def _state(record: IndicatorRecord, latest: IndicatorValue, expected: Decimal | None) -> PathState:
    if record.target is None:
        return PathState.NO_PATH
    first = record.values[0].value
    if _is_as_far(latest.value, record.target, first=first, target=record.target):
        return PathState.REACHED
    if expected is None:
        return PathState.NO_PATH
    if len(record.values) == 1 and latest.reference_date.year < (record.target_year or 0):
        return PathState.FIRST_VALUE
    is_on = _is_as_far(latest.value, expected, first=first, target=record.target)
    return PathState.ON_PATH if is_on else PathState.OFF_PATH


def _is_as_far(value: Decimal, wanted: Decimal, *, first: Decimal, target: Decimal) -> bool:
    """Whether a value has come as far as another, in the direction from the first one to the target."""
    if target == first:
        return value == wanted
    return value >= wanted if target > first else value <= wanted

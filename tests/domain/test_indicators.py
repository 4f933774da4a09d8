"""The path to an indicator's target."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.report.data import IndicatorRecord, IndicatorValue
from domain.summary.indicators import PathState, counted, expected_on, of_report, standing
from tests.domain.report_examples import record, report_data

INTERIM = date(2023, 8, 31)
VALUES = st.decimals(-1000, 1000, places=2)


def indicator(
    *values: tuple[date, str], target: str | None = "50", target_year: int | None = 2030
) -> IndicatorRecord:
    return IndicatorRecord(
        name="Restavfall",
        unit="kg per invånare",
        target=None if target is None else Decimal(target),
        target_year=target_year,
        values=tuple(
            IndicatorValue(reference_date=day, value=Decimal(value), answer_id=place)
            for place, (day, value) in enumerate(values, start=1)
        ),
    )


def test_the_path_is_a_straight_line_from_the_first_value_to_the_end_of_the_targets_year() -> None:
    fewer = indicator((date(2020, 12, 31), "150"))

    assert expected_on(fewer, date(2020, 12, 31)) == 150
    assert expected_on(fewer, date(2025, 12, 31)) == pytest.approx(Decimal(100), abs=Decimal("0.1"))
    assert expected_on(fewer, date(2030, 12, 31)) == 50
    assert expected_on(fewer, date(2031, 6, 1)) == 50


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        ((("2020-12-31", "150"), ("2023-08-31", "110")), "50", PathState.ON_PATH),
        ((("2020-12-31", "150"), ("2023-08-31", "140")), "50", PathState.OFF_PATH),
        ((("2020-12-31", "150"), ("2023-08-31", "49.9")), "50", PathState.REACHED),
        ((("2020-12-31", "100"), ("2023-08-31", "130")), "140", PathState.ON_PATH),
        ((("2020-12-31", "100"), ("2023-08-31", "90")), "140", PathState.OFF_PATH),
        ((("2020-12-31", "100"), ("2023-08-31", "140")), "140", PathState.REACHED),
        ((("2023-08-31", "100"),), "140", PathState.FIRST_VALUE),
        ((("2020-12-31", "0"), ("2023-08-31", "0")), "0", PathState.REACHED),
        ((("2020-12-31", "0"), ("2023-08-31", "1")), "0", PathState.OFF_PATH),
        ((("2023-08-31", "100"),), None, PathState.NO_PATH),
        ((), "140", PathState.NO_VALUE),
    ],
)
def test_a_value_is_on_the_path_when_it_has_come_as_far_in_its_direction(
    values: tuple[tuple[str, str], ...], target: str | None, expected: PathState
) -> None:
    dated = [(date.fromisoformat(day), value) for day, value in values]

    assert standing(indicator(*dated, target=target), INTERIM).state is expected


def test_a_target_without_a_year_can_be_reached_but_has_no_path() -> None:
    days = date(2020, 12, 31), INTERIM
    lower = indicator((days[0], "150"), (days[1], "120"), target_year=None)
    reached = indicator((days[0], "150"), (days[1], "40"), target_year=None)

    assert standing(lower, INTERIM).state is PathState.NO_PATH
    assert standing(lower, INTERIM).expected is None
    assert standing(reached, INTERIM).state is PathState.REACHED


def test_a_value_that_is_missing_in_the_round_is_told_even_where_an_earlier_one_is_known() -> None:
    old = standing(indicator((date(2020, 12, 31), "150"), (date(2022, 12, 31), "120")), INTERIM)

    assert old.is_missing
    assert old.latest is not None
    assert old.latest.value == 120
    assert standing(indicator(), INTERIM).is_missing
    assert not standing(indicator((INTERIM, "150")), INTERIM).is_missing


@given(first=VALUES, target=VALUES, days=st.integers(0, 5000))
def test_the_path_never_leaves_what_lies_between_the_first_value_and_the_target(
    first: Decimal, target: Decimal, days: int
) -> None:
    start = date(2020, 12, 31)
    drawn = indicator((start, str(first)), target=str(target))

    expected = expected_on(drawn, date.fromordinal(start.toordinal() + days))

    assert expected is not None
    assert min(first, target) <= expected <= max(first, target)


def test_every_indicator_of_a_report_is_told_in_the_plans_order_and_counted() -> None:
    data = report_data(
        record(1, indicator=indicator((INTERIM, "150"))), record(2), record(3, indicator=indicator())
    )

    found = of_report(data)

    assert [(each.number, each.standing.state) for each in found] == [
        ("1.1", PathState.FIRST_VALUE),
        ("1.3", PathState.NO_VALUE),
    ]
    assert counted(found)[PathState.NO_VALUE] == 1
    assert counted(())[PathState.ON_PATH] == 0

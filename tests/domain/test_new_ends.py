"""The ends of the quarters that come."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.new_ends import SUGGESTED, suggested


def test_the_ends_of_this_quarter_and_the_next_three_are_suggested() -> None:
    assert suggested(date(2023, 8, 24)) == (
        date(2023, 9, 30),
        date(2023, 12, 31),
        date(2024, 3, 31),
        date(2024, 6, 30),
    )


def test_on_its_last_day_a_quarter_is_over() -> None:
    assert suggested(date(2023, 12, 31))[0] == date(2024, 3, 31)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_suggested_is_ahead_and_in_order(on: date) -> None:
    days = suggested(on)

    assert len(days) == SUGGESTED
    assert on < days[0]
    assert list(days) == sorted(set(days))

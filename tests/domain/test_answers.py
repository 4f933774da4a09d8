from datetime import date
from decimal import Decimal

import pytest

from domain.answers import NextYear, Progress, PromiseFate, may_repeat, repeated
from tests.domain.examples import answer, statement

TODAY = date(2023, 8, 22)


@pytest.mark.parametrize("progress", [Progress.NOT_STARTED, Progress.ON_TRACK, Progress.DELAYED])
def test_what_goes_on_may_be_unchanged(progress: Progress) -> None:
    assert may_repeat(answer(progress), TODAY)


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.DROPPED])
def test_what_has_ended_is_not_repeated(progress: Progress) -> None:
    assert not may_repeat(answer(progress), TODAY)


def test_what_was_to_end_with_its_year_is_not_repeated_in_the_next() -> None:
    assert not may_repeat(answer(next_year=NextYear.END), TODAY)
    assert may_repeat(answer(next_year=NextYear.CHANGE), TODAY)


def test_there_is_nothing_to_repeat_before_the_first_answer() -> None:
    assert not may_repeat(None, TODAY)


@pytest.mark.parametrize(
    ("promised", "may"), [(date(2023, 8, 21), False), (TODAY, True), (date(2023, 12, 1), True)]
)
def test_what_was_delayed_is_unchanged_only_until_its_promised_date(promised: date, *, may: bool) -> None:
    assert may_repeat(answer(Progress.DELAYED, new_end=promised), TODAY) is may


def test_a_date_from_when_it_was_delayed_says_nothing_about_what_is_on_track() -> None:
    assert may_repeat(answer(Progress.ON_TRACK, new_end=date(2023, 8, 21)), TODAY)


def test_unchanged_says_everything_again_except_what_became_of_an_older_promise() -> None:
    said = statement(next_step="Upphandla taken", promise=PromiseFate.KEPT, indicator_value=Decimal("12.5"))

    again = repeated(said)

    assert again.promise is None
    assert (again.next_step, again.indicator_value) == ("Upphandla taken", Decimal("12.5"))


def test_only_what_is_delayed_or_dropped_is_off_track() -> None:
    assert [each for each in Progress if each.is_off_track] == [Progress.DELAYED, Progress.DROPPED]

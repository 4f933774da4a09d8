"""The promise, the new end, the indicator, the link and the reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.answer_form import (
    FieldFault,
    FormFields,
    check,
)
from domain.answers import (
    PromiseFate,
    Statement,
)
from domain.worklist import WorkItem
from tests.domain.forms import ITEM, TODAY, checked, counting, promising


@pytest.mark.parametrize("fate", PromiseFate)
def test_what_became_of_the_promise_is_saved(fate: PromiseFate) -> None:
    found = checked(FormFields(progress="on_track", promise=fate.value), promising())

    assert isinstance(found, Statement)
    assert found.promise is fate


@pytest.mark.parametrize(
    ("said", "fault"), [("", FieldFault.MISSING), ("forgotten", FieldFault.UNKNOWN_CHOICE)]
)
def test_a_promise_is_asked_for(said: str, fault: FieldFault) -> None:
    found = checked(FormFields(progress="on_track", promise=said), promising())

    assert found == {"promise": fault}


@pytest.mark.parametrize("about", [ITEM, promising(""), promising("  ")])
def test_no_promise_is_asked_for_where_none_was_made(about: WorkItem) -> None:
    found = checked(FormFields(progress="on_track", promise="kept"), about)

    assert isinstance(found, Statement)
    assert found.promise is None


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", FieldFault.MISSING),
        ("i höst", FieldFault.NOT_A_DATE),
        ("2024-02-30", FieldFault.NOT_A_DATE),
        ("20240301", FieldFault.NOT_A_DATE),
        ("2023-08-23", FieldFault.IN_THE_PAST),
        ("0001-01-01", FieldFault.IN_THE_PAST),
        ("2034-01-01", FieldFault.TOO_FAR_AHEAD),
        ("9999-12-31", FieldFault.TOO_FAR_AHEAD),
    ],
)
def test_a_delay_needs_a_new_end_that_can_be_true(typed: str, fault: FieldFault) -> None:
    form = FormFields(progress="delayed", obstacle_kind="money", obstacle_text="Snö.", new_end=typed)

    assert checked(form) == {"new_end_other" if typed else "new_end": fault}


@pytest.mark.parametrize("typed", ["2023-08-24", "2033-12-31"])
def test_the_new_end_may_be_today_or_ten_years_ahead(typed: str) -> None:
    form = FormFields(progress="delayed", obstacle_kind="money", obstacle_text="Snö.", new_end=typed)

    found = checked(form)

    assert isinstance(found, Statement)
    assert found.new_end == date.fromisoformat(typed)


def test_a_day_of_ones_own_counts_before_a_suggested_one() -> None:
    form = FormFields(
        progress="delayed",
        obstacle_kind="money",
        obstacle_text="Snö.",
        new_end="2023-12-31",
        new_end_other="2024-02-01",
    )

    found = checked(form)

    assert isinstance(found, Statement)
    assert found.new_end == date(2024, 2, 1)


def test_a_new_end_does_not_outlive_the_delay() -> None:
    found = checked(FormFields(progress="on_track", new_end="igår"))

    assert isinstance(found, Statement)
    assert found.new_end is None


@pytest.mark.parametrize(
    ("typed", "value"), [("", None), ("312", Decimal(312)), ("1 200,5 MWh", Decimal("1200.5"))]
)
def test_the_indicators_value_is_read_as_it_is_written_in_sweden(typed: str, value: Decimal | None) -> None:
    found = checked(FormFields(progress="on_track", indicator_value=typed), counting())

    assert isinstance(found, Statement)
    assert found.indicator_value == value


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("många", FieldFault.NOT_A_NUMBER),
        ("12 kWh", FieldFault.NOT_A_NUMBER),
        ("1.200", FieldFault.AMBIGUOUS_NUMBER),
        ("1,200 MWh", FieldFault.AMBIGUOUS_NUMBER),
    ],
)
def test_what_is_no_certain_number_is_told(typed: str, fault: FieldFault) -> None:
    found = checked(FormFields(progress="on_track", indicator_value=typed), counting())

    assert found == {"indicator_value": fault}


def test_an_activity_without_an_indicator_has_no_value() -> None:
    found = checked(FormFields(progress="on_track", indicator_value="hostile"))

    assert isinstance(found, Statement)
    assert found.indicator_value is None


def test_what_is_no_link_is_told() -> None:
    found = checked(FormFields(progress="on_track", evidence="javascript:alert(1)"))

    assert found == {"evidence": FieldFault.NOT_A_LINK}


def test_whoever_answers_for_somebody_else_says_why() -> None:
    form = FormFields(progress="on_track")

    assert check(form, ITEM, TODAY, on_behalf=True) == {"reason": FieldFault.MISSING}
    assert isinstance(check(replace(form, reason="Karin är sjuk."), ITEM, TODAY, on_behalf=True), Statement)

"""What stands in the form before anybody types, and when they come back to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.answer_form import (
    FIELD_NAMES,
    LONGEST_TYPED,
    FormFields,
    as_it_opens,
    begun_from,
    prefilled,
    says_the_same,
    texts_of,
    typed_in,
)
from domain.answers import (
    HIGHEST_PERCENT,
    Progress,
    PromiseFate,
)
from domain.plan import PlanActivityId
from tests.domain.examples import answer, statement
from tests.domain.forms import AHEAD, ITEM, TODAY, checked, counting


def test_the_form_is_empty_when_nothing_was_said_before() -> None:
    assert prefilled(None) == FormFields()


@pytest.mark.parametrize("progress", Progress)
def test_the_prefilled_form_says_the_same_thing_again(progress: Progress) -> None:
    earlier = answer(
        progress,
        percent=HIGHEST_PERCENT if progress is Progress.DONE else 30,
        comment="Ja.",
        next_step="Mer.",
        needs_decision=True,
        new_end=date(2024, 3, 1) if progress is Progress.DELAYED else None,
        indicator_value=Decimal("1.234"),
        evidence="https://borlange.se/",
        promise=PromiseFate.MOVED,
    )

    assert checked(prefilled(earlier), counting(answer(next_step="Boka lift."))) == earlier.statement


def test_an_answer_without_percent_leaves_the_field_empty() -> None:
    assert prefilled(answer(Progress.NOT_STARTED)).percent == ""
    assert statement(Progress.NOT_STARTED).percent is None


def test_whoever_corrects_an_unchanged_answer_need_not_say_that_the_promise_is_under_way() -> None:
    assert prefilled(answer(unchanged=True)).promise == "under_way"
    assert prefilled(answer()).promise == ""


def test_a_new_answer_begins_without_what_was_true_of_last_time_alone() -> None:
    previous = answer(
        Progress.DELAYED,
        percent=40,
        comment="Två tak.",
        next_step="Boka lift.",
        new_end=date(2024, 3, 1),
        indicator_value=Decimal(312),
        evidence="https://borlange.se/",
        promise=PromiseFate.KEPT,
    )

    assert begun_from(previous, TODAY) == FormFields(
        progress="delayed",
        percent="40",
        comment="Två tak.",
        obstacle_kind="money",
        obstacle_text="Pengarna räcker inte.",
        needs_decision="false",
        new_end=AHEAD,
    )


def test_a_new_end_that_has_passed_has_to_be_chosen_anew() -> None:
    previous = answer(Progress.DELAYED, new_end=date(2023, 8, 23))

    assert begun_from(previous, TODAY).new_end == ""


def test_the_form_opens_with_this_rounds_answer_when_there_is_one() -> None:
    now, before = answer(comment="Nu."), answer(comment="Förr.")

    assert as_it_opens(replace(ITEM, answer=now, previous=before), TODAY).comment == "Nu."
    assert as_it_opens(replace(ITEM, previous=before), TODAY).comment == "Förr."


def test_a_draft_takes_the_place_of_what_the_form_opens_with() -> None:
    begun = FormFields(progress="on_track", comment="Förr.")

    assert typed_in(begun, {"comment": "Nu.", "hostile": "x"}) == replace(begun, comment="Nu.")
    assert typed_in(begun, texts_of(FormFields())) == FormFields()


def test_a_draft_remembers_far_more_than_any_field_takes_but_not_everything() -> None:
    texts = texts_of(FormFields(comment="å" * 1_000_000))

    assert len(texts["comment"]) == LONGEST_TYPED
    assert set(texts) == set(FIELD_NAMES)


@pytest.mark.parametrize(
    ("form", "is_same"),
    [
        (FormFields(comment="Två\r\ntak"), True),
        (FormFields(comment="Två\ntak", needs_decision="false"), True),
        (FormFields(comment="Två\ntak", needs_decision="true"), False),
        (FormFields(comment="Två tak"), False),
        (FormFields(), False),
    ],
)
def test_forms_are_compared_by_what_they_say(form: FormFields, *, is_same: bool) -> None:
    assert says_the_same(form, FormFields(comment="Två\ntak")) is is_same


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.DROPPED])
def test_what_was_over_last_year_and_is_in_the_plan_again_begins_empty(progress: Progress) -> None:
    of_last_year = replace(answer(progress, comment="Klart."), plan_activity_id=PlanActivityId(4711))

    assert as_it_opens(replace(ITEM, previous=of_last_year), TODAY) == FormFields()


def test_what_was_over_last_time_in_the_same_plan_says_so_again() -> None:
    item = replace(ITEM, previous=answer(Progress.DONE, comment="Klart."))

    assert as_it_opens(item, TODAY).progress == Progress.DONE


def test_what_goes_on_from_last_year_begins_with_what_was_said_then() -> None:
    of_last_year = replace(answer(comment="Två tak."), plan_activity_id=PlanActivityId(4711))

    assert as_it_opens(replace(ITEM, previous=of_last_year), TODAY).comment == "Två tak."

"""What becomes of each plan activity next year, and the list that follows."""

from dataclasses import replace
from datetime import date

import pytest

from domain.answer_form import FieldFault, FormFields, check
from domain.answers import NextYear, Progress, Statement, repeated
from domain.next_year import a_year_later, continuation, next_year_draft, plan_of_next_year
from domain.plan_file.entries import PlanActivityEntry, PlanEntry, PlanFile
from tests.cards import givens

TODAY = date(2024, 1, 9)


@pytest.mark.parametrize(
    ("progress", "becomes"),
    [
        (Progress.DONE, NextYear.END),
        (Progress.DROPPED, NextYear.END),
        (Progress.DELAYED, NextYear.CONTINUE),
        (Progress.NOT_STARTED, NextYear.CONTINUE),
    ],
)
def test_what_nobody_has_said_is_proposed_from_the_progress(progress: Progress, becomes: NextYear) -> None:
    found = continuation(givens.item(1, givens.statement(progress)))

    assert (found.choice, found.is_proposed) == (becomes, True)


def test_what_somebody_has_said_counts_whatever_the_progress() -> None:
    said = replace(givens.statement(Progress.DONE), next_year=NextYear.CHANGE, next_year_note="Fler tak.")

    found = continuation(givens.item(1, said))

    assert (found.choice, found.note, found.is_proposed) == (NextYear.CHANGE, "Fler tak.", False)


def test_what_was_never_answered_goes_on() -> None:
    assert continuation(givens.item(1)).choice is NextYear.CONTINUE


def activity(number: str, start: date, end: date) -> PlanActivityEntry:
    return PlanActivityEntry(
        number=number, measure=1, org_unit="Norr", title="Sol", owner="k@b.se", start=start, end=end
    )


def carried_on(*activities: PlanActivityEntry) -> PlanFile:
    draft = next_year_draft(
        2024, [givens.item(1, givens.statement(Progress.DONE)), givens.item(2, givens.statement())]
    )
    plan = PlanFile(plans=(PlanEntry(year=2023, title="Handlingsplan 2023"),), plan_activities=activities)
    return plan_of_next_year(plan, draft)


def test_what_has_ended_is_left_out_and_the_rest_is_moved_a_year() -> None:
    first, last = date(2023, 1, 1), date(2023, 12, 31)

    found = carried_on(activity("1.1", first, last), activity("1.2", first, last))

    assert found.plans == (PlanEntry(year=2024, title="Handlingsplan 2024"),)
    assert found.plan_activities == (activity("1.2", date(2024, 1, 1), date(2024, 12, 31)),)


def test_what_reaches_into_the_new_year_keeps_its_days() -> None:
    long = activity("1.2", date(2022, 1, 1), date(2025, 6, 30))

    assert carried_on(long).plan_activities == (long,)


def test_what_should_have_ended_long_ago_ends_in_the_new_year() -> None:
    [found] = carried_on(activity("1.2", date(2020, 1, 1), date(2021, 6, 30))).plan_activities

    assert (found.start, found.end) == (date(2023, 1, 1), date(2024, 6, 30))


def test_the_leap_day_becomes_the_last_of_february() -> None:
    assert a_year_later(date(2024, 2, 29)) == date(2025, 2, 28)


def test_a_change_wants_a_sentence() -> None:
    form = FormFields(progress="on_track", next_year="change")

    found = check(form, givens.item(1), TODAY, asks_next_year=True)

    assert found == {"next_year_note": FieldFault.MISSING}


def test_an_unknown_choice_is_refused() -> None:
    form = FormFields(progress="on_track", next_year="explode")

    assert check(form, givens.item(1), TODAY, asks_next_year=True) == {"next_year": FieldFault.UNKNOWN_CHOICE}


def test_where_it_is_not_asked_nothing_is_saved_about_it() -> None:
    form = FormFields(progress="on_track", next_year="end", next_year_note="Nu räcker det.")

    found = check(form, givens.item(1), TODAY)

    assert isinstance(found, Statement)
    assert (found.next_year, found.next_year_note) == (None, "")


def test_unchanged_says_nothing_of_a_year_that_has_come() -> None:
    said = replace(givens.statement(), next_year=NextYear.END, next_year_note="Nu räcker det.")

    assert repeated(said).next_year is None
    assert repeated(said).next_year_note == ""

"""Borlänge's plan, which ships as YAML and as a workbook."""

from collections import Counter
from datetime import UTC, datetime

from bot.demo.workbook import WORKBOOK, YAML, demo_workbook
from domain.calendar import WorkCalendar
from domain.people import Role
from domain.plan_file.checks import check
from storage.plan_import.importing import is_email
from storage.plan_import.reading import read_plan_file


def test_both_files_hold_the_same_plan() -> None:
    """When this fails: run `python -m bot.demo.workbook`."""
    assert read_plan_file(WORKBOOK) == read_plan_file(YAML)


def test_the_workbook_is_written_the_same_every_time() -> None:
    assert demo_workbook() == demo_workbook()


def test_the_plan_can_be_imported_as_it_is() -> None:
    checked = check(
        read_plan_file(YAML),
        is_email=is_email,
        at=datetime(2023, 8, 21, 7, tzinfo=UTC),
        calendar=WorkCalendar(),
    )

    assert checked.problems == ()
    assert checked.unified == ()


def test_the_plan_has_the_municipalitys_own_measures_and_adoptions() -> None:
    plan = read_plan_file(YAML)

    assert (len(plan.measures), len(plan.adoptions), len(plan.focus_areas)) == (17, 64, 9)
    assert len(plan.people) == 40
    covered = {(entry.measure, entry.org_unit) for entry in plan.plan_activities}
    assert covered == {entry.key for entry in plan.adoptions}


def test_people_and_activities_are_marked_as_examples() -> None:
    plan = read_plan_file(YAML)

    assert all(person.is_example for person in plan.people)
    assert all(person.email.endswith("@borlange.example") for person in plan.people)
    assert all(entry.is_example for entry in plan.plan_activities)


def test_there_is_a_director_and_an_owner_with_five_activities() -> None:
    plan = read_plan_file(YAML)
    owned = Counter(entry.owner for entry in plan.plan_activities)

    assert sum(Role.DIRECTOR in person.roles for person in plan.people) == 1
    assert owned["karin.stahlberg@borlange.example"] == 5

"""The rules of a whole plan file."""

from dataclasses import replace
from datetime import date

import pytest

from domain.answers import ObstacleKind, Progress
from domain.people import Role
from domain.plan import OrgUnitKind
from domain.plan_file.entries import AdoptionEntry, MeasureEntry, OrgUnitEntry, PlanEntry
from domain.plan_file.problems import PlanRefusedError, ProblemKind
from domain.plan_file.sheets import Place, Section
from tests.domain.plan_file.plan_files import (
    ANNA,
    BO,
    CLARA,
    checked,
    earlier_answer,
    kinds,
    person,
    plan_activity,
    plan_file,
)


def test_a_right_file_has_no_problems() -> None:
    assert checked().problems == ()


def test_a_unit_that_does_not_exist_is_refused_with_those_that_do() -> None:
    result = checked(plan_activities=(replace(plan_activity(row=14), org_unit="Sjukhuset"),))

    (problem,) = [each for each in result.problems if each.kind is ProblemKind.UNKNOWN_UNIT]
    assert problem.place == Place(section=Section.PLAN_ACTIVITIES, row=14)
    assert problem.value == "Sjukhuset"
    assert set(problem.choices) == {"Hushagen", "Tunabyggen"}


def test_the_most_alike_name_is_suggested_first() -> None:
    units = (*plan_file().org_units, OrgUnitEntry(name="Tunabyggens vänner", unit_kind=OrgUnitKind.COMPANY))

    result = checked(org_units=units, people=(person(), person(BO, org_unit="Tunabyggarna")))

    (problem,) = result.problems
    assert problem.choices[0] == "Tunabyggen"


def test_a_unit_that_has_not_adopted_the_measure_is_refused_with_those_that_have() -> None:
    result = checked(plan_activities=(replace(plan_activity(), org_unit="Tunabyggen"),))

    problem = next(each for each in result.problems if each.kind is ProblemKind.NOT_ADOPTED)
    assert problem.choices == ("Hushagen",)


def test_an_activity_under_an_unknown_measure_is_refused() -> None:
    assert ProblemKind.UNKNOWN_MEASURE in kinds(plan_activities=(replace(plan_activity(), measure=9),))


def test_an_adoption_of_an_unknown_measure_is_refused() -> None:
    adoptions = (*plan_file().adoptions, AdoptionEntry(measure=9, org_unit="Hushagen"))

    assert kinds(adoptions=adoptions) == [ProblemKind.UNKNOWN_MEASURE]


def test_an_owner_who_is_not_in_the_plan_is_refused() -> None:
    assert ProblemKind.UNKNOWN_OWNER in kinds(plan_activities=(plan_activity(owner=CLARA),))


def test_a_co_owner_who_is_not_in_the_plan_is_refused() -> None:
    altered = replace(plan_activity(), co_owners=(CLARA,))

    assert kinds(plan_activities=(altered,)) == [ProblemKind.UNKNOWN_OWNER]


def test_an_address_that_is_none_is_refused() -> None:
    assert kinds(people=(person(), person(BO), person("clara"))) == [ProblemKind.EMAIL_MALFORMED]


def test_the_same_address_twice_is_refused_and_the_first_row_is_told() -> None:
    result = checked(people=(person(row=2), person(BO), person(row=7)))

    (problem,) = result.problems
    assert (problem.kind, problem.place.row, problem.low) == (ProblemKind.EMAIL_TWICE, 7, 2)


def test_the_same_number_twice_is_refused() -> None:
    assert kinds(plan_activities=(plan_activity(), plan_activity(row=3))) == [ProblemKind.NUMBER_TWICE]
    measures = (*plan_file().measures, MeasureEntry(number=1, title="En till"))
    assert kinds(measures=measures) == [ProblemKind.NUMBER_TWICE]


def test_the_same_adoption_twice_is_refused() -> None:
    assert kinds(adoptions=plan_file().adoptions * 2) == [ProblemKind.ADOPTION_TWICE] * 2


def test_the_same_answer_twice_is_refused() -> None:
    assert kinds(earlier_answers=(earlier_answer(), earlier_answer(row=3))) == [ProblemKind.ANSWER_TWICE]


def test_two_names_that_differ_only_in_writing_are_the_same_name() -> None:
    units = (*plan_file().org_units, OrgUnitEntry(name="hus-hagen", unit_kind=OrgUnitKind.COMPANY))

    assert ProblemKind.NAME_TWICE in kinds(org_units=units)


def test_a_last_day_before_the_first_is_refused() -> None:
    altered = replace(plan_activity(), start=date(2023, 5, 2), end=date(2023, 5, 1))

    assert kinds(plan_activities=(altered,)) == [ProblemKind.DATES_REVERSED]


def test_one_day_is_not_reversed() -> None:
    altered = replace(plan_activity(), start=date(2023, 5, 1), end=date(2023, 5, 1))

    assert kinds(plan_activities=(altered,)) == []


@pytest.mark.parametrize(
    ("absence", "expected"),
    [
        ({"absent_from": date(2023, 9, 1)}, [ProblemKind.ABSENCE_INCOMPLETE]),
        ({"deputy": BO}, [ProblemKind.ABSENCE_INCOMPLETE]),
        (
            {"absent_from": date(2023, 9, 2), "absent_to": date(2023, 9, 1), "deputy": BO},
            [ProblemKind.DATES_REVERSED],
        ),
        (
            {"absent_from": date(2023, 9, 1), "absent_to": date(2023, 9, 2), "deputy": CLARA},
            [ProblemKind.UNKNOWN_DEPUTY],
        ),
        (
            {"absent_from": date(2023, 9, 1), "absent_to": date(2023, 9, 2), "deputy": ANNA},
            [ProblemKind.OWN_DEPUTY],
        ),
        ({"absent_from": date(2023, 9, 1), "absent_to": date(2023, 9, 2), "deputy": BO}, []),
    ],
)
def test_an_absence_is_whole_or_not_there(absence: dict[str, object], expected: list[ProblemKind]) -> None:
    away = replace(person(), **absence)  # type: ignore[arg-type] # the cases name real fields

    assert kinds(people=(away, person(BO))) == expected


def test_a_file_without_a_plan_is_refused() -> None:
    assert ProblemKind.NO_PLAN in kinds(plans=())


def test_a_file_with_two_plans_is_refused() -> None:
    plans = (*plan_file().plans, PlanEntry(year=2024, title="Nästa"))

    assert kinds(plans=plans) == [ProblemKind.SEVERAL_PLANS]


def test_an_answer_about_an_unknown_activity_is_refused() -> None:
    assert kinds(earlier_answers=(earlier_answer("8.8"),)) == [ProblemKind.UNKNOWN_PLAN_ACTIVITY]


def test_an_answer_by_a_stranger_is_refused() -> None:
    answer = replace(earlier_answer(), answered_by=CLARA)

    assert kinds(earlier_answers=(answer,)) == [ProblemKind.UNKNOWN_PERSON]


def test_what_is_on_track_has_no_obstacle() -> None:
    hindered = replace(earlier_answer(), obstacle=ObstacleKind.MONEY, obstacle_text="Pengar saknas")

    assert kinds(earlier_answers=(hindered,)) == [ProblemKind.OBSTACLE_NOT_WANTED]
    assert kinds(earlier_answers=(replace(hindered, progress=Progress.DELAYED),)) == []


def test_an_answer_to_a_round_that_is_not_over_is_refused() -> None:
    answer = replace(earlier_answer(), reference_date=date(2023, 8, 31))

    assert kinds(earlier_answers=(answer,)) == [ProblemKind.ROUND_NOT_OVER]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    result = checked(
        people=(person("anna"), person(BO)),
        plan_activities=(plan_activity("1.2", 9, CLARA), plan_activity("1.2", 4, BO)),
    )

    places = [(problem.place.section, problem.place.row) for problem in result.problems]
    assert places == [
        (Section.PEOPLE, 2),
        (Section.PLAN_ACTIVITIES, 4),
        (Section.PLAN_ACTIVITIES, 9),
        (Section.EARLIER_ANSWERS, 2),
        (Section.EARLIER_ANSWERS, 2),
    ]


def test_a_refused_file_gives_no_plan() -> None:
    with pytest.raises(PlanRefusedError):
        _ = checked(plans=()).plan


def test_whoever_owns_an_activity_is_an_owner() -> None:
    strategist = replace(person(), roles=(Role.STRATEGIST,))

    result = checked(people=(strategist, person(BO)))

    assert result.entries.people[0].roles == (Role.OWNER, Role.STRATEGIST)


def test_an_owner_is_not_a_co_owner_besides() -> None:
    altered = replace(plan_activity(), co_owners=(BO, ANNA))

    assert checked(plan_activities=(altered,)).entries.plan_activities[0].co_owners == (BO,)


def test_other_spellings_are_unified_and_told() -> None:
    result = checked(
        people=(person(org_unit="Hushage"), person(BO)),
        measures=(
            replace(plan_file().measures[0], focus_areas=("Bygga och bo hållbart", "res hållbart")),
            plan_file().measures[1],
        ),
    )

    assert result.problems == ()
    assert result.entries.people[0].org_unit == "Hushagen"
    assert result.entries.measures[0].focus_areas == ("Bygg och bo hållbart", "Res hållbart")
    assert [(each.found, each.chosen) for each in result.unified] == [
        ("Bygga och bo hållbart", "Bygg och bo hållbart"),
        ("res hållbart", "Res hållbart"),
        ("Hushage", "Hushagen"),
    ]

import pytest

from domain.plan_file.consequences import without_consequences
from domain.plan_file.problems import Problem, ProblemKind
from domain.plan_file.sheets import Place, Section


def problem(section: Section, kind: ProblemKind, row: int = 0) -> Problem:
    return Problem(place=Place(section=section, row=row), kind=kind)


@pytest.mark.parametrize("kind", [ProblemKind.MISSING_SHEET, ProblemKind.MISSING_COLUMN])
def test_what_refers_into_a_broken_sheet_is_not_told_of(kind: ProblemKind) -> None:
    broken = problem(Section.PLAN_ACTIVITIES, kind)
    answers = [problem(Section.EARLIER_ANSWERS, ProblemKind.UNKNOWN_PLAN_ACTIVITY, row) for row in range(80)]

    assert without_consequences([broken, *answers]) == [broken]


def test_a_missing_column_is_one_problem_and_not_one_for_each_row() -> None:
    column = problem(Section.PLAN_ACTIVITIES, ProblemKind.MISSING_COLUMN)
    rows = [problem(Section.PLAN_ACTIVITIES, ProblemKind.NO_OWNER, row) for row in range(2, 107)]

    assert without_consequences([column, *rows]) == [column]


def test_what_has_nothing_to_do_with_it_is_still_told_of() -> None:
    column = problem(Section.PLAN_ACTIVITIES, ProblemKind.MISSING_COLUMN)
    others = [
        problem(Section.PLAN_ACTIVITIES, ProblemKind.DATES_REVERSED, 7),
        problem(Section.PEOPLE, ProblemKind.MISSING_FIELD, 3),
        problem(Section.PLAN_ACTIVITIES, ProblemKind.UNKNOWN_OWNER, 9),
    ]

    assert without_consequences([column, *others]) == [column, *others]


def test_a_refused_row_hides_nothing() -> None:
    rows = [
        problem(Section.PEOPLE, ProblemKind.EMAIL_MALFORMED, 4),
        problem(Section.PLAN_ACTIVITIES, ProblemKind.UNKNOWN_OWNER, 9),
    ]

    assert without_consequences(rows) == rows

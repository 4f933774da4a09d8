"""Leaves out what only follows from a greater mistake: one misspelt sheet is one problem, not a hundred."""

from collections.abc import Collection, Iterable

from domain.plan_file.problems import Problem, ProblemKind
from domain.plan_file.sheets import Section

STRUCTURAL = frozenset({ProblemKind.MISSING_SHEET, ProblemKind.MISSING_COLUMN, ProblemKind.WRONG_SHAPE})
# What a missing column makes of every row.
EMPTY_FIELDS = frozenset({ProblemKind.MISSING_FIELD, ProblemKind.NO_OWNER})
REFERS_TO = {
    ProblemKind.UNKNOWN_UNIT: Section.ORG_UNITS,
    ProblemKind.UNKNOWN_PRIORITY: Section.STRATEGIC_PRIORITIES,
    ProblemKind.UNKNOWN_FOCUS_AREA: Section.FOCUS_AREAS,
    ProblemKind.UNKNOWN_WORKING_METHOD: Section.WORKING_METHODS,
    ProblemKind.UNKNOWN_MEASURE: Section.MEASURES,
    ProblemKind.NOT_ADOPTED: Section.ADOPTIONS,
    ProblemKind.UNKNOWN_PERSON: Section.PEOPLE,
    ProblemKind.UNKNOWN_OWNER: Section.PEOPLE,
    ProblemKind.UNKNOWN_DEPUTY: Section.PEOPLE,
    ProblemKind.UNKNOWN_PLAN_ACTIVITY: Section.PLAN_ACTIVITIES,
}


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that remain when every sheet that is broken as a whole is told of once.

    What refers into such a sheet cannot be judged before it has been mended; the advice to remove the row
    would be wrong.
    """
    everything = list(problems)
    broken = {problem.place.section for problem in everything if problem.kind in STRUCTURAL}
    return [
        problem
        for problem in everything
        if problem.kind in STRUCTURAL
        or not (_refers_to(problem.kind, broken) or _is_empty_in(problem, broken))
    ]


def _refers_to(kind: ProblemKind, broken: Collection[Section | None]) -> bool:
    return kind in REFERS_TO and REFERS_TO[kind] in broken


def _is_empty_in(problem: Problem, broken: Collection[Section | None]) -> bool:
    return problem.kind in EMPTY_FIELDS and problem.place.section in broken

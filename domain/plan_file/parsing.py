"""From raw rows to entries; a cell that cannot be read becomes a problem, and its row is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from domain.answers import (
    HIGHEST_PERCENT,
    LONGEST_COMMENT,
    LONGEST_NEXT_STEP,
    LONGEST_OBSTACLE,
    ObstacleKind,
    Progress,
)
from domain.people import Language, Role
from domain.plan import OrgUnitKind
from domain.plan_file.cells import RawPlan, RowReader
from domain.plan_file.entries import (
    AdoptionEntry,
    EarlierAnswerEntry,
    FocusAreaEntry,
    MeasureEntry,
    OrgUnitEntry,
    PersonEntry,
    PlanActivityEntry,
    PlanEntry,
    PlanFile,
    StrategicPriorityEntry,
    WorkingMethodEntry,
)
from domain.plan_file.problems import Problem, ProblemKind
from domain.plan_file.sheets import Section
from domain.rounds import Occasion

LONGEST_NAME = 100
LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 1000
LONGEST_NUMBER = 20
LONGEST_INDICATOR_UNIT = 30
HIGHEST_MEASURE = 9999

# What stands in for a cell that could not be read or is empty: the row's problem refuses the file, so these
# are never stored, and the checks that follow pass over them.
NO_NUMBER = 0
NO_START = date.min
NO_END = date.max

Built = TypeVar("Built")


def parse(raw: RawPlan) -> PlanFile:
    """The file's entries, with every problem found in a cell."""
    problems = list(raw.problems)

    def build(section: Section, entry: Callable[[RowReader], Built]) -> tuple[Built, ...]:
        return tuple(entry(RowReader(row=row, problems=problems)) for row in raw.rows.get(section, ()))

    people = build(Section.PEOPLE, lambda row: _person(row, is_example=raw.is_example))
    plan_activities = build(
        Section.PLAN_ACTIVITIES, lambda row: _plan_activity(row, is_example=raw.is_example)
    )
    has_examples = any(person.is_example for person in people) or any(
        entry.is_example for entry in plan_activities
    )
    return PlanFile(
        plans=tuple(replace(plan, is_example=has_examples) for plan in build(Section.PLAN, _plan)),
        org_units=build(Section.ORG_UNITS, _org_unit),
        strategic_priorities=build(Section.STRATEGIC_PRIORITIES, _strategic_priority),
        focus_areas=build(Section.FOCUS_AREAS, _focus_area),
        working_methods=build(Section.WORKING_METHODS, _working_method),
        measures=build(Section.MEASURES, _measure),
        adoptions=build(Section.ADOPTIONS, _adoption),
        people=people,
        plan_activities=plan_activities,
        earlier_answers=build(Section.EARLIER_ANSWERS, _earlier_answer),
        layout=raw.layout,
        problems=_each_once(problems),
        examples=raw.examples,
    )


def _each_once(problems: list[Problem]) -> tuple[Problem, ...]:
    # In YAML a unit that adopts a measure shares its row with the measure, so one fault could be told twice.
    return tuple(dict.fromkeys(problems))


def _plan(row: RowReader) -> PlanEntry:
    return PlanEntry(
        place=row.place,
        year=row.year("year") or NO_NUMBER,
        title=row.text("title", LONGEST_TITLE),
        strategy_until=row.year("strategy_until", required=False),
    )


def _org_unit(row: RowReader) -> OrgUnitEntry:
    return OrgUnitEntry(
        place=row.place,
        name=row.text("name", LONGEST_NAME),
        unit_kind=row.choice("unit_kind", OrgUnitKind) or OrgUnitKind.SECTOR,
    )


def _strategic_priority(row: RowReader) -> StrategicPriorityEntry:
    return StrategicPriorityEntry(place=row.place, name=row.text("name", LONGEST_NAME))


def _focus_area(row: RowReader) -> FocusAreaEntry:
    return FocusAreaEntry(
        place=row.place,
        name=row.text("name", LONGEST_NAME),
        strategic_priority=row.text("strategic_priority", LONGEST_NAME, required=False),
    )


def _working_method(row: RowReader) -> WorkingMethodEntry:
    return WorkingMethodEntry(place=row.place, name=row.text("name", LONGEST_NAME))


def _measure(row: RowReader) -> MeasureEntry:
    return MeasureEntry(
        place=row.place,
        number=_number_of_measure(row, "number"),
        title=row.text("title", LONGEST_TITLE),
        description=row.lines("description", LONGEST_DESCRIPTION),
        focus_areas=row.names("focus_areas"),
        working_methods=row.names("working_methods"),
        strategic_priority=row.text("strategic_priority", LONGEST_NAME, required=False),
    )


def _number_of_measure(row: RowReader, field: str) -> int:
    return row.whole(field, 1, HIGHEST_MEASURE) or NO_NUMBER


def _adoption(row: RowReader) -> AdoptionEntry:
    return AdoptionEntry(
        place=row.place,
        measure=_number_of_measure(row, "measure"),
        org_unit=row.text("org_unit", LONGEST_NAME),
    )


def _person(row: RowReader, *, is_example: bool) -> PersonEntry:
    return PersonEntry(
        place=row.place,
        name=row.text("name", LONGEST_NAME),
        email=row.email("email"),
        org_unit=row.text("org_unit", LONGEST_NAME),
        roles=row.choices("roles", Role),
        language=row.choice("language", Language, required=False) or Language.SWEDISH,
        absent_from=row.day("absent_from", required=False),
        absent_to=row.day("absent_to", required=False),
        deputy=row.email("deputy", required=False),
        is_example=row.yes_no("is_example", otherwise=is_example),
    )


def _plan_activity(row: RowReader, *, is_example: bool) -> PlanActivityEntry:
    return PlanActivityEntry(
        place=row.place,
        number=row.text("number", LONGEST_NUMBER),
        measure=_number_of_measure(row, "measure"),
        org_unit=row.text("org_unit", LONGEST_NAME),
        title=row.text("title", LONGEST_TITLE),
        description=row.lines("description", LONGEST_DESCRIPTION),
        owner=_owner(row),
        co_owners=tuple(address.lower() for address in row.names("co_owners")),
        start=row.day("start") or NO_START,
        end=row.day("end") or NO_END,
        indicator_name=_indicator_name(row),
        indicator_unit=row.text("indicator_unit", LONGEST_INDICATOR_UNIT, required=False),
        indicator_target=row.decimal("indicator_target"),
        indicator_target_year=row.year("indicator_target_year", required=False),
        is_example=row.yes_no("is_example", otherwise=is_example),
    )


def _owner(row: RowReader) -> str:
    owner = row.email("owner", required=False)
    if not owner and not row.is_unreadable("owner"):
        row.refuse("owner", ProblemKind.NO_OWNER)
    return owner


def _indicator_name(row: RowReader) -> str:
    details = ("indicator_unit", "indicator_target", "indicator_target_year")
    is_described = any(row.is_filled(field) for field in details)
    return row.text("indicator_name", LONGEST_NAME, required=is_described)


def _earlier_answer(row: RowReader) -> EarlierAnswerEntry:
    return EarlierAnswerEntry(
        place=row.place,
        plan_activity=row.text("plan_activity", LONGEST_NUMBER),
        occasion=row.choice("occasion", Occasion) or Occasion.ANNUAL_ACCOUNTS,
        reference_date=row.day("reference_date") or NO_START,
        progress=row.choice("progress", Progress) or Progress.DELAYED,
        percent=row.whole("percent", 0, HIGHEST_PERCENT, required=False),
        comment=row.lines("comment", LONGEST_COMMENT),
        obstacle=row.choice("obstacle", ObstacleKind, required=row.is_filled("obstacle_text")),
        obstacle_text=row.lines("obstacle_text", LONGEST_OBSTACLE),
        next_step=row.lines("next_step", LONGEST_NEXT_STEP),
        answered_by=row.email("answered_by"),
        answered_on=row.day("answered_on") or NO_START,
    )

"""The stored plan in the shape of a plan file, so that the two can be compared entry by entry."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from domain.answers import ObstacleKind, Progress
from domain.calendar import WorkCalendar
from domain.people import Language, Role
from domain.plan import OrgUnitKind
from domain.plan_file.entries import (
    AdoptionEntry,
    EarlierAnswerEntry,
    Entry,
    FocusAreaEntry,
    MeasureEntry,
    MunicipalGroupEntry,
    OrgUnitEntry,
    PersonEntry,
    PlanActivityEntry,
    PlanEntry,
    StrategicPriorityEntry,
    WorkingMethodEntry,
)
from domain.rounds import Occasion
from storage.plan_import.rows import PlanRows, names
from storage.tables import AnswerRow, FollowUpRoundRow, PersonRow, PlanActivityRow, PlanRow


def stored_entries(rows: PlanRows, calendar: WorkCalendar) -> Iterator[Entry]:
    """What the year's plan holds now, with the people and lists that all plans share."""
    if rows.group is not None:
        yield MunicipalGroupEntry(name=rows.group.name)
    if rows.plan is not None:
        yield _plan(rows.plan)
    yield from (OrgUnitEntry(name=row.name, unit_kind=OrgUnitKind(row.kind)) for row in rows.org_units)
    yield from (StrategicPriorityEntry(name=row.name) for row in rows.priorities)
    yield from _focus_areas(rows)
    yield from (WorkingMethodEntry(name=row.name) for row in rows.working_methods)
    yield from _measures(rows)
    yield from _adoptions(rows)
    yield from _people(rows)
    units = names(rows.org_units)
    yield from (
        _plan_activity(row, rows, units) for row in rows.plan_activities.values() if not row.is_removed
    )
    yield from _earlier_answers(rows, calendar)


def _plan(row: PlanRow) -> PlanEntry:
    return PlanEntry(
        year=row.year, title=row.title, strategy_until=row.strategy_until, is_example=row.is_example
    )


def _focus_areas(rows: PlanRows) -> Iterator[FocusAreaEntry]:
    priorities = names(rows.priorities)
    for row in rows.focus_areas:
        yield FocusAreaEntry(name=row.name, strategic_priority=priorities.get(row.strategic_priority_id, ""))


def _measures(rows: PlanRows) -> Iterator[MeasureEntry]:
    areas = _linked([(link.measure_id, link.focus_area_id) for link in rows.area_links])
    methods = _linked([(link.measure_id, link.working_method_id) for link in rows.method_links])
    area_names, method_names = names(rows.focus_areas), names(rows.working_methods)
    priorities = names(rows.priorities)
    for row in rows.measures.values():
        yield MeasureEntry(
            number=row.number,
            title=row.title,
            description=row.description,
            focus_areas=tuple(sorted(area_names[area] for area in areas.get(row.id, ()))),
            working_methods=tuple(sorted(method_names[method] for method in methods.get(row.id, ()))),
            strategic_priority=priorities.get(row.strategic_priority_id, ""),
        )


def _linked(links: list[tuple[int, int]]) -> Mapping[int | None, list[int]]:
    found: dict[int | None, list[int]] = defaultdict(list)
    for one, other in links:
        found[one].append(other)
    return found


def _adoptions(rows: PlanRows) -> Iterator[AdoptionEntry]:
    numbers = {row.id: number for number, row in rows.measures.items()}
    units = names(rows.org_units)
    for row in rows.adoptions:
        if row.measure_id in numbers:
            yield AdoptionEntry(measure=numbers[row.measure_id], org_unit=units[row.org_unit_id])


def _people(rows: PlanRows) -> Iterator[PersonEntry]:
    units = names(rows.org_units)
    roles: dict[int | None, set[str]] = defaultdict(set)
    for role in rows.roles:
        roles[role.person_id].add(role.role)
    for row in rows.people:
        if not row.is_removed:
            yield _person(row, units[row.org_unit_id], roles[row.id], rows.email_of.get(row.deputy_id, ""))


def _person(row: PersonRow, org_unit: str, roles: set[str], deputy: str) -> PersonEntry:
    return PersonEntry(
        name=row.name,
        email=row.email,
        org_unit=org_unit,
        roles=tuple(role for role in Role if role.value in roles),
        language=Language(row.language),
        absent_from=row.absent_from,
        absent_to=row.absent_to,
        deputy=deputy,
        is_example=row.is_example,
    )


def _plan_activity(
    row: PlanActivityRow, rows: PlanRows, units: Mapping[int | None, str]
) -> PlanActivityEntry:
    numbers = {measure.id: measure.number for measure in rows.measures.values()}
    return PlanActivityEntry(
        number=row.number,
        measure=numbers[row.measure_id],
        org_unit=units[row.org_unit_id],
        title=row.title,
        description=row.description,
        owner=rows.email_of[row.owner_id],
        co_owners=tuple(sorted(rows.email_of[person_id] for person_id in rows.co_owners_of[row.id])),
        start=row.start,
        end=row.end,
        indicator_name=row.indicator_name or "",
        indicator_unit=row.indicator_unit or "",
        indicator_target=row.indicator_target,
        indicator_target_year=row.indicator_target_year,
        is_example=row.is_example,
    )


def latest_imported(rows: PlanRows) -> dict[tuple[int, int], AnswerRow]:
    """The latest imported answer by round and plan activity; what was said in Teams is not the file's."""
    return {(row.follow_up_round_id, row.plan_activity_id): row for row in rows.imported_answers}


def _earlier_answers(rows: PlanRows, calendar: WorkCalendar) -> Iterator[EarlierAnswerEntry]:
    rounds = {row.id: row for row in rows.rounds if row.plan_id == rows.plan_id}
    numbers = {row.id: number for number, row in rows.plan_activities.items()}
    for (round_id, plan_activity_id), answer in latest_imported(rows).items():
        if round_id in rounds and plan_activity_id in numbers:
            yield _earlier_answer(
                answer,
                rounds[round_id],
                numbers[plan_activity_id],
                rows.email_of[answer.answered_by],
                calendar,
            )


def _earlier_answer(
    answer: AnswerRow, of: FollowUpRoundRow, number: str, email: str, calendar: WorkCalendar
) -> EarlierAnswerEntry:
    return EarlierAnswerEntry(
        plan_activity=number,
        occasion=Occasion(of.occasion),
        reference_date=of.reference_date,
        progress=Progress(answer.progress),
        percent=answer.percent,
        comment=answer.comment,
        obstacle=ObstacleKind(answer.obstacle_kind) if answer.obstacle_kind else None,
        obstacle_text=answer.obstacle_text,
        next_step=answer.next_step,
        answered_by=email,
        answered_on=calendar.local_day(answer.answered_at),
    )

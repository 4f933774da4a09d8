"""White spots: what the plan promises that nobody does, nobody answers for, or that nowhere goes well."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.answers import Progress
from domain.people import OrgUnitId, PersonId
from domain.plan import Measure, MeasureId, OrgUnit, PlanActivity
from domain.worklist import WorkItem

GOES_WELL = frozenset({Progress.ON_TRACK, Progress.DONE})


class WhiteSpotKind(StrEnum):
    """What is missing; in the order in which it is told."""

    NO_OWNER = "no_owner"
    """A plan activity whose owner is not in the plan any longer."""
    NO_PLAN_ACTIVITY = "no_plan_activity"
    """A unit has adopted a measure and has no plan activity for it."""
    NOT_ADOPTED = "not_adopted"
    """A measure that no unit has adopted."""
    NOTHING_ON_TRACK = "nothing_on_track"
    """A focus area in which no plan activity goes as planned or is done, by the latest answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """A unit has taken a measure on."""

    measure_id: MeasureId
    org_unit_id: OrgUnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea:
    """A focus area and the measures of the plan that serve it."""

    name: str
    measure_ids: frozenset[MeasureId]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutline:
    """A plan without its plan activities: what has been decided, and who has taken it on."""

    measures: tuple[Measure, ...]
    org_units: Mapping[OrgUnitId, OrgUnit]
    adoptions: tuple[Adoption, ...]
    focus_areas: tuple[FocusArea, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhiteSpot:
    """One of them: a measure, perhaps in a unit; a plan activity; or a focus area."""

    kind: WhiteSpotKind
    measure: Measure | None = None
    org_unit: OrgUnit | None = None
    item: WorkItem | None = None
    focus_area: str = ""


def uncovered(adoptions: Iterable[Adoption], plan_activities: Iterable[PlanActivity]) -> tuple[Adoption, ...]:
    """The adoptions that no plan activity of that unit makes anything of."""
    covered = {(each.measure_id, each.org_unit_id) for each in plan_activities}
    return tuple(each for each in adoptions if (each.measure_id, each.org_unit_id) not in covered)


def white_spots(
    outline: PlanOutline, items: Collection[WorkItem], present: Collection[PersonId]
) -> tuple[WhiteSpot, ...]:
    """Every white spot of a plan; `items` are all its plan activities, `present` everybody who is in it."""
    return (
        *_without_owner(items, present),
        *_without_plan_activity(outline, items),
        *_not_adopted(outline),
        *_nothing_on_track(outline, items),
    )


def _without_owner(items: Iterable[WorkItem], present: Collection[PersonId]) -> Iterator[WhiteSpot]:
    for item in items:
        if item.plan_activity.owner_id not in present:
            yield WhiteSpot(kind=WhiteSpotKind.NO_OWNER, item=item, org_unit=item.org_unit)


def _without_plan_activity(outline: PlanOutline, items: Iterable[WorkItem]) -> Iterator[WhiteSpot]:
    measures = {each.measure_id: each for each in outline.measures}
    for adoption in uncovered(outline.adoptions, (item.plan_activity for item in items)):
        yield WhiteSpot(
            kind=WhiteSpotKind.NO_PLAN_ACTIVITY,
            measure=measures[adoption.measure_id],
            org_unit=outline.org_units[adoption.org_unit_id],
        )


def _not_adopted(outline: PlanOutline) -> Iterator[WhiteSpot]:
    adopted = {adoption.measure_id for adoption in outline.adoptions}
    for measure in outline.measures:
        if measure.measure_id not in adopted:
            yield WhiteSpot(kind=WhiteSpotKind.NOT_ADOPTED, measure=measure)


def _nothing_on_track(outline: PlanOutline, items: Collection[WorkItem]) -> Iterator[WhiteSpot]:
    for focus_area in outline.focus_areas:
        latest = [
            item.answer or item.previous
            for item in items
            if item.measure.measure_id in focus_area.measure_ids
        ]
        answers = [answer for answer in latest if answer is not None]
        # Where nobody has answered yet, nobody knows how it goes; a lack of answers is told elsewhere.
        is_known = bool(answers) or not latest
        if is_known and not any(answer.statement.progress in GOES_WELL for answer in answers):
            yield WhiteSpot(kind=WhiteSpotKind.NOTHING_ON_TRACK, focus_area=focus_area.name)

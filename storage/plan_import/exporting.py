"""The stored plan of a year as a plan file, so that what is written from it can be read in again."""

from typing import TypeVar

from domain.calendar import WorkCalendar
from domain.plan_file.entries import (
    AdoptionEntry,
    EarlierAnswerEntry,
    Entry,
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
from storage.database import TenantSession
from storage.plan_import.rows import load
from storage.plan_import.stored import stored_entries

Kind = TypeVar("Kind", bound=Entry)


async def stored_plan(session: TenantSession, year: int, calendar: WorkCalendar) -> PlanFile:
    """The plan of that year with its people and lists; empty of what there is not."""
    found = tuple(stored_entries(await load(session, year), calendar))
    return PlanFile(
        plans=_of(found, PlanEntry),
        org_units=_of(found, OrgUnitEntry),
        strategic_priorities=_of(found, StrategicPriorityEntry),
        focus_areas=_of(found, FocusAreaEntry),
        working_methods=_of(found, WorkingMethodEntry),
        measures=tuple(sorted(_of(found, MeasureEntry), key=lambda entry: entry.number)),
        adoptions=tuple(sorted(_of(found, AdoptionEntry), key=lambda entry: (entry.measure, entry.org_unit))),
        people=tuple(sorted(_of(found, PersonEntry), key=lambda entry: entry.name.casefold())),
        plan_activities=tuple(sorted(_of(found, PlanActivityEntry), key=_in_order)),
        earlier_answers=_of(found, EarlierAnswerEntry),
    )


def _of(found: tuple[Entry, ...], kind: type[Kind]) -> tuple[Kind, ...]:
    return tuple(entry for entry in found if isinstance(entry, kind))


def _in_order(entry: PlanActivityEntry) -> tuple[int, list[tuple[int, str]]]:
    """By measure, and 2.9 before 2.10."""
    return entry.measure, [(int(part) if part.isdigit() else 0, part) for part in entry.number.split(".")]

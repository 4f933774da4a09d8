"""Writes plan activities with their co-owners, in the order of their numbers."""

import re
from collections.abc import Iterable

from domain.plan_file.difference import Difference
from domain.plan_file.entries import PlanActivityEntry
from storage.database import TenantSession
from storage.plan_import.batches import Values, delete_rows, insert_rows, update_rows
from storage.plan_import.rows import PlanRows, ids
from storage.tables import CoOwnerRow, MeasureRow, OrgUnitRow, PersonRow, PlanActivityRow

References = dict[object, int]


def in_order(entries: Iterable[PlanActivityEntry]) -> list[str]:
    """The numbers as people count them: by measure, and 1.2 before 1.10."""
    return [entry.number for entry in sorted(entries, key=_counted)]


def _counted(entry: PlanActivityEntry) -> tuple[int, list[tuple[int, str]]]:
    parts = re.findall(r"\d+|\D+", entry.number)
    return entry.measure, [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


async def write_plan_activities(
    session: TenantSession,
    rows: PlanRows,
    change: Difference,
    plan_id: int,
    whole: tuple[PlanActivityEntry, ...],
) -> None:
    """New and changed plan activities; `whole` is the entire plan, whose order decides their positions."""
    entries = change.written(PlanActivityEntry)
    people = await ids(session, PersonRow, "email")
    units = await ids(session, OrgUnitRow, "name")
    measures = await ids(session, MeasureRow, "number", plan_id)
    positions = {number: position for position, number in enumerate(in_order(whole))}

    def values(entry: PlanActivityEntry) -> Values:
        return {
            **_values(entry),
            "plan_id": plan_id,
            "measure_id": measures[entry.measure],
            "org_unit_id": units[entry.org_unit],
            "owner_id": people[entry.owner],
            "position": positions[entry.number],
        }

    new = [entry for entry in entries if entry.number not in rows.plan_activities]
    await insert_rows(session, PlanActivityRow, [values(entry) for entry in new])
    found = await ids(session, PlanActivityRow, "number", plan_id)
    old = {found[entry.number]: values(entry) for entry in entries if entry.number in rows.plan_activities}
    await update_rows(session, PlanActivityRow, old)
    await _reorder(session, rows, positions)
    await _write_co_owners(session, entries, found, people)


def _values(entry: PlanActivityEntry) -> Values:
    return {
        "number": entry.number,
        "title": entry.title,
        "description": entry.description,
        "start": entry.start,
        "end": entry.end,
        "indicator_name": entry.indicator_name or None,
        "indicator_unit": entry.indicator_unit or None,
        "indicator_target": entry.indicator_target,
        "indicator_target_year": entry.indicator_target_year,
        "is_removed": False,
        "is_example": entry.is_example,
    }


async def _reorder(session: TenantSession, rows: PlanRows, positions: dict[str, int]) -> None:
    """The unchanged ones move too when something is added or taken out before them."""
    moved: dict[int, Values] = {
        row.id: {"position": positions[number]}
        for number, row in rows.plan_activities.items()
        if row.id is not None and row.position != positions.get(number, row.position)
    }
    await update_rows(session, PlanActivityRow, moved)


async def _write_co_owners(
    session: TenantSession, entries: tuple[PlanActivityEntry, ...], found: References, people: References
) -> None:
    await delete_rows(session, CoOwnerRow, [{"plan_activity_id": found[entry.number]} for entry in entries])
    await insert_rows(
        session,
        CoOwnerRow,
        [
            {"plan_activity_id": found[entry.number], "person_id": people[address]}
            for entry in entries
            for address in entry.co_owners
        ],
    )

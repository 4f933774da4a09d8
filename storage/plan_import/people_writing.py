"""Writes the people of a plan with their roles and deputies; somebody who comes back gets the old row."""

from domain.plan_file.difference import Difference
from domain.plan_file.entries import PersonEntry
from storage.database import TenantSession
from storage.plan_import.batches import Values, delete_rows, insert_rows, update_rows
from storage.plan_import.rows import PlanRows, ids
from storage.tables import OrgUnitRow, PersonRoleRow, PersonRow


async def write_people(session: TenantSession, rows: PlanRows, change: Difference) -> None:
    """New and changed people. Deputies come last, for they may be new themselves."""
    entries = change.written(PersonEntry)
    units = await ids(session, OrgUnitRow, "name")
    stored = {email: row.id for email, row in rows.person_of_email.items()}
    new = [entry for entry in entries if entry.email not in stored]
    await insert_rows(
        session,
        PersonRow,
        [{**_values(entry, units), "entra_object_id": None, "deputy_id": None} for entry in new],
    )
    people = await ids(session, PersonRow, "email")
    await update_rows(
        session,
        PersonRow,
        {
            people[entry.email]: {**_values(entry, units), "deputy_id": people.get(entry.deputy)}
            for entry in entries
            if entry.email in stored or entry.deputy
        },
    )
    await delete_rows(session, PersonRoleRow, [{"person_id": people[entry.email]} for entry in entries])
    await insert_rows(
        session,
        PersonRoleRow,
        [{"person_id": people[entry.email], "role": role.value} for entry in entries for role in entry.roles],
    )


def _values(entry: PersonEntry, units: dict[object, int]) -> Values:
    return {
        "name": entry.name,
        "email": entry.email,
        "org_unit_id": units[entry.org_unit],
        "language": entry.language.value,
        "absent_from": entry.absent_from,
        "absent_to": entry.absent_to,
        "is_removed": False,
        "is_example": entry.is_example,
    }

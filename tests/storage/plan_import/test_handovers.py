"""Importing a plan after a hand-over: an old file says in its comparison that it would take it back."""

from dataclasses import replace

from domain.people import PersonId, TenantId
from domain.plan import PlanActivityId
from domain.plan_file.entries import EntryKind
from storage import ownership
from storage.database import Database
from storage.tables import PlanActivityRow
from tests.domain.plan_file.plan_files import ANNA, BO, checked, person
from tests.storage.plan_import.importing import compared, imported, people


async def handed_over(database: Database, tenant_id: TenantId) -> None:
    """Anna's activity is Bo's now; the file knows nothing of that."""
    found = await people(database, tenant_id)
    anna, bo = (PersonId(int(str(found[email]["id"]))) for email in (ANNA, BO))
    async with database.writing(tenant_id) as session:
        row = (
            await session.sql.exec(session.rows(PlanActivityRow).where(PlanActivityRow.number == "1.1"))
        ).one()
        assert await ownership.move(session, PlanActivityId(row.id or 0), owner=anna, successor=bo)


async def test_a_file_with_the_former_owner_shows_that_it_takes_the_activity_back(
    database: Database, tenant_id: TenantId
) -> None:
    file = checked(people=(person(), person(BO)))
    await imported(database, tenant_id, file)
    await handed_over(database, tenant_id)

    [change] = (await compared(database, tenant_id, file)).changed_of(EntryKind.PLAN_ACTIVITY)

    assert [(each.field, each.old, each.new) for each in change.fields] == [("owner", BO, ANNA)]


async def test_a_file_with_the_new_owner_changes_nothing(database: Database, tenant_id: TenantId) -> None:
    from_the_beginning = checked(people=(person(), person(BO)))
    await imported(database, tenant_id, from_the_beginning)
    await handed_over(database, tenant_id)
    first, *others = from_the_beginning.entries.plan_activities
    up_to_date = checked(people=(person(), person(BO)), plan_activities=(replace(first, owner=BO), *others))

    difference = await compared(database, tenant_id, up_to_date)

    assert difference.changed_of(EntryKind.PLAN_ACTIVITY) == ()

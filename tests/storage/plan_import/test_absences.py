"""Importing a plan while somebody is away: what they have told the bot is not wiped out by a file."""

from dataclasses import replace
from datetime import date, timedelta

from domain.people import Absence, PersonId, TenantId
from storage import people as people_store
from storage.database import Database
from tests.domain.plan_file.plan_files import ANNA, AT, BO, checked, person
from tests.storage.plan_import.importing import imported, people


async def told_to_be_away(database: Database, tenant_id: TenantId, last_day: date) -> None:
    """Anna has told the bot that she is away, and that Bo stands in."""
    found = await people(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await people_store.set_absence(
            session,
            PersonId(int(str(found[ANNA]["id"]))),
            Absence(first_day=AT.date(), last_day=last_day, deputy_id=PersonId(int(str(found[BO]["id"])))),
        )


async def test_an_absence_that_the_file_does_not_mention_stays(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    await told_to_be_away(database, tenant_id, AT.date())

    renamed = replace(person(), name="Anna Renamed")
    difference = await imported(database, tenant_id, checked(people=(renamed, person(BO))))

    found = await people(database, tenant_id)
    [change] = difference.changed
    assert len(change.fields) == 1
    assert (found[ANNA]["absent_to"], found[ANNA]["deputy_id"]) == (AT.date(), found[BO]["id"])


async def test_an_absence_in_the_file_counts_before_the_one_that_was_told(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    await told_to_be_away(database, tenant_id, AT.date())

    in_file = replace(person(), absent_from=date(2023, 9, 1), absent_to=date(2023, 9, 20), deputy=BO)
    await imported(database, tenant_id, checked(people=(in_file, person(BO))))

    assert (await people(database, tenant_id))[ANNA]["absent_from"] == date(2023, 9, 1)


async def test_an_absence_that_is_over_is_cleared_by_a_file_without_it(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    await told_to_be_away(database, tenant_id, AT.date() - timedelta(days=1))

    await imported(database, tenant_id, checked())

    assert (await people(database, tenant_id))[ANNA]["absent_to"] is None


async def test_an_absence_ends_when_whoever_stood_in_leaves_the_plan(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    await told_to_be_away(database, tenant_id, AT.date())

    without_bo = tuple(replace(each, owner=ANNA) for each in checked().entries.plan_activities)
    await imported(database, tenant_id, checked(people=(person(),), plan_activities=without_bo))

    assert (await people(database, tenant_id))[ANNA]["deputy_id"] is None

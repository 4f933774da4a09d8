"""A stored plan is handed out so that reading it in again changes nothing."""

from pathlib import Path

from domain.people import TenantId
from domain.plan_file.checks import check
from reports.plan_template import write_workbook
from storage.database import Database
from storage.plan_import.exporting import stored_plan
from storage.plan_import.importing import is_email
from storage.plan_import.reading import read_content, read_plan_file
from tests.domain.plan_file.plan_files import AT, CALENDAR, checked, plan_file
from tests.storage.plan_import.importing import compared, imported

DEMO = Path(__file__).parents[3] / "bot" / "demo" / "borlange-2023.yaml"


async def test_a_plan_that_is_handed_out_and_read_in_again_changes_nothing(
    database: Database, tenant_id: TenantId
) -> None:
    whole = check(read_plan_file(DEMO), is_email=is_email, at=AT, calendar=CALENDAR)
    await imported(database, tenant_id, whole)
    async with database.reading(tenant_id) as session:
        handed_out = await stored_plan(session, 2023, CALENDAR)

    again = read_content("plan.xlsx", write_workbook(handed_out))

    known = check(again, is_email=is_email, at=AT, calendar=CALENDAR)
    assert known.problems == ()
    assert (await compared(database, tenant_id, known)).is_empty


async def test_plan_activities_are_in_the_order_that_people_count(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())

    async with database.reading(tenant_id) as session:
        handed_out = await stored_plan(session, 2023, CALENDAR)

    assert handed_out.plan_activities == plan_file().plan_activities
    assert handed_out.people == plan_file().people


async def test_a_year_without_a_plan_hands_out_none(database: Database, tenant_id: TenantId) -> None:
    async with database.reading(tenant_id) as session:
        assert (await stored_plan(session, 2023, CALENDAR)).plans == ()

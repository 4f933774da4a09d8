"""A plan that is read in continues the one of the year before."""

from dataclasses import replace
from datetime import date

import pytest

from domain.people import TenantId
from domain.plan_file.checks import Checked
from domain.plan_file.entries import PlanActivityEntry, PlanEntry
from storage import successions
from storage.database import Database
from storage.tables import PlanActivityRow, PlanRow
from tests.domain.plan_file.plan_files import BO, checked, plan_activity
from tests.storage.plan_import.importing import OTHER_TENANT, compared, imported, rows


def of_year(year: int, *numbers: str, is_example: bool = False) -> Checked:
    """A plan with these plan activities and no earlier answers."""
    return checked(
        plans=(PlanEntry(year=year, title=f"Handlingsplan {year}", is_example=is_example),),
        plan_activities=tuple(_moved(number, year, place) for place, number in enumerate(numbers, 2)),
        earlier_answers=(),
    )


def _moved(number: str, year: int, row: int) -> PlanActivityEntry:
    entry = plan_activity(number, row, BO if row == 3 else "anna@borlange.example")
    return replace(entry, start=date(year, 1, 15), end=date(year, 12, 15))


async def continued(database: Database, tenant_id: TenantId) -> dict[tuple[int, str], str | None]:
    """By year and number: the year and number of what it continues."""
    years = {row["id"]: row["year"] for row in await rows(database, tenant_id, PlanRow)}
    found = await rows(database, tenant_id, PlanActivityRow)
    names = {row["id"]: f"{years[row['plan_id']]} {row['number']}" for row in found}
    return {
        (int(str(years[row["plan_id"]])), str(row["number"])): names.get(row["continues_id"]) for row in found
    }


async def test_the_same_numbers_continue_and_new_ones_do_not(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1", "1.2"))

    told = await compared(database, tenant_id, of_year(2024, "1.1", "1.3"))
    await imported(database, tenant_id, of_year(2024, "1.1", "1.3"))

    assert told.succession is not None
    assert told.succession.earlier_year == 2023
    assert (told.succession.continuing, told.succession.new) == (("1.1",), ("1.3",))
    assert told.succession.ended == ("1.2",)
    found = await continued(database, tenant_id)
    assert (found[2024, "1.1"], found[2024, "1.3"]) == ("2023 1.1", None)
    assert (found[2023, "1.1"], found[2023, "1.2"]) == (None, None)


async def test_the_first_plan_continues_nothing_and_says_nothing_of_it(
    database: Database, tenant_id: TenantId
) -> None:
    told = await imported(database, tenant_id, of_year(2023, "1.1"))

    assert told.succession is None
    assert await continued(database, tenant_id) == {(2023, "1.1"): None}


async def test_reading_it_in_again_keeps_and_adds_what_continues(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1", "1.2"))
    await imported(database, tenant_id, of_year(2024, "1.1"))

    await imported(database, tenant_id, of_year(2024, "1.1", "1.2"))

    found = await continued(database, tenant_id)
    assert (found[2024, "1.1"], found[2024, "1.2"]) == ("2023 1.1", "2023 1.2")


async def test_an_activity_that_leaves_the_old_plan_is_kept_for_the_one_that_continues_it(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1", "1.2"))
    await imported(database, tenant_id, of_year(2024, "1.1", "1.2"))

    await imported(database, tenant_id, of_year(2023, "1.1"))
    await imported(database, tenant_id, of_year(2024, "1.1", "1.2", "1.3"))

    assert (await continued(database, tenant_id))[2024, "1.2"] == "2023 1.2"


async def test_what_the_old_plan_gets_later_is_continued_too(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1"))
    await imported(database, tenant_id, of_year(2024, "1.1", "1.2"))

    await imported(database, tenant_id, of_year(2023, "1.1", "1.2"))

    assert (await continued(database, tenant_id))[2024, "1.2"] == "2023 1.2"


async def test_a_plan_of_a_year_in_between_is_put_between(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, of_year(2022, "1.1"))
    await imported(database, tenant_id, of_year(2024, "1.1"))

    await imported(database, tenant_id, of_year(2023, "1.1"))

    found = await continued(database, tenant_id)
    assert (found[2024, "1.1"], found[2023, "1.1"]) == ("2023 1.1", "2022 1.1")


async def test_a_real_plan_does_not_continue_an_example(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1", is_example=True))

    told = await imported(database, tenant_id, of_year(2024, "1.1"))

    assert told.succession is None
    assert (await continued(database, tenant_id))[2024, "1.1"] is None


async def test_nobody_continues_another_municipality(database: Database, tenant_id: TenantId) -> None:
    await imported(database, OTHER_TENANT, of_year(2023, "1.1"))

    await imported(database, tenant_id, of_year(2024, "1.1"))

    assert (await continued(database, tenant_id))[2024, "1.1"] is None


async def test_linking_twice_writes_once(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1"))
    await imported(database, tenant_id, of_year(2024, "1.1"))

    async with database.writing(tenant_id) as session:
        again = await successions.link(session, 2024)
        of_no_plan = await successions.link(session, 2030)

    assert (again, of_no_plan) == (0, 0)


@pytest.mark.parametrize("numbers", [("1.1",), ("1.1", "1.2")])
async def test_what_continues_is_told_only_when_activities_come_or_go(
    database: Database, tenant_id: TenantId, numbers: tuple[str, ...]
) -> None:
    await imported(database, tenant_id, of_year(2023, "1.1"))
    await imported(database, tenant_id, of_year(2024, "1.1"))
    again = of_year(2024, *numbers)
    changed = (replace(again.entries.plan_activities[0], title="Ny rubrik"),)
    wanted = checked(
        plans=again.entries.plans,
        plan_activities=changed + again.entries.plan_activities[1:],
        earlier_answers=(),
    )

    told = await compared(database, tenant_id, wanted)

    assert not told.is_empty
    assert (told.succession is None) is (numbers == ("1.1",))

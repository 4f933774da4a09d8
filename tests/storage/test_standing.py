"""How a round stands is read without what was said before it, on both databases."""

from dataclasses import replace

from domain.people import TenantId
from domain.worklist import WorkItem
from storage import worklists
from storage.database import Database
from tests.plans import SmallPlan, add_co_owner, answer, small_plan, take_out


async def of_round(database: Database, plan: SmallPlan) -> tuple[WorkItem, ...]:
    async with database.reading(plan.tenant_id) as session:
        return await worklists.items(session, plan.follow_up_round)


async def standing(database: Database, plan: SmallPlan) -> tuple[WorkItem, ...]:
    async with database.reading(plan.tenant_id) as session:
        return await worklists.now(session, plan.follow_up_round)


async def left(database: Database, plan: SmallPlan, *units: int) -> list[str]:
    """The numbers of what is left, in all units or in these."""
    async with database.reading(plan.tenant_id) as session:
        found = await worklists.left(session, plan.follow_up_round, units or None)  # type: ignore[arg-type]
    return [item.plan_activity.number for item in found]


async def test_how_a_round_stands_is_all_of_it_but_what_was_said_before(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await add_co_owner(session, plan.charging, plan.johan)

    whole = await of_round(database, plan)

    assert any(item.previous for item in whole)
    assert await standing(database, plan) == tuple(replace(item, previous=None) for item in whole)


async def test_one_units_part_of_it_is_read_alone(database: Database, plan: SmallPlan) -> None:
    whole = await standing(database, plan)

    async with database.reading(plan.tenant_id) as session:
        found = await worklists.now(session, plan.follow_up_round, plan.company_id)

    assert [item.plan_activity.number for item in found] == ["2.1", "2.2"]
    assert set(found) < set(whole)


async def test_what_is_left_has_no_answer_in_this_round(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await take_out(session, plan.travel)

    assert await left(database, plan) == ["1.2", "2.1"]


async def test_what_is_left_can_be_that_of_some_units(database: Database, plan: SmallPlan) -> None:
    assert await left(database, plan, plan.company_id) == ["2.1", "2.2"]
    assert await left(database, plan, plan.sector_id, plan.company_id) == ["1.1", "1.2", "2.1", "2.2"]


async def test_nothing_is_left_of_no_units(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await worklists.left(session, plan.follow_up_round, ()) == ()


async def test_another_tenants_is_not_left_here(database: Database, plan: SmallPlan) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"))

    assert await left(database, plan, other.company_id) == []
    assert len(await standing(database, plan)) == len(await left(database, plan)) == 4

"""Indicators behind the summary: each value through the years, and whether it is on its way to its target."""

from dataclasses import replace
from decimal import Decimal

from sqlmodel import col

from domain.answers import Progress, Statement
from domain.summary.indicators import IndicatorOf
from storage.database import Database
from storage.summary import indicators
from storage.tables import PlanActivityRow
from tests import plans
from tests.plans import SmallPlan

SOLD = Statement(progress=Progress.ON_TRACK, indicator_value=Decimal("312.50"))


async def measured(database: Database, plan: SmallPlan, *values: str) -> list[IndicatorOf]:
    """Charging has an indicator; these are its values in the round, the oldest first."""
    async with database.writing(plan.tenant_id) as session:
        is_charging = col(PlanActivityRow.id) == plan.charging
        await session.change(
            PlanActivityRow,
            is_charging,
            indicator_name="Levererad solel %_\u0027\u00e5",
            indicator_unit="MWh",
            indicator_target=Decimal("400.25"),
            indicator_target_year=2026,
        )
        for value in values:
            said = replace(SOLD, indicator_value=Decimal(value))
            await plans.answer(session, plan, plan.charging, plan.karin, statement=said, key=value)
    async with database.reading(plan.tenant_id) as session:
        return list(await indicators.of_round(session, plan.follow_up_round))


async def test_the_last_value_of_the_round_stands_with_its_decimals(
    database: Database, plan: SmallPlan
) -> None:
    [found] = await measured(database, plan, "100", "312.50")

    record = found.standing.record
    assert record.name == "Levererad solel %_\u0027\u00e5"
    assert (record.target, record.target_year) == (Decimal("400.25"), 2026)
    assert [each.value for each in record.values] == [Decimal("312.50")]


async def test_an_indicator_that_nobody_has_given_a_value_is_there_without_one(
    database: Database, plan: SmallPlan
) -> None:
    [found] = await measured(database, plan)

    assert found.standing.record.values == ()


async def test_what_has_left_the_plan_has_no_indicator_in_the_summary(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await plans.take_out(session, plan.charging)

    assert await measured(database, plan, "7") == []

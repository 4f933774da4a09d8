"""A selection by words, and the orders that its plan activities are listed in, on both databases."""

import pytest

from domain.people import TenantId
from domain.summary.selection import Order, Selection
from storage.database import Database
from storage.summary import finding
from storage.summary.counting import counted
from storage.summary.parameters import scope_of
from tests import plans
from tests.plans import DELAYED, SECOND_STEP, SmallPlan, small_plan


@pytest.fixture
async def plan(database: Database, tenant_id: TenantId) -> SmallPlan:
    written = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await plans.answer(session, written, written.charging, written.karin)
        await plans.answer(session, written, written.travel, written.johan, statement=DELAYED, at=SECOND_STEP)
    return written


async def found(database: Database, plan: SmallPlan, text: str, order: Order = Order.NUMBER) -> list[str]:
    """The numbers of those found, which are as many as are counted."""
    selection = Selection(text=text)
    async with database.reading(plan.tenant_id) as session:
        scope = await scope_of(session, plan.follow_up_round)
        items = await finding.page(session, scope, selection, first=0, many=50, order=order)
        assert (await counted(session, scope, selection)).whole.total == len(items)
    return [each.plan_activity.number for each in items]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("solceller", ["1.1"]),
        ("SOLCELLER", ["1.1"]),
        ("2.", ["2.1", "2.2"]),
        ("ÅKERLUND", ["2.2"]),
        ("åkerlund cykel", ["2.2"]),
        ("karin cykel", []),
        ("överklagad", ["2.2"]),
        ("två av fem", ["1.2"]),
        ("oktober", ["2.2"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("'; DROP TABLE person", []),
        ("", ["1.1", "1.2", "2.1", "2.2"]),
    ],
)
async def test_every_word_stands_somewhere_in_the_plan_activity_or_its_answer(
    database: Database, plan: SmallPlan, text: str, numbers: list[str]
) -> None:
    assert await found(database, plan, text) == numbers


async def test_each_order_lists_the_same_plan_activities(database: Database, plan: SmallPlan) -> None:
    listed = {order: await found(database, plan, "", order) for order in Order}

    assert listed == {
        Order.URGENCY: ["2.2", "1.1", "2.1", "1.2"],
        Order.NUMBER: ["1.1", "1.2", "2.1", "2.2"],
        Order.UNIT: ["1.1", "1.2", "2.1", "2.2"],
        Order.OWNER: ["2.1", "2.2", "1.1", "1.2"],
        Order.ANSWERED: ["2.2", "1.2", "1.1", "2.1"],
    }

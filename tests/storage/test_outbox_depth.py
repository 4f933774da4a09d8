from datetime import timedelta

from domain.people import TenantId
from storage import claims, outbox
from storage.database import Database
from storage.outbox_depth import Depth, depth
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan

MINUTE = timedelta(minutes=1)


async def lies_there(database: Database, tenant_id: TenantId, after: timedelta = timedelta(0)) -> Depth:
    async with database.reading(tenant_id) as session:
        return await depth(session, AT + after)


async def test_what_is_due_on_the_way_and_for_later_is_counted_apart(
    database: Database, plan: SmallPlan
) -> None:
    waits = {plan.karin: timedelta(0), plan.amina: MINUTE, plan.johan: 3 * MINUTE}
    async with database.writing(plan.tenant_id) as session:
        for person_id, wait in waits.items():
            await outbox.put_summary(session, plan.follow_up_round_id, person_id, not_before=AT + wait, at=AT)
        await claims.claim(session, AT, 1)

    there = await lies_there(database, plan.tenant_id, 2 * MINUTE)

    assert there == Depth(due=1, on_the_way=1, later=1, oldest=AT)


async def test_an_empty_outbox_has_no_oldest(database: Database, plan: SmallPlan) -> None:
    assert await lies_there(database, plan.tenant_id) == Depth()


async def test_what_waits_for_a_connection_is_told_apart_from_what_has_one(
    database: Database, plan: SmallPlan
) -> None:
    before = database.connections
    async with database.writing(plan.tenant_id):
        during = database.connections

    assert (before.in_use, before.waiting) == (0, 0)
    assert (during.in_use, during.free, during.waiting) == (1, before.free - 1, 0)

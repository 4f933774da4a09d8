"""Documents that somebody waits for: ordered once, made by one, and taken over from whoever has died."""

from datetime import timedelta

from domain.people import Language
from domain.report.formats import Format
from domain.report.orders import LEASE, Order
from storage import document_orders
from storage.database import Database
from tests.plans import FIRST_STEP, SmallPlan

AT = FIRST_STEP


async def ordered(database: Database, plan: SmallPlan, key: str = "k1", version: int = 0) -> bool:
    async with database.writing(plan.tenant_id) as session:
        is_new = await document_orders.put(
            session,
            key=key,
            person_id=plan.henrik,
            follow_up_round_id=plan.follow_up_round_id,
            kind=Format.PDF,
            version=version,
            language=Language.SWEDISH,
            plan_activities=1240,
            at=AT,
        )
        if is_new:
            await document_orders.announced(session, key, "m1")
    return is_new


async def claimed(database: Database, plan: SmallPlan, *, later: timedelta = timedelta(0)) -> Order | None:
    async with database.writing(plan.tenant_id) as session:
        return await document_orders.claim(session, AT + later)


async def test_the_same_document_is_ordered_once_while_somebody_waits_for_it(
    database: Database, plan: SmallPlan
) -> None:
    assert await ordered(database, plan)
    assert not await ordered(database, plan, "k2")
    assert await ordered(database, plan, "k3", version=1)

    assert await claimed(database, plan)
    assert not await ordered(database, plan, "k4")


async def test_one_takes_it_and_the_next_finds_nothing(database: Database, plan: SmallPlan) -> None:
    await ordered(database, plan)

    taken = await claimed(database, plan)

    assert taken is not None
    assert (taken.key, taken.kind, taken.message_id, taken.attempts) == ("k1", Format.PDF, "m1", 1)
    assert await claimed(database, plan) is None


async def test_what_the_dead_had_taken_is_taken_over_and_they_end_nothing(
    database: Database, plan: SmallPlan
) -> None:
    await ordered(database, plan)
    dead = await claimed(database, plan)

    living = await claimed(database, plan, later=LEASE)

    assert dead is not None
    assert living is not None
    assert living.attempts == 2
    async with database.writing(plan.tenant_id) as session:
        assert not await document_orders.keep(session, dead, AT)
        assert not await document_orders.end(session, dead)
        assert await document_orders.end(session, living)
        assert not await document_orders.is_waiting(session, AT + 9 * LEASE)


async def test_what_is_let_go_is_free_at_once_and_counts_as_no_attempt(
    database: Database, plan: SmallPlan
) -> None:
    await ordered(database, plan)
    taken = await claimed(database, plan)
    assert taken is not None

    async with database.writing(plan.tenant_id) as session:
        await document_orders.release(session, taken)

    again = await claimed(database, plan)
    assert again is not None
    assert again.attempts == 1


async def test_what_has_not_been_announced_is_left_alone_for_a_while(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await document_orders.put(
            session,
            key="k1",
            person_id=plan.henrik,
            follow_up_round_id=plan.follow_up_round_id,
            kind=Format.WORD,
            version=0,
            language=Language.ENGLISH,
            plan_activities=4,
            at=AT,
        )

    assert await claimed(database, plan) is None
    assert await claimed(database, plan, later=LEASE) is not None


async def test_a_document_is_about_what_is_left_in_the_plan(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await document_orders.size(session, plan.plan_id) == 4

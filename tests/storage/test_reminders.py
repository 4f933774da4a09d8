import asyncio

from domain.people import PersonId
from domain.reminders import ReminderDecision, ReminderKind
from storage import claims, outbox
from storage import reminders as reminder_store
from storage.claims import Delivery
from storage.database import Database
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan


def decided(*people: PersonId, key: str = "-15") -> list[ReminderDecision]:
    return [
        ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.STEP, not_before=AT)
        for person_id in people
    ]


async def put(database: Database, plan: SmallPlan, *people: PersonId, key: str = "-15") -> int:
    async with database.writing(plan.tenant_id) as session:
        return await reminder_store.put(session, plan.follow_up_round_id, decided(*people, key=key), AT)


async def claim(database: Database, plan: SmallPlan) -> list[Delivery]:
    async with database.writing(plan.tenant_id) as session:
        return await claims.claim(session, AT, 10)


async def test_each_step_reminds_each_person_once(database: Database, plan: SmallPlan) -> None:
    assert await put(database, plan, plan.karin, plan.amina) == 2
    assert await put(database, plan, plan.karin, plan.johan) == 1
    assert await put(database, plan, plan.karin, key="-5") == 1


async def test_two_who_decide_at_once_remind_once(database: Database, plan: SmallPlan) -> None:
    counts = await asyncio.gather(*(put(database, plan, plan.karin, plan.amina) for _ in range(3)))

    assert sum(counts) == 2
    assert len(await claim(database, plan)) == 2


async def test_who_has_a_reminder_under_a_key_is_known(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.karin)

    async with database.reading(plan.tenant_id) as session:
        steps = ["-15", "-5"]
        assert await reminder_store.decided(session, plan.follow_up_round_id, steps) == {(plan.karin, "-15")}
        assert await reminder_store.decided(session, plan.follow_up_round_id, ["-5"]) == set()
        assert await reminder_store.decided(session, plan.earlier_round_id, steps) == set()


async def test_a_reminder_that_has_not_gone_out_can_be_taken_back(
    database: Database, plan: SmallPlan
) -> None:
    await put(database, plan, plan.karin, plan.johan)

    async with database.writing(plan.tenant_id) as session:
        await reminder_store.drop(session, plan.follow_up_round_id, [plan.karin], AT)

    assert [each.person_id for each in await claim(database, plan)] == [plan.johan]


async def test_taking_back_for_nobody_takes_nothing_back(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.karin)

    async with database.writing(plan.tenant_id) as session:
        await reminder_store.drop(session, plan.follow_up_round_id, [], AT)

    assert len(await claim(database, plan)) == 1


async def test_the_summary_is_not_taken_back_with_the_reminders(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await outbox.put_summary(session, plan.follow_up_round_id, plan.henrik, not_before=AT, at=AT)
        await reminder_store.drop(session, plan.follow_up_round_id, [plan.henrik], AT)

    assert len(await claim(database, plan)) == 1

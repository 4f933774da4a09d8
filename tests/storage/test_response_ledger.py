"""How a round's plan activities were answered, asked of both databases."""

from datetime import timedelta

from domain.deliveries import Fate
from domain.reminders import ReminderDecision, ReminderKind
from storage import claims
from storage import reminders as reminder_store
from storage import response_ledger as response_store
from storage.claims import Settlement
from storage.database import Database
from tests.plans import FIRST_STEP, SmallPlan, answer

DAY = timedelta(days=1)


async def remind_karin(database: Database, plan: SmallPlan, key: str, fate: Fate, days: int) -> None:
    at = FIRST_STEP + days * DAY
    decision = ReminderDecision(person_id=plan.karin, key=key, kind=ReminderKind.STEP, not_before=at)
    async with database.writing(plan.tenant_id) as session:
        await reminder_store.put(session, plan.follow_up_round_id, [decision], at)
        [claimed] = await claims.claim(session, at, 1)
        await claims.settle(session, [Settlement(delivery=claimed, fate=fate, at=at)])


async def test_every_plan_activity_has_its_first_answer_and_what_led_to_it(
    database: Database, plan: SmallPlan
) -> None:
    await remind_karin(database, plan, "first", Fate.SENT, 0)
    await remind_karin(database, plan, "lost", Fate.NOT_WANTED, 1)
    await remind_karin(database, plan, "second", Fate.SENT, 2)
    at = FIRST_STEP + 3 * DAY
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin, at=at)
    await remind_karin(database, plan, "afterwards", Fate.SENT, 4)

    async with database.reading(plan.tenant_id) as session:
        found = await response_store.responses(session, plan.follow_up_round)

    [answered] = [each for each in found if each.answered_at]
    assert len(found) == 4
    assert answered.answered_at == at
    assert answered.reminded_at == FIRST_STEP
    assert answered.reminders == 2
    assert not answered.is_on_behalf

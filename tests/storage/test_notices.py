"""One message tells what has been done for somebody, and grows when more is."""

import asyncio
from datetime import timedelta

from sqlmodel import col

from domain.deliveries import DeliveryKind, Fate
from domain.matters import MatterKind, MatterState
from domain.plan import PlanActivityId
from storage import notices
from storage.database import Database
from storage.tables import DeliveryRow, MatterRow
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan

LATER = AT + timedelta(hours=1)


async def told(
    database: Database, plan: SmallPlan, about: PlanActivityId, *, reason: str = "Karin är på resa."
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await notices.tell(
            session,
            key="answered_for:once",
            kind=MatterKind.ANSWERED_FOR,
            follow_up_round_id=plan.follow_up_round_id,
            plan_activity_id=about,
            recipient_id=plan.karin,
            told_by=plan.maja,
            reason=reason,
            at=AT,
            not_before=LATER,
        )


async def matters(database: Database, plan: SmallPlan) -> list[MatterRow]:
    async with database.reading(plan.tenant_id) as session:
        return list((await session.sql.exec(session.rows(MatterRow))).all())


async def deliveries(database: Database, plan: SmallPlan, kind: DeliveryKind) -> list[DeliveryRow]:
    async with database.reading(plan.tenant_id) as session:
        of_kind = session.rows(DeliveryRow).where(col(DeliveryRow.kind) == kind.value)
        return list((await session.sql.exec(of_kind)).all())


async def sent(database: Database, plan: SmallPlan) -> None:
    """The message has gone out."""
    async with database.writing(plan.tenant_id) as session:
        is_it = col(DeliveryRow.kind) == DeliveryKind.MATTER.value
        await session.change(DeliveryRow, is_it, fate=Fate.SENT.value, message_id="m1")


async def test_somebody_is_told_in_one_message_when_it_may_be_sent(
    database: Database, plan: SmallPlan
) -> None:
    await told(database, plan, plan.solar_roofs)

    [matter] = await matters(database, plan)
    [message] = await deliveries(database, plan, DeliveryKind.MATTER)
    assert (matter.state, matter.person_id, matter.asked_by) == (MatterState.TOLD, plan.karin, plan.maja)
    assert (matter.plan_activity_id, matter.reason) == (plan.solar_roofs, "Karin är på resa.")
    assert (message.person_id, message.not_before) == (plan.karin, LATER)


async def test_more_of_the_same_kind_makes_the_message_tell_of_several(
    database: Database, plan: SmallPlan
) -> None:
    await told(database, plan, plan.solar_roofs)
    await told(database, plan, plan.charging)

    [matter] = await matters(database, plan)
    assert (matter.plan_activity_id, matter.reason) == (None, "")
    assert len(await deliveries(database, plan, DeliveryKind.MATTER)) == 1


async def test_the_same_once_more_tells_the_latest_reason(database: Database, plan: SmallPlan) -> None:
    await told(database, plan, plan.solar_roofs)
    await told(database, plan, plan.solar_roofs, reason="Karin bad mig.")

    [matter] = await matters(database, plan)
    assert (matter.plan_activity_id, matter.reason) == (plan.solar_roofs, "Karin bad mig.")


async def test_a_message_of_several_stays_one_of_several(database: Database, plan: SmallPlan) -> None:
    for about in (plan.solar_roofs, plan.charging, plan.solar_roofs):
        await told(database, plan, about)

    [matter] = await matters(database, plan)
    assert (matter.plan_activity_id, matter.reason) == (None, "")


async def test_a_message_that_has_gone_out_is_redrawn(database: Database, plan: SmallPlan) -> None:
    await told(database, plan, plan.solar_roofs)
    await sent(database, plan)

    await told(database, plan, plan.charging)

    [update] = await deliveries(database, plan, DeliveryKind.CARD_UPDATE)
    assert (update.recipient_id, update.message_id) == (plan.karin, "m1")


async def test_told_twice_at_once_is_one_message(database: Database, plan: SmallPlan) -> None:
    await asyncio.gather(*(told(database, plan, plan.solar_roofs) for _ in range(3)))

    assert len(await matters(database, plan)) == 1
    assert len(await deliveries(database, plan, DeliveryKind.MATTER)) == 1

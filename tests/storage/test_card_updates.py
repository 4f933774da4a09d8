from domain.deliveries import Fate
from storage import claims, outbox
from storage.database import Database, TenantSession
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan


async def ask(session: TenantSession, plan: SmallPlan) -> None:
    await outbox.put_card_update(
        session,
        follow_up_round_id=plan.follow_up_round_id,
        person_id=plan.karin,
        recipient_id=plan.karin,
        message_id="message-1",
        at=AT,
        page=2,
    )


async def test_a_card_is_not_redrawn_while_a_form_is_open_in_it(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask(session, plan)
        await outbox.cancel_card_update(session, plan.karin, "message-1")
        while_open = await claims.claim(session, AT, most=10)
        await outbox.resume_card_update(session, plan.karin, "message-1", AT)
        [afterwards] = await claims.claim(session, AT, most=10)

    assert while_open == []
    assert (afterwards.message_id, afterwards.page) == ("message-1", 2)


async def test_closing_a_form_does_not_redraw_what_has_been_redrawn(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask(session, plan)
        [delivery] = await claims.claim(session, AT, most=10)
        await claims.settle(session, [claims.Settlement(delivery=delivery, fate=Fate.SENT, at=AT)])
        await outbox.resume_card_update(session, plan.karin, "message-1", AT)

        assert await claims.claim(session, AT, most=10) == []

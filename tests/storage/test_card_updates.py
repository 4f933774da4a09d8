from domain.deliveries import THE_OPEN_FORM, Fate, Urgency
from storage import claims, outbox
from storage.claims import Delivery
from storage.database import Database, TenantSession
from storage.living import LivingMessage
from tests.plans import FIRST_STEP as AT
from tests.plans import SECOND_STEP as LATER
from tests.plans import SmallPlan


async def ask(session: TenantSession, plan: SmallPlan, message_id: str = "message-1", page: int = 2) -> None:
    await outbox.put_card_update(
        session,
        follow_up_round_id=plan.follow_up_round_id,
        person_id=plan.karin,
        recipient_id=plan.karin,
        message_id=message_id,
        at=AT,
        page=page,
    )


async def settle(session: TenantSession, delivery: Delivery, fate: Fate) -> None:
    await claims.settle(session, [claims.Settlement(delivery=delivery, fate=fate, at=AT)])


async def test_what_was_not_wanted_because_of_a_form_is_redrawn_when_it_closes(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask(session, plan)
        [delivery] = await claims.claim(session, AT, most=10)
        await settle(session, delivery, Fate.NOT_WANTED)
        await outbox.resume_card_update(session, plan.karin, "message-1", AT)
        [afterwards] = await claims.claim(session, AT, most=10)

    assert (afterwards.message_id, afterwards.page) == ("message-1", 2)


async def test_closing_a_form_does_not_redraw_what_has_been_redrawn(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask(session, plan)
        [delivery] = await claims.claim(session, AT, most=10)
        await settle(session, delivery, Fate.SENT)
        await outbox.resume_card_update(session, plan.karin, "message-1", AT)

        assert await claims.claim(session, AT, most=10) == []


async def test_messages_that_retire_are_redrawn_after_everything_else(
    database: Database, plan: SmallPlan
) -> None:
    retired = [_message(plan, "message-1"), _message(plan, "message-2")]
    async with database.writing(plan.tenant_id) as session:
        await outbox.redraw_last(session, plan.follow_up_round_id, retired, AT)
        claimed = await claims.claim(session, AT, most=10)

    assert [each.message_id for each in claimed] == ["message-1", "message-2"]
    assert {each.urgency for each in claimed} == {Urgency.ORDINARY}


async def test_messages_that_were_redrawn_before_can_retire_many_at_a_time(
    database: Database, plan: SmallPlan
) -> None:
    retired = [_message(plan, f"message-{number}") for number in range(1, 4)]
    async with database.writing(plan.tenant_id) as session:
        for each in retired[:2]:
            await ask(session, plan, each.message_id)
        for delivery in await claims.claim(session, AT, most=10):
            await settle(session, delivery, Fate.SENT)
        await outbox.redraw_last(session, plan.follow_up_round_id, retired, LATER)
        claimed = await claims.claim(session, LATER, most=10)

    assert sorted((each.message_id, each.page) for each in claimed) == [
        ("message-1", 0),
        ("message-2", 0),
        ("message-3", 0),
    ]


async def test_a_form_that_was_covered_comes_back_whatever_else_is_asked_for(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask(session, plan, page=THE_OPEN_FORM)
        await ask(session, plan, page=0)
        [first] = await claims.claim(session, AT, most=10)
        await settle(session, first, Fate.SENT)
        await ask(session, plan, page=0)
        [second] = await claims.claim(session, AT, most=10)

    assert (first.page, second.page) == (THE_OPEN_FORM, 0)


async def test_nothing_that_retires_is_nothing_to_redraw(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await outbox.redraw_last(session, plan.follow_up_round_id, [], AT)

        assert await claims.claim(session, AT, most=10) == []


def _message(plan: SmallPlan, message_id: str) -> LivingMessage:
    return LivingMessage(person_id=plan.karin, recipient_id=plan.karin, message_id=message_id)

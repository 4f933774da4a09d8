import asyncio
from datetime import timedelta

import pytest

from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.people import PersonId, TenantId
from domain.reminders import ReminderDecision, ReminderKind
from storage import claims, outbox
from storage import reminders as reminder_store
from storage.claims import LEASE, Delivery, Settlement
from storage.database import Database
from storage.tables import DeliveryRow
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, small_plan

MINUTE = timedelta(minutes=1)


async def put(database: Database, plan: SmallPlan, *people: PersonId) -> int:
    """A summary for each of them, due at `AT`."""
    async with database.writing(plan.tenant_id) as session:
        return sum(
            [
                await outbox.put_summary(session, plan.follow_up_round_id, person_id, not_before=AT, at=AT)
                for person_id in people
            ]
        )


async def claim(
    database: Database, plan: SmallPlan, *, after: timedelta = timedelta(0), most: int = 10
) -> list[Delivery]:
    async with database.writing(plan.tenant_id) as session:
        await claims.free_abandoned(session, AT + after)
        return await claims.claim(session, AT + after, most)


async def settle(
    database: Database, plan: SmallPlan, delivery: Delivery, fate: Fate, **details: object
) -> None:
    settlement = Settlement(delivery=delivery, fate=fate, at=AT, **details)  # type: ignore[arg-type]
    async with database.writing(plan.tenant_id) as session:
        await claims.settle(session, [settlement])


async def redraw(database: Database, plan: SmallPlan, *, after: timedelta = timedelta(0)) -> None:
    async with database.writing(plan.tenant_id) as session:
        await outbox.put_card_update(
            session,
            follow_up_round_id=plan.follow_up_round_id,
            person_id=plan.amina,
            recipient_id=plan.johan,
            message_id="message-1",
            at=AT + after,
        )


async def stored(database: Database, plan: SmallPlan) -> list[DeliveryRow]:
    async with database.reading(plan.tenant_id) as session:
        return list((await session.sql.exec(session.rows(DeliveryRow).order_by("id"))).all())


async def test_a_message_is_stored_once_however_often_it_is_put(database: Database, plan: SmallPlan) -> None:
    stored_first = await put(database, plan, plan.henrik)
    stored_again = await put(database, plan, plan.henrik)

    assert (stored_first, stored_again) == (1, 0)
    assert len(await stored(database, plan)) == 1


async def test_a_message_put_by_two_at_once_is_stored_once(database: Database, plan: SmallPlan) -> None:
    counts = await asyncio.gather(*(put(database, plan, plan.henrik) for _ in range(4)))

    assert sorted(counts) == [0, 0, 0, 1]


async def test_a_message_is_claimed_when_it_is_due_and_not_before(
    database: Database, plan: SmallPlan
) -> None:
    await put(database, plan, plan.henrik)

    assert await claim(database, plan, after=-MINUTE) == []
    assert [each.person_id for each in await claim(database, plan)] == [plan.henrik]


async def test_a_claimed_message_is_not_claimed_again_while_the_lease_runs(
    database: Database, plan: SmallPlan
) -> None:
    await put(database, plan, plan.henrik)
    await claim(database, plan)

    assert await claim(database, plan, after=LEASE - MINUTE) == []


async def test_another_takes_over_when_the_lease_has_run_out(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)
    [first] = await claim(database, plan)

    [second] = await claim(database, plan, after=LEASE)

    assert second.delivery_id == first.delivery_id
    assert second.lease != first.lease


async def test_whoever_lost_the_lease_cannot_settle(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)
    [late] = await claim(database, plan)
    [current] = await claim(database, plan, after=LEASE)

    await settle(database, plan, late, Fate.GIVEN_UP, failure=FailureReason.FAULT)
    await settle(database, plan, current, Fate.SENT, message_id="message-1", recipient_id=plan.henrik)

    [row] = await stored(database, plan)
    assert (row.fate, row.failure, row.message_id, row.recipient_id) == (
        "sent",
        None,
        "message-1",
        plan.henrik,
    )


async def test_whoever_comes_late_does_not_undo_what_another_has_settled(
    database: Database, plan: SmallPlan
) -> None:
    await put(database, plan, plan.henrik)
    [late] = await claim(database, plan)
    [current] = await claim(database, plan, after=LEASE)

    await settle(database, plan, current, Fate.SENT, message_id="message-1")
    await settle(database, plan, late, Fate.WAITING, not_before=AT)

    assert [row.fate for row in await stored(database, plan)] == ["sent"]


async def test_a_message_put_back_waits_until_its_time_with_its_attempts_counted(
    database: Database, plan: SmallPlan
) -> None:
    await put(database, plan, plan.henrik)
    [delivery] = await claim(database, plan)

    await settle(
        database, plan, delivery, Fate.WAITING, not_before=AT + MINUTE, failure=FailureReason.UNAVAILABLE
    )

    assert await claim(database, plan) == []
    assert [each.attempts for each in await claim(database, plan, after=MINUTE)] == [1]


async def test_waiting_for_the_morning_is_no_attempt(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)
    [delivery] = await claim(database, plan)

    await settle(database, plan, delivery, Fate.WAITING, not_before=AT + MINUTE, counts_as_attempt=False)

    assert [each.attempts for each in await claim(database, plan, after=MINUTE)] == [0]


async def test_what_is_settled_is_never_claimed_again(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik, plan.maja, plan.karin)
    for delivery, fate in zip(
        await claim(database, plan), (Fate.SENT, Fate.GIVEN_UP, Fate.NOT_WANTED), strict=True
    ):
        await settle(database, plan, delivery, fate)

    assert await claim(database, plan, after=LEASE * 100) == []


async def test_the_oldest_come_first_and_no_more_than_asked_for(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik, plan.maja, plan.karin)

    assert [each.person_id for each in await claim(database, plan, most=2)] == [plan.henrik, plan.maja]
    assert [each.person_id for each in await claim(database, plan, most=2)] == [plan.karin]


async def test_two_who_claim_at_once_never_get_the_same_message(database: Database, plan: SmallPlan) -> None:
    people = [plan.karin, plan.amina, plan.johan, plan.maja, plan.henrik]
    await put(database, plan, *people)

    batches = await asyncio.gather(*(claim(database, plan, most=2) for _ in range(4)))

    claimed = [each.person_id for batch in batches for each in batch]
    assert sorted(claimed) == sorted(people)


@pytest.mark.postgresql
async def test_on_postgresql_a_claimer_passes_over_rows_that_another_holds(
    postgresql_url: str, tenant_id: TenantId
) -> None:
    database = Database(postgresql_url)
    plan = await small_plan(database, tenant_id)
    await put(database, plan, plan.karin, plan.henrik)

    async with database.writing(tenant_id) as one, database.writing(tenant_id) as other:
        first = await claims.claim(one, AT, 1)
        second = await claims.claim(other, AT, 10)
    await database.close()

    assert [each.person_id for each in first] == [plan.karin]
    assert [each.person_id for each in second] == [plan.henrik]


async def test_a_claimed_reminder_knows_its_step_and_who_asked_for_it(
    database: Database, plan: SmallPlan
) -> None:
    nudge = ReminderDecision(person_id=plan.karin, key="nudge:1", kind=ReminderKind.NUDGE, not_before=AT)
    async with database.writing(plan.tenant_id) as session:
        await reminder_store.put(session, plan.follow_up_round_id, [nudge], AT, requested_by=plan.maja)

    [delivery] = await claim(database, plan)

    assert delivery.kind is DeliveryKind.REMINDER
    assert (delivery.reminder_key, delivery.reminder_kind) == ("nudge:1", ReminderKind.NUDGE)
    assert delivery.requested_by == plan.maja


async def test_several_changes_before_a_card_is_redrawn_redraw_it_once(
    database: Database, plan: SmallPlan
) -> None:
    for _ in range(3):
        await redraw(database, plan)

    [delivery] = await claim(database, plan)
    assert (delivery.kind, delivery.person_id, delivery.recipient_id, delivery.message_id) == (
        DeliveryKind.CARD_UPDATE,
        plan.amina,
        plan.johan,
        "message-1",
    )


async def test_a_card_that_changes_while_it_is_being_redrawn_is_redrawn_again(
    database: Database, plan: SmallPlan
) -> None:
    await redraw(database, plan)
    [drawn_too_early] = await claim(database, plan)

    await redraw(database, plan, after=MINUTE)
    await settle(database, plan, drawn_too_early, Fate.SENT)

    assert [each.delivery_id for each in await claim(database, plan, after=MINUTE)] == [
        drawn_too_early.delivery_id
    ]


async def test_a_card_that_was_redrawn_is_redrawn_when_it_changes_again(
    database: Database, plan: SmallPlan
) -> None:
    await redraw(database, plan)
    [first] = await claim(database, plan)
    await settle(database, plan, first, Fate.GIVEN_UP, failure=FailureReason.UNAVAILABLE)

    await redraw(database, plan, after=MINUTE)

    assert [each.attempts for each in await claim(database, plan, after=MINUTE)] == [0]


async def test_the_next_due_is_the_first_message_still_to_come(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)

    async with database.reading(plan.tenant_id) as session:
        assert await outbox.next_due(session, AT - MINUTE) == AT
        assert await outbox.next_due(session, AT) is None


async def test_the_end_of_a_lease_is_due_too(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)
    await claim(database, plan)

    async with database.reading(plan.tenant_id) as session:
        assert await outbox.next_due(session, AT) == AT + LEASE


async def test_the_oldest_overdue_is_what_should_have_gone_first(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)

    async with database.reading(plan.tenant_id) as session:
        assert await outbox.oldest_overdue(session, AT - MINUTE) is None
        assert await outbox.oldest_overdue(session, AT + MINUTE) == AT


async def test_what_has_been_sent_is_neither_due_nor_overdue(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.henrik)
    [delivery] = await claim(database, plan)
    await settle(database, plan, delivery, Fate.SENT)

    async with database.reading(plan.tenant_id) as session:
        assert await outbox.next_due(session, AT - MINUTE) is None
        assert await outbox.oldest_overdue(session, AT + MINUTE) is None


async def test_nothing_is_claimed_for_another_tenant(database: Database, plan: SmallPlan) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"))
    await put(database, plan, plan.henrik)

    assert await claim(database, other) == []

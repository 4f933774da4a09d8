"""How far a sending has come, on both databases."""

from datetime import timedelta

from domain.deliveries import FailureReason, Fate
from domain.people import PersonId
from domain.reminders import ReminderDecision, ReminderKind
from domain.sendings import Sending, Withdrawal
from storage import claims, sendings
from storage import reminders as reminder_store
from storage.claims import Settlement
from storage.database import Database
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan

KEY = "nudge:4:a-key"
LATER = AT + timedelta(minutes=1)


async def put(database: Database, plan: SmallPlan, *people: PersonId, key: str = KEY) -> None:
    decided = [
        ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.NUDGE, not_before=AT)
        for person_id in people
    ]
    async with database.writing(plan.tenant_id) as session:
        await reminder_store.put(session, plan.follow_up_round_id, decided, AT, plan.maja)


async def settle(database: Database, plan: SmallPlan, *fates: Fate) -> None:
    """The first messages meet these fates, a minute later."""
    async with database.writing(plan.tenant_id) as session:
        found = await claims.claim(session, AT, len(fates))
        settlements = [
            Settlement(
                delivery=delivery,
                fate=fate,
                at=LATER,
                failure=FailureReason.BLOCKED if fate is Fate.GIVEN_UP else None,
            )
            for delivery, fate in zip(found, fates, strict=True)
        ]
        await claims.settle(session, settlements)


async def found(database: Database, plan: SmallPlan, key: str = KEY) -> Sending | None:
    async with database.reading(plan.tenant_id) as session:
        return await sendings.find(session, plan.follow_up_round_id, key)


async def test_a_sending_is_counted_by_fate_with_its_times(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.karin, plan.amina, plan.johan)
    await put(database, plan, plan.henrik, key="another")
    await settle(database, plan, Fate.SENT, Fate.GIVEN_UP)

    assert await found(database, plan) == Sending(
        follow_up_round_id=plan.follow_up_round_id,
        key=KEY,
        kind=ReminderKind.NUDGE,
        decided_at=AT,
        requested_by=plan.maja,
        waiting=1,
        sent=1,
        not_reached=1,
        goes_at=AT,
        first_sent=LATER,
        last_sent=LATER,
    )


async def test_whoever_needed_none_is_counted_by_why(database: Database, plan: SmallPlan) -> None:
    everybody = (plan.karin, plan.amina, plan.johan, plan.maja, plan.henrik)
    await put(database, plan, *everybody)
    await settle(database, plan, Fate.NOT_WANTED, Fate.PAUSED, Fate.LATER, Fate.TOO_LATE)

    sending = await found(database, plan)

    assert sending is not None
    assert (sending.not_needed, sending.paused, sending.later, sending.too_late) == (1, 1, 1, 1)
    assert (sending.waiting, sending.people) == (1, 5)


async def test_what_was_never_decided_is_not_found(database: Database, plan: SmallPlan) -> None:
    assert await found(database, plan) is None


async def test_what_is_stopped_is_told_with_who_did_it_and_when(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.karin, plan.amina, plan.johan)
    await settle(database, plan, Fate.SENT)

    async with database.writing(plan.tenant_id) as session:
        stopped = await sendings.stop(session, plan.follow_up_round_id, KEY, LATER, plan.henrik)

    sending = await found(database, plan)
    assert sending is not None
    assert (stopped, sending.stopped, sending.sent, sending.waiting) == (2, 2, 1, 0)
    assert sending.withdrawal == Withdrawal(at=LATER, by=plan.henrik)


async def test_only_what_has_something_left_is_under_way(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, plan.karin)
    await settle(database, plan, Fate.SENT)
    await put(database, plan, plan.johan, key="second")

    async with database.reading(plan.tenant_id) as session:
        under_way = await sendings.under_way(session, plan.follow_up_round_id)
        elsewhere = await sendings.under_way(session, plan.earlier_round_id)

    assert [sending.key for sending in under_way] == ["second"]
    assert elsewhere == []

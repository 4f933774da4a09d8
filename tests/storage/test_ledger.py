from collections import Counter
from datetime import timedelta

import pytest

from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.ledger import Place
from domain.people import PersonId
from domain.reminders import ReminderDecision, ReminderKind
from storage import claims, ledger, messages, outbox
from storage import reminders as reminder_store
from storage.claims import Settlement
from storage.database import Database
from storage.ledger import Entry
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, add_co_owner, answer

MINUTE = timedelta(minutes=1)


async def test_every_message_is_counted_by_its_fate(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        for person_id in (plan.henrik, plan.maja, plan.karin):
            await outbox.put_summary(session, plan.follow_up_round_id, person_id, not_before=AT, at=AT)
        given_up, sent = await claims.claim(session, AT, 2)
        await claims.settle(
            session,
            [
                Settlement(delivery=given_up, fate=Fate.GIVEN_UP, at=AT, failure=FailureReason.BLOCKED),
                Settlement(delivery=sent, fate=Fate.SENT, at=AT),
            ],
        )

    async with database.reading(plan.tenant_id) as session:
        found = await ledger.fates(session, plan.follow_up_round_id)
        elsewhere = await ledger.fates(session, plan.earlier_round_id)

    summary = DeliveryKind.SUMMARY
    assert found == {
        Entry(kind=summary, fate=Fate.GIVEN_UP, failure=FailureReason.BLOCKED): 1,
        Entry(kind=summary, fate=Fate.SENT): 1,
        Entry(kind=summary, fate=Fate.WAITING): 1,
    }
    assert not elsewhere


async def put(database: Database, plan: SmallPlan, key: str, *people: PersonId) -> None:
    decided = [
        ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.STEP, not_before=AT)
        for person_id in people
    ]
    async with database.writing(plan.tenant_id) as session:
        await reminder_store.put(session, plan.follow_up_round_id, decided, AT)


async def settle(
    database: Database, plan: SmallPlan, fate: Fate, failure: FailureReason | None = None, most: int = 1
) -> None:
    """The next messages meet that fate."""
    async with database.writing(plan.tenant_id) as session:
        found = await claims.claim(session, AT, most)
        settlements = [
            Settlement(
                delivery=delivery,
                fate=fate,
                at=AT,
                failure=failure,
                code="403" if failure else "",
                not_before=AT + MINUTE,
                recipient_id=plan.johan,
            )
            for delivery in found
        ]
        await claims.settle(session, settlements)


async def everybody(database: Database, plan: SmallPlan) -> list[tuple[str, Place]]:
    async with database.reading(plan.tenant_id) as session:
        entries = await ledger.page(session, plan.follow_up_round, skip=0, most=10)
        places = await ledger.places(session, plan.follow_up_round)
    assert places == Counter(entry.place for entry in entries)
    return [(entry.person, entry.place) for entry in entries]


async def test_each_person_has_the_place_of_the_latest_reminder(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, "-15", plan.karin, plan.johan)
    await settle(database, plan, Fate.GIVEN_UP, FailureReason.BLOCKED, most=2)
    await put(database, plan, "-5", plan.karin)

    assert await everybody(database, plan) == [
        ("Johan Åkerlund", Place.NOT_REACHED),
        ("Karin Ek", Place.WAITING),
    ]


async def test_those_who_need_the_strategist_come_first(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, "-15", plan.karin)
    await settle(database, plan, Fate.SENT)
    await put(database, plan, "-15", plan.amina)
    await settle(database, plan, Fate.WAITING, FailureReason.THROTTLED)
    await put(database, plan, "-15", plan.johan)
    await settle(database, plan, Fate.GIVEN_UP, FailureReason.REJECTED)
    await put(database, plan, "-15", plan.henrik)

    assert await everybody(database, plan) == [
        ("Johan Åkerlund", Place.NOT_REACHED),
        ("Amina Yusuf", Place.HELD_UP),
        ("Henrik Norling", Place.WAITING),
        ("Karin Ek", Place.SENT),
    ]


async def test_who_has_more_time_or_a_pause_has_not_nothing_left(database: Database, plan: SmallPlan) -> None:
    for person_id, fate in ((plan.karin, Fate.LATER), (plan.amina, Fate.PAUSED), (plan.johan, Fate.TOO_LATE)):
        await put(database, plan, "-15", person_id)
        await settle(database, plan, fate)

    assert await everybody(database, plan) == [
        ("Karin Ek", Place.LATER),
        ("Amina Yusuf", Place.PAUSED),
        ("Johan Åkerlund", Place.NOT_NEEDED),
    ]


async def test_who_was_not_reached_but_has_answered_everything_needs_nothing(
    database: Database, plan: SmallPlan
) -> None:
    await put(database, plan, "-15", plan.johan, plan.karin)
    await settle(database, plan, Fate.GIVEN_UP, FailureReason.BLOCKED, most=2)
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
        await answer(session, plan, plan.charging, plan.karin)

    assert await everybody(database, plan) == [
        ("Karin Ek", Place.NOT_REACHED),
        ("Johan Åkerlund", Place.NOT_NEEDED),
    ]
    async with database.reading(plan.tenant_id) as session:
        not_reached = await ledger.not_reached(session, plan.follow_up_round)
    assert not_reached == {plan.karin: FailureReason.BLOCKED}


async def test_a_co_owner_who_was_not_reached_has_something_outstanding_too(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.travel, plan.henrik)
    await put(database, plan, "-15", plan.henrik)
    await settle(database, plan, Fate.GIVEN_UP, FailureReason.NOT_INSTALLED)

    assert await everybody(database, plan) == [("Henrik Norling", Place.NOT_REACHED)]


async def test_people_are_read_a_page_at_a_time(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, "-15", plan.karin, plan.johan, plan.amina)

    async with database.reading(plan.tenant_id) as session:
        pages = [await ledger.page(session, plan.follow_up_round, skip=number, most=1) for number in range(4)]

    names = [[entry.person for entry in entries] for entries in pages]
    assert names == [["Amina Yusuf"], ["Johan Åkerlund"], ["Karin Ek"], []]


async def test_a_deputy_who_got_it_is_named(database: Database, plan: SmallPlan) -> None:
    await put(database, plan, "-15", plan.amina)
    await settle(database, plan, Fate.SENT)

    async with database.reading(plan.tenant_id) as session:
        [entry] = await ledger.page(session, plan.follow_up_round, skip=0, most=10)

    assert (entry.person, entry.recipient, entry.settled_at) == ("Amina Yusuf", "Johan Åkerlund", AT)


async def test_the_summary_stands_apart_from_the_reminders(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await outbox.put_summary(session, plan.follow_up_round_id, plan.henrik, not_before=AT, at=AT)

    async with database.reading(plan.tenant_id) as session:
        [entry] = await ledger.summaries(session, plan.follow_up_round)

    assert (entry.person, entry.place) == ("Henrik Norling", Place.WAITING)
    assert await everybody(database, plan) == []


async def test_every_message_is_read_some_at_a_time(
    database: Database, plan: SmallPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ROWS_AT_A_TIME", 2)
    await put(database, plan, "-15", plan.karin, plan.johan)
    await settle(database, plan, Fate.GIVEN_UP, FailureReason.BLOCKED)
    await put(database, plan, "-5", plan.karin)

    every = [chunk async for chunk in messages.every(database, plan.tenant_id, plan.follow_up_round_id)]
    not_reached = [
        message
        async for chunk in messages.every(
            database, plan.tenant_id, plan.follow_up_round_id, only_not_reached=True
        )
        for message in chunk
    ]

    assert [len(chunk) for chunk in every] == [2, 1]
    assert {(message.key, message.person) for chunk in every for message in chunk} == {
        ("-15", "Karin Ek"),
        ("-15", "Johan Åkerlund"),
        ("-5", "Karin Ek"),
    }
    assert [(message.fate, message.code, message.attempts) for message in not_reached] == [
        (Fate.GIVEN_UP, "403", 1)
    ]

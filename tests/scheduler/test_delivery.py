import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from cards.card import Card
from domain.contact import ContactPoint, ContactState
from domain.people import TenantId
from domain.rounds import RoundState
from scheduler.deeds import Deed, DeedKind
from storage import claims
from storage import contacts as contact_store
from storage import rounds as round_store
from storage.claims import LEASE
from storage.database import Database
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP as AT
from tests.plans import INTERIM_CLOSES, SECOND_STEP, answer, contact_of, small_plan
from tests.scheduler.stage import LIMITS, Stage, text_of
from tests.scheduler.test_rehearsal import change, grant

MINUTE = timedelta(minutes=1)


class Interrupted(RecordingMessenger):
    """Carries a message, but the process is stopped before the answer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.has_carried = asyncio.Event()

    async def send(self, contact: ContactPoint, card: Card) -> str:
        await super().send(contact, card)
        self.has_carried.set()
        return await asyncio.Future()


async def test_a_reminder_that_is_due_is_sent_and_told_of(stage: Stage) -> None:
    await stage.put(stage.plan.karin)

    deeds = await stage.deliver()

    assert deeds == [Deed(kind=DeedKind.MESSAGES_SENT, count=1, at=AT)]
    row = (await stage.deliveries())[stage.plan.karin]
    assert (row.fate, row.recipient_id, row.message_id) == ("sent", stage.plan.karin, "message-1")


async def test_a_reminder_shows_what_is_unanswered_now(stage: Stage) -> None:
    await stage.put(stage.plan.karin)

    await stage.deliver()

    [card] = stage.shown_to("karin")
    assert "Solceller på fem skoltak" in text_of(card)
    assert "Laddplatser vid förskolorna" in text_of(card)


async def test_what_is_sent_is_not_sent_again(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()

    assert await stage.deliver(AT + LEASE * 2) == []
    assert len(stage.shown_to("karin")) == 1


async def test_everything_that_is_due_is_sent_however_small_the_batches(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.amina, stage.plan.johan)

    deeds = await stage.duties(limits=replace(LIMITS, at_a_time=1)).deliver()

    assert [deed.count for deed in deeds] == [3]


async def test_no_reminder_to_somebody_who_has_answered_meanwhile(stage: Stage) -> None:
    await stage.put(stage.plan.johan)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await answer(session, stage.plan, stage.plan.travel, stage.plan.johan)

    assert await stage.deliver() == []
    assert stage.shown_to("johan") == []
    assert (await stage.deliveries())[stage.plan.johan].fate == "not_wanted"


async def test_no_reminder_when_the_round_has_closed_meanwhile(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await round_store.change_state(session, stage.plan.follow_up_round, RoundState.CLOSED)

    await stage.deliver()

    assert stage.messenger.carried == []
    assert (await stage.deliveries())[stage.plan.karin].fate == "too_late"


async def test_a_reminder_that_more_time_or_a_pause_makes_needless_says_so(stage: Stage) -> None:
    await stage.put(stage.plan.karin, key="-5")
    await stage.put(stage.plan.johan, key="-5")
    stage.clock.set(SECOND_STEP)
    await grant(stage, "karin", date(2023, 9, 18))
    await change(stage, "johan", wants_only_the_deadline=True)

    await stage.deliver()

    fates = {person_id: row.fate for person_id, row in (await stage.deliveries()).items()}
    assert stage.messenger.carried == []
    assert (fates[stage.plan.karin], fates[stage.plan.johan]) == ("later", "paused")


async def test_no_reminder_when_the_round_should_have_closed_already(stage: Stage) -> None:
    await stage.put(stage.plan.karin)

    await stage.deliver(INTERIM_CLOSES)

    assert stage.messenger.carried == []


async def test_a_reminder_in_the_evening_waits_for_the_morning_and_counts_no_attempt(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    evening, morning = AT + timedelta(hours=11), AT + timedelta(hours=22)

    await stage.deliver(evening)
    row = (await stage.deliveries())[stage.plan.karin]
    sent_at_night = list(stage.messenger.carried)
    await stage.deliver(morning)

    assert (row.fate, row.not_before, row.attempts) == ("waiting", morning, 0)
    assert sent_at_night == []
    assert len(stage.shown_to("karin")) == 1


async def test_the_deputy_gets_the_reminder_of_somebody_who_is_away(stage: Stage) -> None:
    await stage.put(stage.plan.amina)

    await stage.deliver()

    assert stage.shown_to("amina") == []
    [card] = stage.shown_to("johan")
    assert "En växtbaserad rätt varje dag" in text_of(card)
    assert (await stage.deliveries())[stage.plan.amina].recipient_id == stage.plan.johan


@pytest.mark.parametrize("state", [ContactState.UNINSTALLED, ContactState.BLOCKED])
async def test_nothing_is_sent_to_somebody_who_does_not_want_us(stage: Stage, state: ContactState) -> None:
    await stage.put(stage.plan.karin)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await contact_store.set_state(session, contact_of(stage.plan, "karin"), state, AT)

    deeds = await stage.deliver()

    assert stage.messenger.carried == []
    assert [(deed.kind, deed.count) for deed in deeds] == [(DeedKind.MESSAGES_GIVEN_UP, 1)]
    row = (await stage.deliveries())[stage.plan.karin]
    assert row.failure == {"uninstalled": "not_installed", "blocked": "blocked"}[state.value]


async def test_somebody_who_never_installed_the_bot_is_a_fact_about_the_round(
    database: Database, tenant_id: TenantId
) -> None:
    plan = await small_plan(database, tenant_id, contacts=("johan",))
    stage = Stage(database=database, plan=plan, clock=MovableClock(AT), messenger=RecordingMessenger())
    await stage.put(plan.karin, plan.johan)

    await stage.deliver()

    assert len(stage.shown_to("johan")) == 1
    row = (await stage.deliveries())[plan.karin]
    assert (row.fate, row.failure) == ("given_up", "not_installed")


async def test_a_crash_before_sending_loses_nothing(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await claims.claim(session, AT, 10)

    await stage.deliver(AT + LEASE - MINUTE)
    while_leased = list(stage.messenger.carried)
    await stage.deliver(AT + LEASE)

    assert while_leased == []
    assert len(stage.shown_to("karin")) == 1


async def test_a_crash_after_sending_repeats_the_card_once_and_loses_nothing(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    dying = Interrupted()
    delivering = asyncio.create_task(stage.duties(dying).deliver())
    await dying.has_carried.wait()
    delivering.cancel()
    await asyncio.wait([delivering])

    for lease in (1, 2, 3):
        await stage.deliver(AT + LEASE * lease)

    assert len(dying.carried) == 1
    assert len(stage.shown_to("karin")) == 1
    assert (await stage.deliveries())[stage.plan.karin].fate == "sent"


async def test_a_change_to_a_card_replaces_the_message_and_is_no_message(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await answer(session, stage.plan, stage.plan.charging, stage.plan.karin)
    await stage.redraw(stage.plan.karin, "message-1")

    deeds = await stage.deliver()

    [message] = stage.messenger.carried
    assert deeds == []
    assert len(message.earlier) == 1
    assert text_of(message.content) != text_of(message.earlier[0])


@pytest.mark.postgresql
async def test_on_postgresql_two_postmen_send_each_card_once(
    postgresql_url: str, tenant_id: TenantId
) -> None:
    database = Database(postgresql_url)
    plan = await small_plan(database, tenant_id)
    stage = Stage(database=database, plan=plan, clock=MovableClock(AT), messenger=RecordingMessenger())
    await stage.put(plan.karin, plan.amina, plan.johan)

    await asyncio.gather(*(stage.duties().deliver() for _ in range(3)))
    await database.close()

    assert len(stage.messenger.carried) == 3

"""What a tour does besides carrying: tenants side by side, who goes first, what is given up and put back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from cards.card import Card
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.people import TenantId
from scheduler.delivery import Postman
from scheduler.messenger import DeliveryError
from storage import reminders as reminder_store
from storage.claims import LEASE_OF_THE_DEAD
from storage.database import Database, TenantSession
from storage.sending_rights import rights_for
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP as AT
from tests.plans import answer, small_plan
from tests.postmen import postman
from tests.scheduler.stage import LIMITS, Stage, text_of

OTHER = TenantId("99999999-2222-4333-8444-555555555555")
SECOND = timedelta(seconds=1)


class AcrossTenants(RecordingMessenger):
    """Carries a message only together with one for another tenant."""

    def __init__(self) -> None:
        super().__init__()
        self._both = asyncio.Barrier(2)

    async def send(self, contact: ContactPoint, card: Card) -> str:
        await self._both.wait()
        return await super().send(contact, card)


class Refusing(RecordingMessenger):
    """Is told by the platform to leave one tenant in peace."""

    def __init__(self, tenant_id: TenantId) -> None:
        super().__init__()
        self._tenant_id = tenant_id

    async def send(self, contact: ContactPoint, card: Card) -> str:
        if contact.tenant_id == self._tenant_id:
            raise DeliveryError(FailureReason.THROTTLED, permanent=False, retry_after=timedelta(minutes=1))
        return await super().send(contact, card)


class Acting(RecordingMessenger):
    """Does something else in the middle of the request instead of carrying anything."""

    def __init__(self, act: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self._act = act

    async def send(self, contact: ContactPoint, card: Card) -> str:  # noqa: ARG002 - nothing is carried
        await self._act()
        raise DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="502")


class Stumbling(Database):
    """Fails to write so many times, as a database that is restarted does."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.stumbles = 0

    @asynccontextmanager
    async def writing(self, tenant_id: TenantId) -> AsyncIterator[TenantSession]:
        if self.stumbles:
            self.stumbles -= 1
            raise ConnectionError
        async with super().writing(tenant_id) as session:
            yield session


@pytest.fixture
async def neighbour(stage: Stage) -> Stage:
    """Another municipality in the same database, with its own plan and people."""
    return replace(stage, plan=await small_plan(stage.database, OTHER))


async def test_tenants_are_sent_for_side_by_side(stage: Stage, neighbour: Stage) -> None:
    await stage.put(stage.plan.karin)
    await neighbour.put(neighbour.plan.karin)
    messenger = AcrossTenants()

    async with asyncio.timeout(30):
        await stage.duties(messenger, replace(LIMITS, in_flight=2)).deliver()

    assert {each.contact.tenant_id for each in messenger.carried} == {stage.plan.tenant_id, OTHER}


async def test_a_throttled_tenant_holds_nobody_else_up(stage: Stage, neighbour: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)
    await neighbour.put(neighbour.plan.karin, neighbour.plan.johan)
    messenger = Refusing(OTHER)

    await stage.duties(messenger).deliver()

    assert [each.contact.tenant_id for each in messenger.carried] == [stage.plan.tenant_id] * 2


async def test_a_tenant_that_another_process_sends_for_is_left_to_it(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    elsewhere = rights_for(stage.database.url, lambda _: None)
    await elsewhere.take(stage.plan.tenant_id)

    await stage.deliver()
    meanwhile = list(stage.messenger.carried)
    await elsewhere.close()
    await stage.deliver()

    assert meanwhile == []
    assert len(stage.messenger.carried) == 1


async def test_whoever_loses_the_right_stops_and_the_next_one_goes_on_at_once(stage: Stage) -> None:
    class Losing(RecordingMessenger):
        async def send(self, contact: ContactPoint, card: Card) -> str:
            await rights.give_back(stage.plan.tenant_id)
            return await super().send(contact, card)

    await stage.put(stage.plan.karin, stage.plan.amina, stage.plan.johan)
    rights = rights_for(stage.database.url, lambda _: None)
    losing = Losing()
    carrier = Postman(postman(stage.database, losing, stage.clock, LIMITS)._van, rights)

    await carrier.run()
    left = sum(row.fate == "waiting" for row in (await stage.deliveries()).values())
    await stage.deliver()

    assert (len(losing.carried), left) == (1, 2)
    assert len(stage.messenger.carried) == 2


async def test_what_a_dead_process_had_claimed_is_free_in_seconds(stage: Stage) -> None:
    async def die() -> None:
        dead.cancel()
        await asyncio.Future()

    await stage.put(stage.plan.karin)
    dead = asyncio.create_task(stage.duties(Acting(die)).deliver())
    await asyncio.wait([dead])

    await stage.deliver()
    at_once = list(stage.messenger.carried)
    await stage.deliver(AT + LEASE_OF_THE_DEAD)

    assert at_once == []
    assert len(stage.messenger.carried) == 1


async def test_whoever_has_just_answered_goes_before_the_reminders(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()
    await stage.put(stage.plan.johan, stage.plan.amina)
    await stage.redraw(stage.plan.karin, "message-1")

    await stage.duties(limits=replace(LIMITS, at_a_time=1)).deliver()

    redrawn, *_ = stage.messenger.carried
    assert len(redrawn.earlier) == 1
    assert len(stage.messenger.carried) == 3


async def test_what_has_been_called_back_does_not_go_out(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan, key="nudge:1")
    async with stage.database.writing(stage.plan.tenant_id) as session:
        stopped = await reminder_store.withdraw(session, stage.plan.follow_up_round_id, "nudge:1", AT)

    await stage.deliver()

    assert stopped == 2
    assert stage.messenger.carried == []
    assert {row.fate for row in (await stage.deliveries()).values()} == {"cancelled"}


async def test_what_was_on_its_way_when_it_was_called_back_is_not_tried_again(stage: Stage) -> None:
    async def call_back() -> None:
        async with stage.database.writing(stage.plan.tenant_id) as session:
            await reminder_store.withdraw(session, stage.plan.follow_up_round_id, "nudge:1", AT)

    await stage.put(stage.plan.karin, key="nudge:1")
    await stage.duties(Acting(call_back)).deliver()

    await stage.deliver(AT + timedelta(minutes=1))

    assert stage.messenger.carried == []
    assert (await stage.deliveries())[stage.plan.karin].fate == "cancelled"


async def test_a_conversation_that_has_had_its_share_gets_the_rest_later(stage: Stage) -> None:
    for number in range(9):
        await stage.put(stage.plan.johan, key=f"nudge:{number}")
    duties = stage.duties()

    await duties.deliver()
    at_once = len(stage.messenger.carried)
    stage.clock.set(AT + 10 * SECOND)
    await duties.deliver()

    assert at_once == 7
    assert len(stage.messenger.carried) == 9


async def test_two_who_ask_for_delivery_at_once_leave_nothing_behind(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan, stage.plan.amina)
    duties = stage.duties()

    await asyncio.gather(duties.deliver(), duties.deliver())

    assert len(stage.messenger.carried) == 3
    assert {row.fate for row in (await stage.deliveries()).values()} == {"sent"}


async def test_a_database_that_stumbles_makes_nobody_get_a_card_twice(stage: Stage) -> None:
    class Stopping(RecordingMessenger):
        async def send(self, contact: ContactPoint, card: Card) -> str:
            database.stumbles = 2
            return await super().send(contact, card)

    await stage.put(stage.plan.karin)
    database, messenger = Stumbling(stage.database.url), Stopping()

    await postman(database, messenger, stage.clock).run()
    await database.close()
    await stage.deliver(AT + timedelta(hours=1))

    assert len(messenger.carried) == 1
    assert stage.messenger.carried == []
    assert (await stage.deliveries())[stage.plan.karin].fate == "sent"


async def test_a_database_that_is_gone_stops_nothing_but_itself(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.put(stage.plan.karin)
    database = Stumbling(stage.database.url)
    database.stumbles = 1

    await postman(database, stage.messenger, stage.clock).run()
    await database.close()
    meanwhile = list(stage.messenger.carried)
    await stage.deliver()

    assert meanwhile == []
    assert len(stage.messenger.carried) == 1
    assert f"the delivery failed for tenant {stage.plan.tenant_id}" in caplog.text


async def test_a_reminder_that_crosses_an_answer_on_its_way_is_redrawn(stage: Stage) -> None:
    class Crossing(RecordingMessenger):
        async def send(self, contact: ContactPoint, card: Card) -> str:
            async with stage.database.writing(stage.plan.tenant_id) as session:
                await answer(session, stage.plan, stage.plan.solar_roofs, stage.plan.karin)
            return await super().send(contact, card)

    await stage.put(stage.plan.karin)
    messenger = Crossing()
    await stage.duties(messenger).deliver()

    [message] = messenger.carried
    [before] = message.earlier
    assert "0 av 2 klara" in text_of(before)
    assert "1 av 2 klara" in text_of(message.content)


async def test_a_reminder_that_crosses_nothing_is_not_redrawn(stage: Stage) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        earlier = AT - timedelta(minutes=1)
        await answer(session, stage.plan, stage.plan.solar_roofs, stage.plan.karin, at=earlier)
    await stage.put(stage.plan.karin)

    await stage.deliver()

    [message] = stage.messenger.carried
    assert message.earlier == []


async def test_several_who_have_shut_us_out_are_all_remembered(stage: Stage) -> None:
    blocked = DeliveryError(FailureReason.BLOCKED, permanent=True, code="ConversationBlockedByUser")
    await stage.put(stage.plan.karin, stage.plan.johan)
    stage.messenger.fail_next(blocked, blocked)

    await stage.deliver()

    assert {(await stage.contact(name)).state for name in ("karin", "johan")} == {"blocked"}

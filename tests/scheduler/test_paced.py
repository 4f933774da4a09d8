"""People who wait go first, are told soon when it does not work, and are not sent away for a hiccup."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from cards.card import Card
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.people import TenantId
from scheduler.messenger import DeliveryError
from scheduler.paced import PATIENCE, TRIES, PacedMessenger
from scheduler.pacing import Pacing
from storage.file_rights import FileRights
from tests.fakes import virtual_time
from tests.fakes.messenger import RecordingMessenger

TENANT = TenantId("one")
CARD = Card(json=b'{"type":"AdaptiveCard"}', summary="Hej")
KARIN = ContactPoint(
    tenant_id=TENANT,
    entra_object_id="karin",
    service_url="https://smba.trafficmanager.net/emea/",
    conversation_id="a:karin",
)
UNAVAILABLE = DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="502")
BLOCKED = DeliveryError(FailureReason.BLOCKED, permanent=True, code="MessageWritesBlocked")


def throttled(seconds: float) -> DeliveryError:
    return DeliveryError(
        FailureReason.THROTTLED, permanent=False, code="429", retry_after=timedelta(seconds=seconds)
    )


class Told(FileRights):
    """Remembers what it is told."""

    def __init__(self) -> None:
        super().__init__(None, lambda _: None)
        self.spent: list[TenantId] = []

    def tell_spent(self, tenant_id: TenantId) -> None:
        self.spent.append(tenant_id)


@dataclass
class Counter:
    """A messenger at the counter, with what is behind it."""

    behind: RecordingMessenger = field(default_factory=RecordingMessenger)
    rights: Told = field(default_factory=Told)
    pacing: Pacing = field(default_factory=lambda: Pacing(50, lambda: asyncio.get_running_loop().time()))

    @property
    def messenger(self) -> PacedMessenger:
        return PacedMessenger(self.behind, self.pacing, self.rights)


@pytest.fixture
def counter() -> Counter:
    return Counter()


def seconds_for(work: Coroutine[Any, Any, object]) -> float:
    """How long it takes."""

    async def story() -> float:
        begun = asyncio.get_running_loop().time()
        await work
        return asyncio.get_running_loop().time() - begun

    return virtual_time.run(story())


def test_a_message_is_carried_at_once(counter: Counter) -> None:
    assert seconds_for(counter.messenger.send(KARIN, CARD)) == 0
    assert counter.behind.shown_to(KARIN) == [CARD]


def test_whoever_sends_for_the_tenant_is_told(counter: Counter) -> None:
    virtual_time.run(counter.messenger.say(KARIN, "Hej"))

    assert counter.rights.spent == [TENANT]


@pytest.mark.parametrize("error", [UNAVAILABLE, throttled(1)], ids=["unavailable", "throttled"])
def test_a_hiccup_is_not_the_person_s_concern(counter: Counter, error: DeliveryError) -> None:
    counter.behind.fail_next(error)

    assert 0 < seconds_for(counter.messenger.send(KARIN, CARD)) < PATIENCE.total_seconds()
    assert counter.behind.shown_to(KARIN) == [CARD]


def test_what_does_not_pass_is_told_after_a_few_tries(counter: Counter) -> None:
    counter.behind.fail_next(*[UNAVAILABLE] * TRIES, BLOCKED)

    with pytest.raises(DeliveryError) as told:
        virtual_time.run(counter.messenger.send(KARIN, CARD))

    assert told.value is UNAVAILABLE


def test_what_is_final_is_not_tried_again(counter: Counter) -> None:
    counter.behind.fail_next(BLOCKED)

    with pytest.raises(DeliveryError) as told:
        virtual_time.run(counter.messenger.send(KARIN, CARD))

    assert told.value is BLOCKED
    assert counter.behind.carried == []


def test_a_throttled_tenant_is_left_in_peace_by_people_too(counter: Counter) -> None:
    async def story() -> float:
        counter.pacing.pause(TENANT, timedelta(seconds=3), jitter=0)
        begun = asyncio.get_running_loop().time()
        await counter.messenger.send(KARIN, CARD)
        return asyncio.get_running_loop().time() - begun

    assert virtual_time.run(story()) == 3


def test_nobody_is_kept_waiting_for_a_long_pause(counter: Counter) -> None:
    async def story() -> None:
        counter.pacing.pause(TENANT, timedelta(minutes=5), jitter=0)
        await counter.messenger.send(KARIN, CARD)

    with pytest.raises(DeliveryError) as told:
        virtual_time.run(story())

    assert told.value.retry_after == timedelta(minutes=5)
    assert counter.behind.carried == []


def test_a_conversation_that_has_had_its_share_waits_for_its_turn(counter: Counter) -> None:
    async def story() -> None:
        for _ in range(8):
            await counter.messenger.send(KARIN, CARD)

    assert 0.9 < seconds_for(story()) < 2


def test_a_person_does_not_wait_behind_a_mass_send(counter: Counter) -> None:
    async def story() -> float:
        crowd = [asyncio.create_task(counter.pacing.of(TENANT).turn(1)) for _ in range(500)]
        await virtual_time.passes(1)
        begun = asyncio.get_running_loop().time()
        await counter.messenger.send(KARIN, CARD)
        waited = asyncio.get_running_loop().time() - begun
        await asyncio.gather(*crowd)
        return waited

    assert virtual_time.run(story()) < 0.03


def test_the_other_requests_are_carried_too(counter: Counter) -> None:
    async def story() -> None:
        message_id = await counter.messenger.send(KARIN, CARD)
        await counter.messenger.update(KARIN, message_id, CARD)
        await counter.messenger.open_conversation(KARIN)
        with pytest.raises(DeliveryError):
            await counter.messenger.look_up(KARIN)

    virtual_time.run(story())

    assert len(counter.rights.spent) == 4

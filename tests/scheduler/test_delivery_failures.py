import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from cards.card import Card
from domain.contact import ContactPoint, ContactState
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP as AT
from tests.plans import entra_id
from tests.scheduler.stage import BLOCKED, GONE, LIMITS, NOT_INSTALLED, UNAVAILABLE, Stage

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def throttled(seconds: int) -> DeliveryError:
    return DeliveryError(
        FailureReason.THROTTLED, permanent=False, code="429", retry_after=timedelta(seconds=seconds)
    )


class Together(RecordingMessenger):
    """Carries two messages at a time, neither before the other."""

    def __init__(self) -> None:
        super().__init__()
        self._both: asyncio.Barrier | None = asyncio.Barrier(2)

    def carry_alone(self) -> None:
        """From now on one at a time."""
        self._both = None

    async def send(self, contact: ContactPoint, card: Card) -> str:
        if self._both is not None:
            await self._both.wait()
        return await super().send(contact, card)


# From the first step to the second.
A_FORTNIGHT = timedelta(days=14)


async def test_a_passing_failure_is_tried_again_later(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    stage.messenger.fail_next(UNAVAILABLE)

    await stage.deliver()
    row = (await stage.deliveries())[stage.plan.karin]
    await stage.deliver(AT + MINUTE)

    assert (row.fate, row.failure, row.code, row.attempts) == ("waiting", "unavailable", "502", 1)
    assert row.not_before > AT
    assert len(stage.shown_to("karin")) == 1


async def test_a_failure_that_does_not_pass_is_tried_until_the_next_step_takes_over(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    stage.messenger.refuse(entra_id("karin"), UNAVAILABLE)

    for half_hours in range(14):
        await stage.deliver(AT + timedelta(minutes=36 * half_hours))
    still_trying = (await stage.deliveries())[stage.plan.karin]
    await stage.deliver(AT + A_FORTNIGHT)

    assert (still_trying.fate, still_trying.failure) == ("waiting", "unavailable")
    assert (await stage.deliveries())[stage.plan.karin].fate == "later"


async def test_the_platform_s_retry_after_is_kept_to_the_second(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    stage.messenger.fail_next(throttled(30))
    await stage.deliver()

    await stage.deliver(AT + 30 * SECOND - timedelta(milliseconds=1))
    too_early = list(stage.messenger.carried)
    await stage.deliver(AT + 30 * SECOND)

    assert too_early == []
    assert len(stage.shown_to("karin")) == 1


async def test_a_throttled_tenant_is_left_in_peace_and_the_others_lose_no_attempt(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)
    duties = stage.duties()
    stage.messenger.fail_next(throttled(30))

    await duties.deliver()
    stage.clock.set(AT + 29 * SECOND)
    await stage.put(stage.plan.amina)
    await duties.deliver()

    rows = await stage.deliveries()
    assert stage.messenger.carried == []
    assert (rows[stage.plan.karin].attempts, rows[stage.plan.johan].attempts) == (1, 0)
    assert rows[stage.plan.johan].not_before == AT + 30 * SECOND
    assert rows[stage.plan.amina].fate == "waiting"


async def test_everything_goes_out_when_the_pause_is_over(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)
    duties = stage.duties()
    stage.messenger.fail_next(throttled(30))
    await duties.deliver()

    stage.clock.set(AT + 30 * SECOND)
    await duties.deliver()

    assert len(stage.messenger.carried) == 2


async def test_a_shorter_pause_does_not_cut_a_longer_one_short(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)
    together = Together()
    together.fail_next(throttled(30), throttled(1))
    duties = stage.duties(together, replace(LIMITS, in_flight=2))
    async with asyncio.timeout(30):
        await duties.deliver()

    together.carry_alone()
    stage.clock.set(AT + 10 * SECOND)
    await duties.deliver()

    assert together.carried == []
    assert {row.attempts for row in (await stage.deliveries()).values()} == {1}


@pytest.mark.parametrize(
    ("error", "state"),
    [(BLOCKED, ContactState.BLOCKED), (NOT_INSTALLED, ContactState.UNINSTALLED)],
    ids=["blocked", "not installed"],
)
async def test_somebody_who_has_shut_us_out_is_never_written_to_again(
    stage: Stage, error: DeliveryError, state: ContactState
) -> None:
    await stage.put(stage.plan.karin)
    stage.messenger.refuse(entra_id("karin"), error)
    await stage.deliver()
    stage.messenger.refuse(entra_id("karin"), None)

    await stage.put(stage.plan.karin, key="-5")
    await stage.deliver(AT + A_FORTNIGHT)

    assert stage.messenger.carried == []
    assert (await stage.contact("karin")).state == state.value
    row = (await stage.deliveries())[stage.plan.karin]
    assert (row.fate, row.failure) == ("given_up", error.reason.value)


async def test_a_chat_that_is_gone_is_opened_anew(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    stage.messenger.fail_next(GONE)

    await stage.deliver()
    chat_after_the_failure = (await stage.contact("karin")).conversation_id
    await stage.deliver(AT + MINUTE)

    assert chat_after_the_failure == ""
    reopened = f"a:{entra_id('karin')}"
    assert (await stage.contact("karin")).conversation_id == reopened
    assert [message.contact.conversation_id for message in stage.messenger.carried] == [reopened]


async def test_a_chat_that_cannot_be_opened_is_given_up(stage: Stage) -> None:
    await stage.close_chat("karin")
    await stage.put(stage.plan.karin)
    stage.messenger.fail_next(GONE)

    await stage.deliver()

    row = (await stage.deliveries())[stage.plan.karin]
    assert (row.fate, row.failure) == ("given_up", "conversation_gone")


async def test_a_message_that_cannot_be_redrawn_keeps_the_chat(stage: Stage) -> None:
    await stage.redraw(stage.plan.karin, "a-message-that-was-deleted")
    stage.messenger.fail_next(GONE)

    await stage.deliver()

    assert (await stage.contact("karin")).conversation_id == "a:karin"
    assert (await stage.deliveries())[stage.plan.karin].fate == "given_up"


async def test_one_bad_address_does_not_stop_the_others(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.amina, stage.plan.johan)
    stage.messenger.refuse(entra_id("karin"), BLOCKED)

    await stage.deliver()

    assert len(stage.shown_to("johan")) == 2


async def test_a_fault_of_our_own_in_one_message_does_not_stop_the_others(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)
    stage.messenger.refuse(entra_id("karin"), ZeroDivisionError())  # type: ignore[arg-type]

    await stage.deliver()

    assert len(stage.shown_to("johan")) == 1
    row = (await stage.deliveries())[stage.plan.karin]
    assert (row.fate, row.failure) == ("waiting", "fault")
    assert "failed in our own code" in caplog.text


async def test_a_stop_gives_back_what_is_not_on_its_way_yet(stage: Stage) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)
    duties = stage.duties()

    duties.rest()

    assert await duties.deliver() == []
    assert stage.messenger.carried == []
    assert [row.fate for row in (await stage.deliveries()).values()] == ["waiting", "waiting"]

from datetime import timedelta

import pytest

from domain.people import TenantId
from scheduler.pacing import IN_A_CONVERSATION, MOST_CONVERSATIONS, Pacing

ONE, OTHER = TenantId("one"), TenantId("other")
SECOND = timedelta(seconds=1)


class Beat:
    """Seconds that go when they are told to."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def beat() -> Beat:
    return Beat()


@pytest.fixture
def pacing(beat: Beat) -> Pacing:
    return Pacing(50, beat)


def when_taken(pacing: Pacing, beat: Beat, number: int, conversation_id: str = "a:karin") -> list[float]:
    """When so many messages may go into a conversation, each as soon as it may."""
    moments = []
    for _ in range(number):
        while wait := pacing.conversation_wait(conversation_id):
            beat.now += wait.total_seconds()
        moments.append(beat.now)
    return moments


@pytest.mark.parametrize(("most", "seconds"), IN_A_CONVERSATION)
def test_a_conversation_never_gets_more_than_it_takes(
    pacing: Pacing, beat: Beat, most: int, seconds: int
) -> None:
    moments = when_taken(pacing, beat, most + 50)

    for index, start in enumerate(moments):
        assert sum(each < start + seconds for each in moments[index:]) <= most


def test_a_conversation_is_not_held_back_below_what_it_takes(pacing: Pacing, beat: Beat) -> None:
    moments = when_taken(pacing, beat, 60)

    assert moments[6] == moments[0]
    assert moments[59] - moments[0] < 30


def test_one_conversation_s_limit_is_no_concern_of_the_next(pacing: Pacing, beat: Beat) -> None:
    when_taken(pacing, beat, 7)

    assert pacing.conversation_wait("a:karin") > timedelta(0)
    assert pacing.conversation_wait("a:johan") == timedelta(0)


def test_chats_that_are_still_to_be_opened_do_not_wait_for_each_other(pacing: Pacing) -> None:
    assert [pacing.conversation_wait("") for _ in range(100)] == [timedelta(0)] * 100


def test_memory_does_not_grow_with_the_number_of_conversations(pacing: Pacing) -> None:
    for number in range(MOST_CONVERSATIONS + 500):
        pacing.conversation_wait(f"a:{number}")

    assert len(pacing._conversations) == MOST_CONVERSATIONS


def test_a_pause_lasts_as_long_as_the_platform_says(pacing: Pacing, beat: Beat) -> None:
    pacing.pause(ONE, 30 * SECOND, jitter=1)

    assert pacing.pause_left(ONE) == 30 * SECOND
    beat.now += 30
    assert pacing.pause_left(ONE) == timedelta(0)


def test_a_pause_is_that_tenant_s_alone(pacing: Pacing) -> None:
    pacing.pause(ONE, 30 * SECOND, jitter=0)

    assert pacing.pause_left(OTHER) == timedelta(0)


def test_a_shorter_pause_does_not_cut_a_longer_one_short(pacing: Pacing) -> None:
    pacing.pause(ONE, 30 * SECOND, jitter=0)
    pacing.pause(ONE, 1 * SECOND, jitter=0)

    assert pacing.pause_left(ONE) == 30 * SECOND


def test_without_a_word_from_the_platform_pauses_in_a_row_double_to_a_minute(
    pacing: Pacing, beat: Beat
) -> None:
    waits = []
    for _ in range(8):
        pacing.pause(ONE, None, jitter=0)
        waits.append(pacing.pause_left(ONE).total_seconds())
        beat.now += waits[-1]

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_jitter_adds_up_to_a_fifth(pacing: Pacing) -> None:
    pacing.pause(ONE, None, jitter=1)

    assert pacing.pause_left(ONE) == 1.2 * SECOND


def test_many_refusals_at_once_are_one_pause(pacing: Pacing) -> None:
    for _ in range(64):
        pacing.pause(ONE, None, jitter=0)

    assert pacing.pause_left(ONE) == SECOND


def test_after_a_success_the_next_pause_is_a_first_one(pacing: Pacing, beat: Beat) -> None:
    for _ in range(4):
        pacing.pause(ONE, None, jitter=0)
        beat.now += 60
    pacing.succeeded(ONE)

    pacing.pause(ONE, None, jitter=0)

    assert pacing.pause_left(ONE) == SECOND

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deliveries import (
    FIRST_WAIT,
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    FailureReason,
    GiveUp,
    RetryAt,
    after_failure,
)

AT = datetime(2023, 8, 22, 7, tzinfo=UTC)
ATTEMPTS = st.integers(min_value=1, max_value=MOST_ATTEMPTS - 1)
JITTERS = st.floats(min_value=0, max_value=1)
RETRY_AFTERS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=1))


def wait(attempts: int, *, retry_after: timedelta | None = None, jitter: float = 0.0) -> timedelta:
    decision = after_failure(
        reason=FailureReason.UNAVAILABLE,
        permanent=False,
        attempts=attempts,
        at=AT,
        retry_after=retry_after,
        jitter=jitter,
    )
    assert isinstance(decision, RetryAt)
    return decision.when - AT


def test_the_wait_doubles_from_a_second_to_half_an_hour() -> None:
    assert [wait(attempts) for attempts in (1, 2, 3, 7, 11, 12, 30)] == [
        timedelta(seconds=1),
        timedelta(seconds=2),
        timedelta(seconds=4),
        timedelta(seconds=64),
        timedelta(seconds=1024),
        timedelta(minutes=30),
        timedelta(minutes=30),
    ]


@pytest.mark.parametrize("reason", FailureReason)
def test_a_permanent_failure_is_given_up_at_once_with_its_reason(reason: FailureReason) -> None:
    assert after_failure(reason=reason, permanent=True, attempts=1, at=AT) == GiveUp(reason)


def test_the_last_attempt_is_given_up_even_when_the_platform_asks_for_another() -> None:
    decision = after_failure(
        reason=FailureReason.THROTTLED,
        permanent=False,
        attempts=MOST_ATTEMPTS,
        at=AT,
        retry_after=timedelta(seconds=5),
    )

    assert decision == GiveUp(FailureReason.THROTTLED)


@given(attempts=ATTEMPTS, jitter=JITTERS)
def test_the_wait_is_bounded(attempts: int, jitter: float) -> None:
    assert FIRST_WAIT <= wait(attempts, jitter=jitter) <= LONGEST_WAIT * 1.2


@given(attempts=st.integers(min_value=1, max_value=MOST_ATTEMPTS - 2), jitter=JITTERS)
def test_the_wait_never_shrinks_from_one_attempt_to_the_next(attempts: int, jitter: float) -> None:
    assert wait(attempts, jitter=jitter) <= wait(attempts + 1, jitter=jitter)


@given(attempts=ATTEMPTS, retry_after=RETRY_AFTERS, jitter=JITTERS)
def test_the_platform_s_own_wait_is_never_shortened(
    attempts: int, retry_after: timedelta, jitter: float
) -> None:
    assert wait(attempts, retry_after=retry_after, jitter=jitter) >= retry_after


@given(attempts=ATTEMPTS, retry_after=RETRY_AFTERS, jitter=JITTERS)
def test_the_platform_s_own_wait_is_prolonged_within_bounds(
    attempts: int, retry_after: timedelta, jitter: float
) -> None:
    assert wait(attempts, retry_after=retry_after, jitter=jitter) <= max(retry_after, LONGEST_WAIT * 1.2)


def test_a_platform_that_asks_for_no_wait_at_all_is_not_asked_twelve_times_in_a_row() -> None:
    waits = [wait(attempts, retry_after=timedelta(0)) for attempts in range(1, MOST_ATTEMPTS)]

    assert min(waits) > timedelta(0)
    assert sum(waits, timedelta(0)) > timedelta(minutes=10)

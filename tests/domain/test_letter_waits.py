"""How long a letter waits after a refusal."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.mail import MOST_ATTEMPTS, GiveUpLetter, MailFailure, TryAgain, after_refusal

AT = datetime(2023, 8, 22, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "asked_seconds", "waits_minutes"),
    [(1, None, 1), (4, None, 8), (9, None, 60), (1, 300, 5), (4, 300, 8), (9, 30, 60)],
)
def test_the_wait_doubles_up_to_an_hour_and_is_never_shorter_than_the_server_asks(
    attempts: int, asked_seconds: int | None, waits_minutes: int
) -> None:
    asked = None if asked_seconds is None else timedelta(seconds=asked_seconds)
    decided = after_refusal(
        MailFailure.UNAVAILABLE, permanent=False, attempts=attempts, at=AT, retry_after=asked
    )

    assert decided == TryAgain(AT + timedelta(minutes=waits_minutes))


@pytest.mark.parametrize(("permanent", "attempts"), [(True, 1), (False, MOST_ATTEMPTS)])
def test_what_no_attempt_mends_is_given_up_whatever_the_server_asks(
    *, permanent: bool, attempts: int
) -> None:
    decided = after_refusal(
        MailFailure.REJECTED, permanent=permanent, attempts=attempts, at=AT, retry_after=timedelta(minutes=5)
    )

    assert decided == GiveUpLetter(MailFailure.REJECTED)

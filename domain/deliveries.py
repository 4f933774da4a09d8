"""The fate of each message: what to do when sending fails, and what a strategist is told about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NewType

DeliveryId = NewType("DeliveryId", int)

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=30)
# At half an hour between them, that is four days of trying: an outage over a weekend loses nobody. A reminder
# that is no longer wanted by then is dropped when it is judged.
MOST_ATTEMPTS = 200
MOST_DOUBLINGS = 16
# As the page of a list that is to be redrawn: not the list, but the form that stands open in the message and
# that a list has covered.
THE_OPEN_FORM = -1


class DeliveryKind(StrEnum):
    """What a message is; the card itself is built when it is sent."""

    REMINDER = "reminder"
    SUMMARY = "summary"
    CARD_UPDATE = "card_update"
    MATTER = "matter"
    ESCALATION = "escalation"
    PREFLIGHT = "preflight"
    INQUIRY = "inquiry"


class Urgency(IntEnum):
    """Who goes first of what is due: the lowest number."""

    ANSWERED = 0
    """Somebody has just answered, and a card of theirs somewhere shows the old state."""
    ORDINARY = 1


class Fate(StrEnum):
    """Where a message is on its way. All but the first two are final."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    GIVEN_UP = "given_up"
    NOT_WANTED = "not_wanted"
    """Nothing was left to ask about."""
    PAUSED = "paused"
    """The person has paused the early reminders."""
    LATER = "later"
    """Another step is theirs now: they have got more time, or the next one has come."""
    TOO_LATE = "too_late"
    """The round closed first."""
    CANCELLED = "cancelled"


class FailureReason(StrEnum):
    """Why a person could not be reached; a fact about the round, shown to the strategist."""

    NOT_INSTALLED = "not_installed"
    BLOCKED = "blocked"
    CONVERSATION_GONE = "conversation_gone"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"
    TOO_LARGE = "too_large"
    REJECTED = "rejected"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try again then."""

    when: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not try again; the reason is shown."""

    reason: FailureReason


def after_failure(
    *,
    reason: FailureReason,
    permanent: bool,
    attempts: int,
    at: datetime,
    retry_after: timedelta | None = None,
    jitter: float = 0.0,
) -> RetryAt | GiveUp:
    """What to do after the `attempts`-th failed attempt, which was made at `at`.

    The wait doubles from a second to half an hour. The platform's own `Retry-After` is never shortened, and
    the doubling beside it keeps short ones from using up every attempt within a minute. `jitter` is 0–1 and
    adds up to a fifth (source: Microsoft Teams, rate-limit guidance: exponential back-off with jitter).
    """
    if permanent or attempts >= MOST_ATTEMPTS:
        return GiveUp(reason)
    doubled = min(FIRST_WAIT * 2 ** min(attempts - 1, MOST_DOUBLINGS), LONGEST_WAIT) * (1 + jitter / 5)
    return RetryAt(at + max(doubled, retry_after or timedelta(0)))

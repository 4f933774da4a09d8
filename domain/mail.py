"""Letters to whoever Teams cannot reach: when one is written, to whom, and what becomes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NewType

from domain.deliveries import FailureReason, Fate

LetterId = NewType("LetterId", int)

# What another attempt in Teams does not mend by itself.
OUT_OF_REACH = frozenset(
    {
        FailureReason.NOT_INSTALLED,
        FailureReason.BLOCKED,
        FailureReason.CONVERSATION_GONE,
        FailureReason.THROTTLED,
        FailureReason.UNAVAILABLE,
    }
)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
# At an hour between them it is more than three days: a mail server that is down over a weekend loses nobody.
MOST_ATTEMPTS = 80
MOST_DOUBLINGS = 8


class MailFailure(StrEnum):
    """Why a letter did not leave."""

    BOUNCED = "bounced"
    """The server takes nothing for that address."""
    REJECTED = "rejected"
    """The server does not take this letter from us."""
    UNAVAILABLE = "unavailable"
    """The server does not answer, is busy, or does not let us in."""
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRules:
    """How many letters leave in a minute, and for how many days their links are good."""

    per_minute: int
    link_days: int

    @property
    def link_lifetime(self) -> timedelta:
        """How long a link is good."""
        return timedelta(days=self.link_days)


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Send it again then."""

    when: datetime


@dataclass(frozen=True, slots=True)
class GiveUpLetter:
    """Do not try again; the strategist is told."""

    failure: MailFailure


def address_mark(address: str) -> str:
    """What an address is known by in the outbox, which has no need of the address itself."""
    return sha256(address.strip().lower().encode()).hexdigest()


def wants_letter(failure: FailureReason | None, address: str, bounced: Collection[str]) -> bool:
    """Whether somebody whose reminder was given up gets a letter instead.

    `bounced` are the marks of addresses that have bounced: until it is mended, another letter would too.
    """
    return failure in OUT_OF_REACH and bool(address.strip()) and address_mark(address) not in bounced


def after_refusal(
    failure: MailFailure, *, permanent: bool, attempts: int, at: datetime, jitter: float = 0.0
) -> TryAgain | GiveUpLetter:
    """What to do after the `attempts`-th attempt, which failed at `at`.

    The wait doubles from a minute to an hour; `jitter` is 0-1 and adds up to a fifth.
    """
    if permanent or attempts >= MOST_ATTEMPTS:
        return GiveUpLetter(failure)
    doubled = min(FIRST_WAIT * 2 ** min(attempts - 1, MOST_DOUBLINGS), LONGEST_WAIT)
    return TryAgain(at + doubled * (1 + jitter / 5))


class LinkEnd(StrEnum):
    """Why the link in a letter opens nothing any longer."""

    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    IN_TEAMS = "in_teams"
    """Teams has reached the person again, and they answer there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """What decides whether a link in a letter still opens a form."""

    fate: Fate
    sent_at: datetime | None
    withdrawn_at: datetime | None
    takes_answers: bool
    reached_at: datetime | None = None
    """When Teams last took a reminder to the same person in the same round."""


def ended(facts: LinkFacts) -> LinkEnd | None:
    """Why the link is over; None while it is good. Its own time is in its signature."""
    if facts.withdrawn_at is not None or facts.fate is Fate.CANCELLED:
        return LinkEnd.WITHDRAWN
    if not facts.takes_answers:
        return LinkEnd.CLOSED
    if facts.reached_at and facts.sent_at and facts.reached_at > facts.sent_at:
        return LinkEnd.IN_TEAMS
    return None

"""Letters to whoever Teams cannot reach: when one is written, to whom, and what becomes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NewType

from domain.calendar import WorkCalendar
from domain.contact import ContactState
from domain.deliveries import FailureReason, Fate
from domain.people import Person, PersonId
from domain.reminders import NotWanted, WaitUntil, next_opening
from domain.rounds import FollowUpRound, FollowUpRoundId

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
# What is over as soon as the person is heard from in Teams.
UNTIL_HEARD_FROM = frozenset({FailureReason.NOT_INSTALLED, FailureReason.BLOCKED})
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


class LetterKind(StrEnum):
    """What a letter is for."""

    FORM = "form"
    """To whoever is to answer, with a link to the form."""
    UNIT = "unit"
    """To somebody at the unit, about those whom neither Teams nor a letter has reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What has become of a letter; `at` is when it went or was given up, or when it will be tried.

    `withdrawn_at` is when its link was withdrawn.
    """

    fate: Fate
    at: datetime
    failure: MailFailure | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced:
    """Somebody whose address, as it stands in the plan, a mail server has refused."""

    person_id: PersonId
    name: str
    address: str
    follow_up_round_id: FollowUpRoundId


@dataclass(frozen=True, slots=True)
class Write:
    """Send it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether a letter that has been written down is still to be sent.

    `recipient` is the owner or whoever stands in, and `contact` where Teams would reach them now. `bounced`
    are the marks of addresses that have bounced: until it is mended, another letter would too.
    """

    follow_up_round: FollowUpRound
    reason: FailureReason
    outstanding: int
    has_newer: bool
    recipient: Person
    contact: ContactState | None
    bounced: Collection[str] = frozenset()


def judge(
    standing: Standing, at: datetime, calendar: WorkCalendar
) -> Write | NotWanted | WaitUntil | GiveUpLetter:
    """Whether a letter is still to be sent at that moment.

    Whoever has the app again by now is left to Teams, and nobody gets two letters at once.
    """
    follow_up_round, recipient = standing.follow_up_round, standing.recipient
    if not standing.outstanding:
        return NotWanted()
    if not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return NotWanted(Fate.TOO_LATE)
    if standing.has_newer:
        return NotWanted(Fate.LATER)
    if standing.reason in UNTIL_HEARD_FROM and standing.contact is ContactState.ACTIVE:
        return NotWanted()
    if address_mark(recipient.email) in standing.bounced:
        return GiveUpLetter(MailFailure.BOUNCED)
    opening = next_opening(recipient, at, calendar, follow_up_round.deadline)
    return WaitUntil(opening) if opening > at else Write()


def after_refusal(
    failure: MailFailure,
    *,
    permanent: bool,
    attempts: int,
    at: datetime,
    retry_after: timedelta | None = None,
    jitter: float = 0.0,
) -> TryAgain | GiveUpLetter:
    """What to do after the `attempts`-th attempt, which failed at `at`.

    The wait doubles from a minute to an hour, and is `retry_after` at the least; `jitter` is 0-1 and adds up
    to a fifth.
    """
    if permanent or attempts >= MOST_ATTEMPTS:
        return GiveUpLetter(failure)
    doubled = min(FIRST_WAIT * 2 ** min(attempts - 1, MOST_DOUBLINGS), LONGEST_WAIT)
    return TryAgain(at + max(doubled, retry_after or doubled) * (1 + jitter / 5))


class LinkEnd(StrEnum):
    """Why the link in a letter opens nothing any longer."""

    UNKNOWN = "unknown"
    """It is nobody's, its time is over, or its person has left the plan."""
    CLOSED = "closed"
    IN_TEAMS = "in_teams"
    """Teams has reached the person again, and they answer there."""
    WITHDRAWN = "withdrawn"
    """A strategist has withdrawn it."""


def ended(
    follow_up_round: FollowUpRound,
    *,
    written_at: datetime,
    withdrawn_at: datetime | None,
    reached_at: datetime | None,
    at: datetime,
) -> LinkEnd | None:
    """Why the link in a letter of `written_at` is over; None while it is good.

    `reached_at` is when Teams last took a reminder to the same list. The link's own time is in its signature.
    """
    if not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return LinkEnd.CLOSED
    if withdrawn_at is not None:
        return LinkEnd.WITHDRAWN
    if reached_at is not None and reached_at > written_at:
        return LinkEnd.IN_TEAMS
    return None

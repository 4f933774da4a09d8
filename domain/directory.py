"""What the municipality's directory (Entra) says about somebody, when it may be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.people import Person
from domain.rounds import FollowUpRound, RoundState, preflight_at

# Everybody is asked about once a day, and anew in the hours before a pre-flight is put together.
FRESH = timedelta(hours=24)
FRESH_FOR_PREFLIGHT = timedelta(hours=2)
BEFORE_PREFLIGHT = timedelta(hours=1)


class DirectoryState(StrEnum):
    """Stored as it was when the directory was last asked."""

    MEMBER = "member"
    GUEST = "guest"
    """A guest: somebody from a company or organisation with a directory of its own."""
    ELSEWHERE = "elsewhere"
    """No guest, but an account that another organisation's directory looks after."""
    DISABLED = "disabled"
    """The account is closed; the person has left."""
    GONE = "gone"
    """The account that we knew is not there any longer; the person has left."""
    UNKNOWN = "unknown"
    """Nobody has that address."""


HAS_LEFT = frozenset({DirectoryState.DISABLED, DirectoryState.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account in the directory; `addresses` are its user principal name and e-mail, in lower case."""

    entra_object_id: str
    addresses: tuple[str, ...]
    is_enabled: bool = True
    is_guest: bool = False
    is_external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the directory said about somebody, and when (UTC)."""

    state: DirectoryState
    at: datetime


def account_of(email: str, accounts: Collection[Account]) -> Account | None:
    """The account with that address; one that is in use and at home here before any other."""
    theirs = [each for each in accounts if email in each.addresses]
    return min(theirs, key=lambda each: (not each.is_enabled, each.is_guest, each.is_external), default=None)


def state_of(person: Person, account: Account | None) -> DirectoryState:
    """What it means for a person that the directory gave that account, or none."""
    if account is None:
        return DirectoryState.GONE if person.entra_object_id else DirectoryState.UNKNOWN
    if not account.is_enabled:
        return DirectoryState.DISABLED
    if account.is_guest:
        return DirectoryState.GUEST
    return DirectoryState.ELSEWHERE if account.is_external else DirectoryState.MEMBER


def stale_before(
    follow_up_rounds: Collection[FollowUpRound], at: datetime, calendar: WorkCalendar
) -> datetime:
    """Whoever was asked about before that instant is to be asked about again."""
    soon = any(
        each.state is RoundState.PLANNED
        and preflight_at(each, calendar) - BEFORE_PREFLIGHT <= at < preflight_at(each, calendar)
        for each in follow_up_rounds
    )
    return at - (FRESH_FOR_PREFLIGHT if soon else FRESH)

"""The delivery ledger: where the latest message to each person is, those who need the strategist first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from domain.deliveries import FailureReason
from domain.people import PersonId


class Place(IntEnum):
    """Where somebody's latest reminder is, in the order in which the strategist wants to know."""

    NOT_REACHED = 0
    """It was given up, and the person still has something outstanding."""
    HELD_UP = 1
    """An attempt has failed, and another will be made."""
    WAITING = 2
    ON_THE_WAY = 3
    MAILED = 4
    """It was given up, and a letter by e-mail has reached the person instead."""
    SENT = 5
    LATER = 6
    """They have got more time, or a later step came instead."""
    PAUSED = 7
    """They have paused the early reminders."""
    NOT_NEEDED = 8
    """Nothing was outstanding any longer, or the round closed before it went."""
    STOPPED = 9


Places = Mapping[Place, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """The latest message to one person. `recipient` is who got it, "" for the person or nobody.

    `not_before` is when the next attempt is made, `settled_at` when there was no more to be done.
    """

    person_id: PersonId
    person: str
    org_unit: str
    place: Place
    not_before: datetime
    failure: FailureReason | None = None
    code: str = ""
    recipient: str = ""
    settled_at: datetime | None = None

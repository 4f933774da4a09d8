"""What the clock did, told to whoever moves it: the log, the demo, the test."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeedKind(StrEnum):
    """The things that happen because time passed."""

    ROUND_OPENED = "round_opened"
    ROUND_CLOSED = "round_closed"
    REMINDERS_DECIDED = "reminders_decided"
    MANAGERS_TOLD = "managers_told"
    MATTERS_PASSED_ON = "matters_passed_on"
    MESSAGES_SENT = "messages_sent"
    MESSAGES_GIVEN_UP = "messages_given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One of them, with how many it concerned and when."""

    kind: DeedKind
    count: int
    at: datetime
    about: str = ""

"""Documents that take so long to make that whoever asked is told how it goes, and gets the file later."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NewType

from domain.people import Language, PersonId
from domain.report.formats import Format
from domain.rounds import FollowUpRoundId

OrderId = NewType("OrderId", int)

# Teams gives a turn some ten seconds, and what is made within one holds the others up. With so many plan
# activities a document took at most two seconds on two busy cores (docs/performance.md).
MOST_AT_ONCE = {
    Format.WORD: 300,
    Format.PDF: 200,
    Format.HTML: 600,
    Format.EXCEL: 800,
    Format.CSV: 2_000,
    Format.JSON: 2_000,
}
# What a process that has died was making is taken over by another after so long.
LEASE = timedelta(minutes=1)
# What kills the process each time is not tried for ever.
MOST_ATTEMPTS = 3


class Stage(StrEnum):
    """How far a document has come; each is shown once."""

    ORDERED = "ordered"
    READING = "reading"
    WRITING = "writing"
    CHECKING = "checking"


class OrderFault(StrEnum):
    """Why a document was not made."""

    FAILED = "failed"
    """Something went wrong with us."""
    TOO_LARGE = "too_large"
    """It is larger than what can be sent in the chat."""
    GONE = "gone"
    """The round or the version is not there any longer."""
    BROKEN_SEAL = "broken_seal"
    """The approved version is not as it was when it was approved."""
    BAD_TEMPLATE = "bad_template"
    """The municipality's own Word template cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A document that somebody waits for. `message_id` is where they are told how it goes, "" for nowhere.

    `key` names the finished file; `plan_activities` is how many the document is about; `lease` is whose turn
    it is to make it.
    """

    order_id: OrderId
    key: str
    person_id: PersonId
    follow_up_round_id: FollowUpRoundId
    kind: Format
    version: int
    language: Language
    plan_activities: int
    message_id: str = ""
    attempts: int = 0
    lease: str = ""


def takes_long(kind: Format, plan_activities: int) -> bool:
    """Whether a document about so many plan activities is made beside the turn that asks for it."""
    return plan_activities > MOST_AT_ONCE[kind]

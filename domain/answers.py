"""What an owner says about a plan activity, and what makes an answer complete."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId

AnswerId = NewType("AnswerId", int)

LONGEST_COMMENT = 1000
LONGEST_OBSTACLE = 500
LONGEST_NEXT_STEP = 500
LONGEST_EVIDENCE = 500
LONGEST_REASON = 500
LONGEST_NEXT_YEAR = 500
HIGHEST_PERCENT = 100


class Progress(StrEnum):
    """Where an activity stands. A missing answer is not a progress and is never counted as one."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    DELAYED = "delayed"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_off_track(self) -> bool:
        """Whether the director needs to know why."""
        return self in {Progress.DELAYED, Progress.DROPPED}


class ObstacleKind(StrEnum):
    """What stands in the way."""

    MONEY = "money"
    PROCUREMENT = "procurement"
    STAFF = "staff"
    DECISION = "decision"
    OTHER_PARTY = "other_party"


class PromiseFate(StrEnum):
    """What became of last time's next step."""

    KEPT = "kept"
    UNDER_WAY = "under_way"
    MOVED = "moved"
    DROPPED = "dropped"


class NextYear(StrEnum):
    """What is to become of a plan activity in the plan of the year after."""

    CONTINUE = "continue"
    CHANGE = "change"
    END = "end"


# Nothing more is to be done.
OVER = frozenset({Progress.DONE, Progress.DROPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What stands in the way, and a sentence about it."""

    kind: ObstacleKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The content of an answer, complete and within its limits.

    `new_end` is the promised date of what is delayed, `evidence` a link, and `promise` what became of the
    next step that was promised last time (None when there was none, or nothing was said about it). At the
    annual accounts `next_year` is what is to become of it, and `next_year_note` a sentence about that.
    """

    progress: Progress
    percent: int | None = None
    comment: str = ""
    obstacle: Obstacle | None = None
    next_step: str = ""
    needs_decision: bool = False
    new_end: date | None = None
    indicator_value: Decimal | None = None
    evidence: str = ""
    promise: PromiseFate | None = None
    next_year: NextYear | None = None
    next_year_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an answer came here, when not by a card: see `Answer`."""

    by_mail: bool = False
    source: str = ""
    given_at: datetime | None = None


BY_CARD = Way()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement made by somebody in a round. Append-only: a correction is a new answer.

    `answered_for` is the owner when a strategist has answered instead, and `reason` why. `by_mail` when by a
    link in a letter. `source` is the system that brought it, if one did: it may say nobody's name, and that
    it was `given_at` some time before it came here.
    """

    answer_id: AnswerId
    follow_up_round_id: FollowUpRoundId
    plan_activity_id: PlanActivityId
    statement: Statement
    answered_by: PersonId | None
    answered_at: datetime
    unchanged: bool = False
    answered_for: PersonId | None = None
    reason: str = ""
    by_mail: bool = False
    source: str = ""
    given_at: datetime | None = None

    @property
    def said_at(self) -> datetime:
        """When somebody said it, here or in the system that it comes from."""
        return self.given_at or self.answered_at

    @property
    def is_on_behalf(self) -> bool:
        """Whether a strategist has answered instead of the owner."""
        return self.answered_for is not None


class NotRepeatable(StrEnum):
    """Why "unchanged" would not be an honest answer."""

    NO_LAST_TIME = "no_last_time"
    WAS_THE_END = "was_the_end"
    PROMISE_HAS_PASSED = "promise_has_passed"


def why_not_repeat(previous: Answer | None, on: date) -> NotRepeatable | None:
    """Why "unchanged" would not be an honest answer on that day; None when it is.

    There must be something to repeat, it must not have been the end, nor what was to end with its year, and
    what was delayed must not have passed its promised date.
    """
    if previous is None:
        return NotRepeatable.NO_LAST_TIME
    statement = previous.statement
    if statement.progress in OVER or statement.next_year is NextYear.END:
        return NotRepeatable.WAS_THE_END
    if statement.progress is Progress.DELAYED and statement.new_end is not None and statement.new_end < on:
        return NotRepeatable.PROMISE_HAS_PASSED
    return None


def may_repeat(previous: Answer | None, on: date) -> bool:
    """Whether "unchanged" is an honest answer on that day."""
    return why_not_repeat(previous, on) is None


def repeated(statement: Statement) -> Statement:
    """What "unchanged" saves: the same, but neither last time's promise nor a year that has come."""
    return replace(statement, promise=None, next_year=None, next_year_note="")

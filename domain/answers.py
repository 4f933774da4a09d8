"""What an owner says about a plan activity, and what makes an answer complete."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId

AnswerId = NewType("AnswerId", int)

LONGEST_COMMENT = 1000
LONGEST_OBSTACLE = 500
LONGEST_NEXT_STEP = 500
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What stands in the way, and a sentence about it."""

    kind: ObstacleKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The content of an answer, complete and within its limits."""

    progress: Progress
    percent: int | None = None
    comment: str = ""
    obstacle: Obstacle | None = None
    next_step: str = ""
    needs_decision: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement made by somebody in a round. Append-only: a correction is a new answer."""

    answer_id: AnswerId
    follow_up_round_id: FollowUpRoundId
    plan_activity_id: PlanActivityId
    statement: Statement
    answered_by: PersonId
    answered_at: datetime
    unchanged: bool = False


def may_repeat(previous: Answer | None) -> bool:
    """Whether "unchanged" is an honest answer: there is something to repeat and it was not the end."""
    return previous is not None and previous.statement.progress not in {Progress.DONE, Progress.DROPPED}

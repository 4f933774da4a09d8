"""A sending: everything that was decided under one key in a round, and how far it has come."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.people import PersonId
from domain.reminders import AGAIN, ReminderKind, step_of
from domain.rounds import FollowUpRoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That a sending was stopped, when and by whom."""

    at: datetime
    by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One step of the ladder, one nudge, or one sending again. The numbers are of people.

    `goes_at` is when the next one goes; `first_sent` and `last_sent` are when those that are sent went.
    """

    follow_up_round_id: FollowUpRoundId
    key: str
    kind: ReminderKind
    decided_at: datetime
    requested_by: PersonId | None = None
    waiting: int = 0
    on_the_way: int = 0
    sent: int = 0
    not_reached: int = 0
    not_needed: int = 0
    paused: int = 0
    later: int = 0
    too_late: int = 0
    stopped: int = 0
    goes_at: datetime | None = None
    first_sent: datetime | None = None
    last_sent: datetime | None = None
    withdrawal: Withdrawal | None = None

    @property
    def people(self) -> int:
        """Everybody it was meant for."""
        gone = self.sent + self.not_reached + self.stopped
        needless = self.not_needed + self.paused + self.later + self.too_late
        return self.waiting + self.on_the_way + gone + needless

    @property
    def is_again(self) -> bool:
        """Whether it went to those whom an earlier one had not reached."""
        return self.key.startswith(f"{AGAIN}:")

    @property
    def has_begun(self) -> bool:
        """Whether anything has been tried: before that it is undone, after that broken off."""
        return bool(self.on_the_way or self.sent or self.not_reached)

    @property
    def working_days(self) -> int | None:
        """How far a step is from the last day to answer; None for what somebody asked for."""
        return step_of(self.key)[0] if self.kind is ReminderKind.STEP else None

    @property
    def own_deadline(self) -> date | None:
        """The day that a step is counted from when it is not the round's; those people were granted it."""
        return step_of(self.key)[1] if self.kind is ReminderKind.STEP else None

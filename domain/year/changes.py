"""What moving the dates of a round changes: its days, and the reminders that have not gone out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.rounds import FollowUpRound, ReminderStep, RoundState
from domain.year.milestones import Milestone, days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoved:
    """A milestone that has another day, has got one or has none any longer."""

    milestone: Milestone
    before: date | None
    after: date | None


class SentTo(StrEnum):
    """Whom a reminder is for."""

    OWNERS = "owners"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Planned:
    """A reminder that is to go out at an instant (UTC)."""

    at: datetime
    sent_to: SentTo


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that is different; the reminders are those that are still to come, in order of time."""

    days: tuple[DayMoved, ...]
    withdrawn: tuple[Planned, ...]
    instead: tuple[Planned, ...]
    kept: tuple[Planned, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether everything is as it was."""
        return not (self.days or self.withdrawn or self.instead)


def changes(before: FollowUpRound, after: FollowUpRound, at: datetime, calendar: WorkCalendar) -> Changes:
    """What is different once the round is as in `after`."""
    old, new = days_of(before, calendar), days_of(after, calendar)
    was, becomes = set(to_come(before, at, calendar)), set(to_come(after, at, calendar))
    return Changes(
        days=tuple(
            DayMoved(milestone=each, before=old.get(each), after=new.get(each))
            for each in Milestone
            if old.get(each) != new.get(each)
        ),
        withdrawn=tuple(sorted(was - becomes)),
        instead=tuple(sorted(becomes - was)),
        kept=tuple(sorted(becomes & was)),
    )


def to_come(follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar) -> list[Planned]:
    """The reminders of a round that have not gone out, in order of time.

    Steps that fall before the round opens come when it opens, and then only the latest of them.
    """
    if follow_up_round.state is RoundState.CLOSED:
        return []
    opens, closes = follow_up_round.opens_at, follow_up_round.closes_at

    def moment(step: ReminderStep) -> datetime:
        return max(step.instant(follow_up_round.deadline, calendar), calendar.next_open(opens))

    owners = {Planned(at=moment(step), sent_to=SentTo.OWNERS) for step in follow_up_round.steps}
    told = follow_up_round.escalation
    managers = {Planned(at=moment(told), sent_to=SentTo.MANAGERS)} if told else set()
    return sorted(each for each in owners | managers if at < each.at < closes)

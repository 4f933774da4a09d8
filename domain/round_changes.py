"""What a strategist may do to a round while it runs: give everybody longer, close it, open it again."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.reminders import key_of, later_deadline
from domain.rounds import CLOSING_TIME, GRACE_AFTER_DEADLINE, FollowUpRound, ReminderStep, RoundState

# A round that is to last longer than this is another round.
LONGEST_EXTENSION = timedelta(days=90)
# What is suggested first: a week more.
USUAL_EXTENSION = 5


class DayFault(StrEnum):
    """Why a day cannot be the new last day to answer."""

    MISSING = "missing"
    NOT_LATER = "not_later"
    PAST = "past"
    TOO_LATE = "too_late"


def fault_of(follow_up_round: FollowUpRound, day: date | None, on: date) -> DayFault | None:
    """What is wrong with that day as the round's last day to answer; None when it can be."""
    if day is None:
        return DayFault.MISSING
    if day < on:
        return DayFault.PAST
    if day <= follow_up_round.deadline and follow_up_round.is_open:
        return DayFault.NOT_LATER
    return DayFault.TOO_LATE if day > max(on, follow_up_round.deadline) + LONGEST_EXTENSION else None


def suggested(follow_up_round: FollowUpRound, on: date, calendar: WorkCalendar) -> date:
    """The last day to answer that is suggested: a working week from now, or from the present one."""
    return calendar.add_working_days(max(on, follow_up_round.deadline), USUAL_EXTENSION)


def extended(
    follow_up_round: FollowUpRound, day: date, at: datetime, calendar: WorkCalendar
) -> FollowUpRound:
    """The round with a later last day to answer; it closes as many working days after that as before."""
    closed_on = calendar.local_day(follow_up_round.closes_at)
    grace = calendar.working_days_between(follow_up_round.deadline, closed_on)
    if closed_on > follow_up_round.deadline:
        # Late answers were to be taken, be it over a weekend.
        grace = max(grace, 1)
    return _moved(follow_up_round, day, grace, at, calendar)


def reopened(
    follow_up_round: FollowUpRound, day: date, because: str, at: datetime, calendar: WorkCalendar
) -> FollowUpRound:
    """A closed round as it is once it takes answers again, through `day` and some days more."""
    opened = replace(follow_up_round, state=RoundState.OPEN, reopened_because=because)
    # When it was closed ahead of its time says nothing of how long late answers are to be taken.
    return _moved(opened, day, GRACE_AFTER_DEADLINE, at, calendar)


def _moved(
    follow_up_round: FollowUpRound, day: date, grace: int, at: datetime, calendar: WorkCalendar
) -> FollowUpRound:
    closing_day = calendar.add_working_days(day, grace)
    return replace(
        follow_up_round,
        deadline=day,
        deadline_since=at,
        closes_at=calendar.instant(closing_day, CLOSING_TIME),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepToCome:
    """A step of the ladder that has not come yet: when (UTC), and its name in unique keys."""

    step: ReminderStep
    at: datetime
    key: str


def steps_to_come(
    follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar
) -> tuple[StepToCome, ...]:
    """The steps that everybody with the round's own deadline has left, in order of time."""
    if follow_up_round.state is RoundState.CLOSED:
        return ()
    later = later_deadline(follow_up_round, None)
    steps = [
        StepToCome(step=step, at=step.instant(follow_up_round.deadline, calendar), key=key_of(step, later))
        for step in follow_up_round.steps
    ]
    return tuple(sorted((each for each in steps if at < each.at < follow_up_round.closes_at), key=_moment))


def _moment(each: StepToCome) -> datetime:
    return each.at

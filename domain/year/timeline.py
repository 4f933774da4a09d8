"""A round along a line of time: what has been, what comes next and what comes after that."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.rounds import FollowUpRound
from domain.year.milestones import Milestone, days_of


class Stage(StrEnum):
    """Where a day lies, seen from today."""

    DONE = "done"
    NEXT = "next"
    COMING = "coming"


class Happening(StrEnum):
    """What happens by itself on a day that is no milestone."""

    REMINDER = "reminder"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One day on the line."""

    day: date
    what: Milestone | Happening
    stage: Stage


def timeline(follow_up_round: FollowUpRound, today: date, calendar: WorkCalendar) -> list[Entry]:
    """Every day of a round in order of time; the first that has not been is the next."""
    days: list[tuple[date, Milestone | Happening]] = [
        (day, milestone) for milestone, day in days_of(follow_up_round, calendar).items()
    ]
    in_order = sorted([*days, *_happenings(follow_up_round, calendar)], key=lambda each: each[0])
    upcoming = [day for day, _ in in_order if day >= today]
    following = upcoming[0] if upcoming else None
    return [Entry(day=day, what=what, stage=_stage(day, today, following)) for day, what in in_order]


def _happenings(
    follow_up_round: FollowUpRound, calendar: WorkCalendar
) -> list[tuple[date, Milestone | Happening]]:
    """The reminders that come or have come; not those that a deadline that was moved has passed by.

    What falls before the round opens comes when it opens.
    """
    deadline, since = follow_up_round.deadline, follow_up_round.deadline_since
    opens = calendar.local_day(calendar.next_open(follow_up_round.opens_at))
    days = {
        max(step.day(deadline, calendar), opens)
        for step in follow_up_round.steps
        if since is None or step.instant(deadline, calendar) > since
    }
    told = follow_up_round.escalation
    managers = [(told.day(deadline, calendar), Happening.ESCALATION)] if told else []
    closes = calendar.local_day(follow_up_round.closes_at)
    return [*((day, Happening.REMINDER) for day in sorted(days) if day <= closes), *managers]


def _stage(day: date, today: date, following: date | None) -> Stage:
    if day < today:
        return Stage.DONE
    return Stage.NEXT if day == following else Stage.COMING

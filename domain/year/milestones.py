"""The days of a round in the order in which they come, each by its name."""

from datetime import date
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.rounds import FollowUpRound


class Milestone(StrEnum):
    """A day of a round that somebody sets, in the order in which they come."""

    OPENS = "opens"
    DEADLINE = "deadline"
    MANAGERS = "managers"
    CLOSES = "closes"
    STRATEGISTS = "strategists"
    DIRECTOR = "director"
    DISPATCH = "dispatch"
    MEETING = "meeting"


# Without these there is no round; the others belong to a committee that has to have its report.
NEEDED = (Milestone.OPENS, Milestone.DEADLINE, Milestone.CLOSES)


def days_of(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> dict[Milestone, date]:
    """Every day that the round has, in the order in which they should come."""
    milestones = follow_up_round.milestones
    days = {
        Milestone.OPENS: calendar.local_day(follow_up_round.opens_at),
        Milestone.DEADLINE: follow_up_round.deadline,
        Milestone.MANAGERS: milestones.managers_by,
        Milestone.CLOSES: calendar.local_day(follow_up_round.closes_at),
        Milestone.STRATEGISTS: milestones.strategists_by,
        Milestone.DIRECTOR: milestones.director_by,
        Milestone.DISPATCH: milestones.dispatch_on,
        Milestone.MEETING: milestones.meeting_on,
    }
    return {milestone: day for milestone, day in days.items() if day is not None}

"""Back-planning: from the committee's meeting, the deadline or the reference date to every day of a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar import WorkCalendar
from domain.plan import PlanId
from domain.rounds import (
    CLOSING_TIME,
    OPENING_TIME,
    FollowUpRound,
    FollowUpRoundId,
    Milestones,
    Occasion,
)
from domain.year.milestones import Milestone
from domain.year.rhythm import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The committee meets that day; its papers go out a given day, or as long before as usual."""

    meeting_on: date
    dispatch_on: date | None = None


@dataclass(frozen=True, slots=True)
class LastDay:
    """Answers are due that day."""

    deadline: date


@dataclass(frozen=True, slots=True)
class Reference:
    """As long after the reference date as the rhythm says."""


Anchor = Meeting | LastDay | Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be planned."""

    plan_id: PlanId
    occasion: Occasion
    reference_date: date


def planned(wanted: Wanted, anchor: Anchor, rhythm: Rhythm, calendar: WorkCalendar) -> FollowUpRound:
    """The round with every day counted in working days from what one goes from; unsaved (id 0).

    The days that somebody has given are as they were given, even if nobody works then.
    """
    deadline = _deadline(wanted, anchor, rhythm, calendar)
    counted = {
        milestone: calendar.add_working_days(deadline, distance) if distance else deadline
        for milestone, distance in rhythm.distances.items()
    }
    return _with_days(wanted, counted | _given(anchor), rhythm, calendar)


def _deadline(wanted: Wanted, anchor: Anchor, rhythm: Rhythm, calendar: WorkCalendar) -> date:
    """The latest day that leaves time for everything after it."""
    match anchor:
        case LastDay(deadline):
            return deadline
        case Reference():
            return calendar.add_working_days(wanted.reference_date, rhythm.after_reference)
        case Meeting(meeting_on=meeting, dispatch_on=dispatch):
            latest = [(meeting, Milestone.MEETING), *([(dispatch, Milestone.DISPATCH)] if dispatch else [])]
            return min(
                calendar.add_working_days(day, -rhythm.distances[milestone]) for day, milestone in latest
            )


def _given(anchor: Anchor) -> dict[Milestone, date]:
    if not isinstance(anchor, Meeting):
        return {}
    dispatch = {Milestone.DISPATCH: anchor.dispatch_on} if anchor.dispatch_on else {}
    return {Milestone.MEETING: anchor.meeting_on, **dispatch}


def _with_days(
    wanted: Wanted, days: Mapping[Milestone, date], rhythm: Rhythm, calendar: WorkCalendar
) -> FollowUpRound:
    return FollowUpRound(
        follow_up_round_id=FollowUpRoundId(0),
        plan_id=wanted.plan_id,
        occasion=wanted.occasion,
        reference_date=wanted.reference_date,
        opens_at=calendar.instant(days[Milestone.OPENS], OPENING_TIME),
        deadline=days[Milestone.DEADLINE],
        closes_at=calendar.instant(days[Milestone.CLOSES], CLOSING_TIME),
        steps=rhythm.steps,
        escalation=rhythm.escalation,
        milestones=Milestones(
            managers_by=days[Milestone.MANAGERS],
            strategists_by=days[Milestone.STRATEGISTS],
            director_by=days[Milestone.DIRECTOR],
            dispatch_on=days[Milestone.DISPATCH],
            meeting_on=days[Milestone.MEETING],
        ),
    )

"""The rounds of a new year: with the days between them that those of the year before had, else the usual."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.calendar import WorkCalendar
from domain.plan import PlanId
from domain.rounds import REFERENCE_DAYS, FollowUpRound, Milestones, Occasion, usual_round
from domain.year.planning import Reference, Wanted, planned
from domain.year.rhythm import rhythm_of
from domain.year.start import the_one_before


def rounds_of_year(
    plan_id: PlanId, year: int, earlier: Sequence[FollowUpRound], calendar: WorkCalendar
) -> list[FollowUpRound]:
    """One for each of the accounts, unsaved (id 0); `earlier` are the rounds that there have been."""
    return [
        _round(plan_id, occasion, date(year, month, day), earlier, calendar)
        for occasion, (month, day) in REFERENCE_DAYS.items()
    ]


def _round(
    plan_id: PlanId,
    occasion: Occasion,
    reference_date: date,
    earlier: Sequence[FollowUpRound],
    calendar: WorkCalendar,
) -> FollowUpRound:
    last = the_one_before(earlier, occasion, reference_date)
    if last is not None:
        wanted = Wanted(plan_id=plan_id, occasion=occasion, reference_date=reference_date)
        repeated = planned(wanted, Reference(), rhythm_of(last, calendar), calendar)
        if _is_sound(repeated, calendar):
            return replace(repeated, milestones=_as_before(repeated.milestones, last.milestones))
    return usual_round(plan_id, occasion, reference_date, calendar)


def _is_sound(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> bool:
    """Whether its days come in order: a round that somebody closed ahead of its time is no pattern."""
    deadline = follow_up_round.deadline
    opens, closes = (calendar.local_day(at) for at in (follow_up_round.opens_at, follow_up_round.closes_at))
    return follow_up_round.reference_date < deadline and opens < deadline <= closes


def _as_before(counted: Milestones, before: Milestones) -> Milestones:
    """The days that the year before had; nobody's meeting is set for them where there was none."""

    def of(day: date | None, had: date | None) -> date | None:
        return day if had else None

    return Milestones(
        managers_by=of(counted.managers_by, before.managers_by),
        strategists_by=of(counted.strategists_by, before.strategists_by),
        director_by=of(counted.director_by, before.director_by),
        dispatch_on=of(counted.dispatch_on, before.dispatch_on),
        meeting_on=of(counted.meeting_on, before.meeting_on),
    )

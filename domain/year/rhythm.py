"""The rhythm of a round: how many working days lie between its days, as usual or as the year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.calendar import WorkCalendar
from domain.rounds import (
    DEADLINE_AFTER_REFERENCE,
    ESCALATION_AFTER_DEADLINE,
    GRACE_AFTER_DEADLINE,
    REMINDER_STEPS,
    FollowUpRound,
    Occasion,
    ReminderStep,
)
from domain.year.milestones import Milestone, days_of

# A summary of eight months is written in a week. That of a whole year takes three days more: the year's
# figures are added, and everybody else closes their books at the same time.
WRITING = MappingProxyType({Occasion.INTERIM_ACCOUNTS: 5, Occasion.ANNUAL_ACCOUNTS: 8})
# A director reads and signs within a week.
SIGNING = 5
# The committee's secretary wants the papers two days before they go out.
BEFORE_DISPATCH = 2
# The papers reach the members a week ahead, as most committees have decided.
DISPATCH_BEFORE_MEETING = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Distances in working days: the deadline's from the reference date, the others' from the deadline."""

    after_reference: int
    distances: Mapping[Milestone, int]
    steps: tuple[ReminderStep, ...]
    escalation: ReminderStep | None


def usual_rhythm(occasion: Occasion) -> Rhythm:
    """The rhythm of a municipality that has not found its own yet."""
    written = GRACE_AFTER_DEADLINE + WRITING[occasion]
    signed = written + SIGNING
    dispatched = signed + BEFORE_DISPATCH
    return Rhythm(
        after_reference=DEADLINE_AFTER_REFERENCE,
        distances={
            Milestone.OPENS: REMINDER_STEPS[0],
            Milestone.DEADLINE: 0,
            Milestone.MANAGERS: GRACE_AFTER_DEADLINE,
            Milestone.CLOSES: GRACE_AFTER_DEADLINE,
            Milestone.STRATEGISTS: written,
            Milestone.DIRECTOR: signed,
            Milestone.DISPATCH: dispatched,
            Milestone.MEETING: dispatched + DISPATCH_BEFORE_MEETING,
        },
        steps=tuple(ReminderStep(working_days=days) for days in REMINDER_STEPS),
        escalation=ReminderStep(working_days=ESCALATION_AFTER_DEADLINE),
    )


def rhythm_of(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> Rhythm:
    """The rhythm that an earlier round had; what it had no day for is as usual, when that fits its order."""
    deadline = follow_up_round.deadline
    had = {
        milestone: calendar.working_days_between(deadline, day)
        for milestone, day in days_of(follow_up_round, calendar).items()
    }
    return Rhythm(
        after_reference=calendar.working_days_between(follow_up_round.reference_date, deadline),
        distances=_completed(had, usual_rhythm(follow_up_round.occasion).distances),
        steps=follow_up_round.steps,
        escalation=follow_up_round.escalation,
    )


def _completed(had: Mapping[Milestone, int], usual: Mapping[Milestone, int]) -> dict[Milestone, int]:
    """What was missing follows the one before it at the usual distance, and passes none that comes after."""
    found: dict[Milestone, int] = {}
    in_order = list(Milestone)
    for place, milestone in enumerate(in_order):
        before = in_order[place - 1] if place else milestone
        wanted = found.get(before, 0) + usual[milestone] - usual[before]
        later = [had[each] for each in in_order[place:] if each in had]
        found[milestone] = had.get(milestone, min([wanted, *later]))
    return found

"""Follow-up rounds: when they open, when answers are due, when they close and when people are reminded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from domain.calendar import WorkCalendar
from domain.plan import PlanId

FollowUpRoundId = NewType("FollowUpRoundId", int)

# The municipality's rhythm: answers are due eight working days after the reference date, late ones are
# taken for another five, and people are told three times before the deadline and once after it.
DEADLINE_AFTER_REFERENCE = 8
GRACE_AFTER_DEADLINE = 5
REMINDER_STEPS = (-15, -5, -1, 2)
# The units’ managers are told so long after the deadline what is outstanding, while there is time to answer.
ESCALATION_AFTER_DEADLINE = 3
PREFLIGHT_BEFORE_OPENING = 10
REMINDER_TIME = time(9)
OPENING_TIME = time(8)
CLOSING_TIME = time(16)
SOON = timedelta(days=30)


class Occasion(StrEnum):
    """The accounts that a round is made for."""

    INTERIM_ACCOUNTS = "interim_accounts"
    ANNUAL_ACCOUNTS = "annual_accounts"


class RoundState(StrEnum):
    """A round is planned, then open for answers, then closed for good."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ReminderStep:
    """One step of the ladder: so many working days from the deadline, at that local time."""

    working_days: int
    at: time = REMINDER_TIME

    @property
    def key(self) -> str:
        """The step's name in unique keys, such as `-15` or `+2`."""
        return f"{self.working_days:+d}"

    def day(self, deadline: date, calendar: WorkCalendar) -> date:
        """The working day on which the step falls."""
        return calendar.add_working_days(deadline, self.working_days)

    def instant(self, deadline: date, calendar: WorkCalendar) -> datetime:
        """When the step falls due (UTC)."""
        return calendar.instant(self.day(deadline, calendar), self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """The days by which the others must be done for the committee to have its report; local days.

    Owners are done by the round's own deadline.
    """

    managers_by: date | None = None
    strategists_by: date | None = None
    director_by: date | None = None
    dispatch_on: date | None = None
    meeting_on: date | None = None


NO_MILESTONES = Milestones()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRound:
    """One follow-up of one plan. Instants are UTC, `deadline` is a local day.

    On the day of the `escalation` (after the deadline) the units' managers are told what is outstanding.
    `deadline_since` is when a deadline that was moved while the round was open began to hold. `closings` is
    how often the round has been closed, `reopened_because` why it was opened again after the last of them,
    `revision` how often somebody has changed it: whoever changes an older revision than the stored one is
    told so instead.
    """

    follow_up_round_id: FollowUpRoundId
    plan_id: PlanId
    occasion: Occasion
    reference_date: date
    opens_at: datetime
    deadline: date
    closes_at: datetime
    state: RoundState = RoundState.PLANNED
    steps: tuple[ReminderStep, ...] = ()
    milestones: Milestones = NO_MILESTONES
    escalation: ReminderStep | None = None
    deadline_since: datetime | None = None
    closings: int = 0
    reopened_because: str = ""
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.state is RoundState.OPEN

    @property
    def asks_next_year(self) -> bool:
        """Whether people are asked what is to become of each plan activity in the year after."""
        return self.occasion is Occasion.ANNUAL_ACCOUNTS

    def should_open(self, at: datetime) -> bool:
        """Whether the opening time has come."""
        return self.state is RoundState.PLANNED and self.opens_at <= at < self.closes_at

    def should_close(self, at: datetime) -> bool:
        """Whether the closing time has come; a round that was never opened closes too."""
        return self.state is not RoundState.CLOSED and self.closes_at <= at


REFERENCE_DAYS = {Occasion.INTERIM_ACCOUNTS: (8, 31), Occasion.ANNUAL_ACCOUNTS: (12, 31)}


def usual_round(
    plan_id: PlanId, occasion: Occasion, reference_date: date, calendar: WorkCalendar
) -> FollowUpRound:
    """A round whose dates are counted in working days from its reference date."""
    deadline = calendar.add_working_days(reference_date, DEADLINE_AFTER_REFERENCE)
    steps = tuple(ReminderStep(working_days=days) for days in REMINDER_STEPS)
    closing_day = calendar.add_working_days(deadline, GRACE_AFTER_DEADLINE)
    return FollowUpRound(
        follow_up_round_id=FollowUpRoundId(0),
        plan_id=plan_id,
        occasion=occasion,
        reference_date=reference_date,
        opens_at=calendar.instant(steps[0].day(deadline, calendar), OPENING_TIME),
        deadline=deadline,
        closes_at=calendar.instant(closing_day, CLOSING_TIME),
        steps=steps,
        escalation=ReminderStep(working_days=ESCALATION_AFTER_DEADLINE),
    )


def opened_now(follow_up_round: FollowUpRound, at: datetime) -> FollowUpRound:
    """The round as it is once somebody has opened it ahead of its day."""
    return replace(follow_up_round, state=RoundState.OPEN, opens_at=min(at, follow_up_round.opens_at))


def preflight_at(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> datetime:
    """When the strategists are told what would stop answers: two weeks before the round opens (UTC)."""
    opens_on = calendar.local_day(follow_up_round.opens_at)
    return calendar.instant(calendar.add_working_days(opens_on, -PREFLIGHT_BEFORE_OPENING), OPENING_TIME)


def closed_at(follow_up_round: FollowUpRound, at: datetime) -> FollowUpRound:
    """The round as it is once it has closed, by itself or ahead of its time."""
    return replace(
        follow_up_round,
        state=RoundState.CLOSED,
        closes_at=min(at, follow_up_round.closes_at),
        closings=follow_up_round.closings + 1,
    )


def begun(follow_up_rounds: Collection[FollowUpRound]) -> list[FollowUpRound]:
    """Those that have been opened, whether they have closed or not; only they can be compared with."""
    return [each for each in follow_up_rounds if each.state is not RoundState.PLANNED]


def in_mind(follow_up_rounds: list[FollowUpRound], at: datetime) -> FollowUpRound | None:
    """The round that people mean when they ask how it stands; the rounds come in order of reference date.

    The open one; else the next, when it opens within a month; else the one that closed last; else the next.
    """
    by_state = {state: [each for each in follow_up_rounds if each.state is state] for state in RoundState}
    planned, closed = by_state[RoundState.PLANNED], by_state[RoundState.CLOSED]
    if by_state[RoundState.OPEN]:
        return by_state[RoundState.OPEN][0]
    if planned and (not closed or planned[0].opens_at - at <= SOON):
        return planned[0]
    return closed[-1] if closed else None


def to_summarise(follow_up_rounds: list[FollowUpRound]) -> FollowUpRound | None:
    """The round that a summary is asked of: the open one, else the one that closed last, else the next."""
    for state in (RoundState.OPEN, RoundState.CLOSED):
        of_state = [each for each in follow_up_rounds if each.state is state]
        if of_state:
            return of_state[-1]
    return follow_up_rounds[0] if follow_up_rounds else None


def next_moment(
    follow_up_rounds: list[FollowUpRound],
    after: datetime,
    calendar: WorkCalendar,
    own_deadlines: Mapping[FollowUpRoundId, Collection[date]] = MappingProxyType({}),
) -> datetime | None:
    """The next instant at which some round opens, reminds or closes; None when nothing is left.

    `own_deadlines` are the later days that people have been given in each round.
    """
    moments = [
        moment
        for follow_up_round in follow_up_rounds
        if follow_up_round.state is not RoundState.CLOSED
        for moment in _moments(
            follow_up_round, calendar, own_deadlines.get(follow_up_round.follow_up_round_id, ())
        )
        if moment > after
    ]
    return min(moments, default=None)


def _moments(
    follow_up_round: FollowUpRound, calendar: WorkCalendar, own_deadlines: Collection[date]
) -> list[datetime]:
    deadlines = [follow_up_round.deadline, *own_deadlines]
    steps = [step.instant(day, calendar) for day in deadlines for step in follow_up_round.steps]
    escalation = follow_up_round.escalation
    told = [escalation.instant(follow_up_round.deadline, calendar)] if escalation else []
    # Whoever was given longer is told of when that has passed too.
    told += [calendar.instant(day + timedelta(days=1), time.min) for day in own_deadlines if told]
    told = [moment for moment in told if told[0] <= moment < follow_up_round.closes_at]
    is_planned = follow_up_round.state is RoundState.PLANNED
    ahead = [preflight_at(follow_up_round, calendar)] if is_planned else []
    return [*ahead, follow_up_round.opens_at, *steps, *told, follow_up_round.closes_at]

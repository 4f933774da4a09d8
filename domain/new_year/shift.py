"""From one year's plan to the next: what starts, what is left of the old year, and what would be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from domain.calendar import WorkCalendar
from domain.new_year.rounds import rounds_of_year
from domain.new_year.succession import Succession, the_plan_after
from domain.plan import Plan, PlanId
from domain.rounds import FollowUpRound, RoundState, in_mind

MARK_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Who started a year, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OldYear:
    """The plan that is followed up now. `annual` is the round that asks about next year, if there is one.

    About `unsaid` of its activities nobody has answered what is to become of them.
    """

    plan: Plan
    rounds: Sequence[FollowUpRound]
    annual: FollowUpRound | None
    unsaid: int

    @property
    def still_open(self) -> tuple[FollowUpRound, ...]:
        """The rounds that are not over; starting the new year does nothing to them."""
        return tuple(each for each in self.rounds if each.state is not RoundState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewYear:
    """The plan that is to start. Of its activities `unlinked` do not continue what they should yet.

    `to_plan` are the rounds that it lacks, unsaved, and `rounds` those that it has.
    """

    plan: Plan
    succession: Succession
    unlinked: int
    rounds: Sequence[FollowUpRound]
    to_plan: Sequence[FollowUpRound]
    started: Started | None = None

    @property
    def is_done(self) -> bool:
        """Whether somebody has started it and nothing has come since that remains to be done."""
        return self.started is not None and not (self.unlinked or self.to_plan)

    @property
    def mark(self) -> str:
        """Another one when starting it would do something else than it would have done."""
        found = self.succession
        told = (
            self.plan.plan_id,
            self.unlinked,
            (found.earlier_year, len(found.continuing), found.new, found.ended),
            [(each.occasion.value, each.opens_at, each.deadline, each.closes_at) for each in self.to_plan],
        )
        return sha256(repr(told).encode()).hexdigest()[:MARK_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A turn of the year; `new` is None while no plan of the new year has been read in."""

    year: int
    old: OldYear
    new: NewYear | None


def plan_in_mind(plans: Sequence[Plan], rounds: Sequence[FollowUpRound], today: date) -> Plan | None:
    """The plan that people mean when they name no year; the plans come in order of year.

    The one that is being followed up; else the latest whose year has begun; else the first.
    """
    by_id = {each.plan_id: each for each in plans}
    is_open = next((each for each in rounds if each.is_open), None)
    if is_open is not None:
        return by_id.get(is_open.plan_id)
    begun = [each for each in plans if each.year <= today.year]
    return begun[-1] if begun else next(iter(plans), None)


def old_and_new(
    plans: Sequence[Plan], rounds: Sequence[FollowUpRound], at: datetime, today: date
) -> tuple[Plan, Plan | None] | None:
    """The plan whose round people mean now, and the one after it; None when there is no plan at all.

    So a new year is what one asks about from its preparations until the first follow-up of it comes near.
    """
    meant = in_mind(list(rounds), at)
    by_id = {each.plan_id: each for each in plans}
    old = by_id.get(meant.plan_id) if meant else plan_in_mind(plans, rounds, today)
    if old is None:
        return None
    return old, the_plan_after(plans, old.year, is_example=old.is_example)


def lacking(
    plan: Plan, rounds: Sequence[FollowUpRound], at: datetime, calendar: WorkCalendar
) -> list[FollowUpRound]:
    """The rounds that a plan has none of for those accounts, and that would not have opened already."""
    has = {each.occasion for each in of_plan(rounds, plan.plan_id)}
    found = rounds_of_year(plan.plan_id, plan.year, rounds, calendar)
    return [each for each in found if each.occasion not in has and each.opens_at > at]


def of_plan(rounds: Sequence[FollowUpRound], plan_id: PlanId) -> list[FollowUpRound]:
    """The rounds of one plan."""
    return [each for each in rounds if each.plan_id == plan_id]

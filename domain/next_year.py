"""Next year: what becomes of each plan activity, as answered or else proposed, and the list that follows."""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.answers import OVER, NextYear
from domain.plan_file.entries import PlanActivityEntry, PlanEntry, PlanFile
from domain.worklist import WorkItem

LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """What becomes of a plan activity; `is_proposed` when nobody has said it and its progress decides."""

    item: WorkItem
    choice: NextYear
    note: str = ""
    is_proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYearDraft:
    """The plan of `year` as it would be, from what is known about the year before."""

    year: int
    continuations: tuple[Continuation, ...]

    def of(self, choice: NextYear) -> tuple[Continuation, ...]:
        """Those of which that becomes."""
        return tuple(each for each in self.continuations if each.choice is choice)

    @property
    def proposed(self) -> int:
        """How many nobody has said anything about."""
        return sum(each.is_proposed for each in self.continuations)


def next_year_draft(year: int, items: Iterable[WorkItem]) -> NextYearDraft:
    """The draft for `year` from all items of the annual accounts of the year before."""
    return NextYearDraft(year=year, continuations=tuple(continuation(item) for item in items))


def continuation(item: WorkItem) -> Continuation:
    """What becomes of one: as was answered, else it ends when it is done or dropped and goes on when not."""
    said = item.answer.statement if item.answer else None
    if said is not None and said.next_year is not None:
        return Continuation(item=item, choice=said.next_year, note=said.next_year_note)
    latest = item.answer or item.previous
    is_over = latest is not None and latest.statement.progress in OVER
    return Continuation(item=item, choice=NextYear.END if is_over else NextYear.CONTINUE, is_proposed=True)


def plan_of_next_year(plan_file: PlanFile, draft: NextYearDraft) -> PlanFile:
    """The plan file of the year before carried on: what has ended is left out, and days are moved a year.

    The numbers stay, so that each can be told from last year's. What was answered stays with its own year.
    """
    ended = {each.item.plan_activity.number for each in draft.of(NextYear.END)}
    return replace(
        plan_file,
        plans=tuple(_plan(each, draft.year) for each in plan_file.plans),
        plan_activities=tuple(
            _moved(each, draft.year) for each in plan_file.plan_activities if each.number not in ended
        ),
        earlier_answers=(),
    )


def a_year_later(day: date) -> date:
    """The same day the year after; the leap day becomes 28 February."""
    if (day.month, day.day) == LEAP_DAY and not isleap(day.year + 1):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def _plan(plan: PlanEntry, year: int) -> PlanEntry:
    return replace(plan, year=year, title=plan.title.replace(str(plan.year), str(year)), is_example=False)


def _moved(entry: PlanActivityEntry, year: int) -> PlanActivityEntry:
    # What reaches into the new year as it is has its own days already.
    if entry.end.year >= year:
        return entry
    start, end = entry.start, entry.end
    while end.year < year:
        start, end = a_year_later(start), a_year_later(end)
    return replace(entry, start=start, end=end)

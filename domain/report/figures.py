"""The figures of a report, each with the answers and plan activities that it comes from.

They say the same as the cells that cards are added up from (`domain/summary`), and can be traced as well.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.report.counting import has_moved_end
from domain.report.data import PlanActivityRecord, ReportData


class Fact(StrEnum):
    """What is true of a plan activity in a report, or is not. Its value is its name in open data."""

    EVERY = "all"
    ANSWERED = "answered"
    MISSING = "missing"
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    DELAYED = "delayed"
    DONE = "done"
    DROPPED = "dropped"
    OFF_TRACK = "off_track"
    UNCHANGED = "unchanged"
    ON_BEHALF = "on_behalf"
    LATE = "late"
    CORRECTED = "corrected"
    NEEDS_DECISION = "needs_decision"
    COMPARED = "compared"
    BECAME_DELAYED = "became_delayed"
    BACK_ON_TRACK = "back_on_track"
    BECAME_DONE = "became_done"
    BECAME_DROPPED = "became_dropped"
    NEW_OWNER = "new_owner"
    MOVED_END = "moved_end"
    PROMISED = "promised"
    PROMISE_KEPT = "promise_kept"
    PROMISE_UNDER_WAY = "promise_under_way"
    PROMISE_MOVED = "promise_moved"
    PROMISE_GIVEN_UP = "promise_given_up"
    PROMISE_UNSPOKEN = "promise_unspoken"
    LACKS_MONEY = "obstacle_money"
    AWAITS_PROCUREMENT = "obstacle_procurement"
    LACKS_STAFF = "obstacle_staff"
    AWAITS_DECISION = "obstacle_decision"
    AWAITS_OTHER_PARTY = "obstacle_other_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many, and which, in the plan's order.

    `answer_ids` are the round's own answers, `earlier_answer_ids` those of the round before where the figure
    compares the two. What has no answer is among `plan_activity_ids` only.
    """

    value: int
    plan_activity_ids: tuple[int, ...] = ()
    answer_ids: tuple[int, ...] = ()
    earlier_answer_ids: tuple[int, ...] = ()


def figure(
    data: ReportData, fact: Fact, *, measure: int | None = None, org_unit: str | None = None
) -> Figure:
    """How many it is true of: in all, under one measure (its number), of one unit (its name) or both."""
    return counted(records(data, fact, measure=measure, org_unit=org_unit), compares=fact in COMPARING)


def records(
    data: ReportData, fact: Fact = Fact.EVERY, *, measure: int | None = None, org_unit: str | None = None
) -> tuple[PlanActivityRecord, ...]:
    """The plan activities that the fact is true of, in the plan's order."""
    return tuple(
        each
        for each in data.plan_activities
        if (measure is None or each.measure == measure)
        and (org_unit is None or each.org_unit == org_unit)
        and is_true(fact, each)
    )


def counted(found: Iterable[PlanActivityRecord], *, compares: bool = False) -> Figure:
    """The number of plan activities with their answers, and with those before where it compares them."""
    every = tuple(found)
    return Figure(
        value=len(every),
        plan_activity_ids=tuple(each.plan_activity_id for each in every),
        answer_ids=tuple(each.answer.answer_id for each in every if each.answer),
        earlier_answer_ids=tuple(each.before.answer_id for each in every if compares and each.before),
    )


def is_true(fact: Fact, record: PlanActivityRecord) -> bool:
    """Whether the fact is true of a plan activity."""
    return _RULES[fact](record)


def of_progress(progress: Progress | None) -> Fact:
    """Standing in that state; None is to have no answer."""
    return Fact.MISSING if progress is None else Fact(progress.value)


def of_obstacle(kind: ObstacleKind) -> Fact:
    """Having that obstacle."""
    return Fact(f"obstacle_{kind.value}")


# What is true because of the round before: it is among the sources.
COMPARING = frozenset(
    {
        Fact.COMPARED,
        Fact.BECAME_DELAYED,
        Fact.BACK_ON_TRACK,
        Fact.BECAME_DONE,
        Fact.BECAME_DROPPED,
        Fact.NEW_OWNER,
        Fact.MOVED_END,
        Fact.PROMISED,
        Fact.PROMISE_KEPT,
        Fact.PROMISE_UNDER_WAY,
        Fact.PROMISE_MOVED,
        Fact.PROMISE_GIVEN_UP,
        Fact.PROMISE_UNSPOKEN,
    }
)

_Rule = Callable[[PlanActivityRecord], bool]


def _stands(progress: Progress) -> _Rule:
    return lambda each: each.answer is not None and each.answer.progress is progress


def _turned(progress: Progress) -> _Rule:
    """It stands there now, and stood somewhere else in the round before."""
    return lambda each: (
        each.answer is not None
        and each.before is not None
        and each.answer.progress is progress
        and each.before.progress is not progress
    )


def _promised(each: PlanActivityRecord) -> bool:
    return each.before is not None and bool(each.before.next_step)


def _became(fate: PromiseFate) -> _Rule:
    return lambda each: _promised(each) and each.answer is not None and each.answer.promise is fate


def _has(kind: ObstacleKind) -> _Rule:
    return lambda each: each.answer is not None and each.answer.obstacle_kind is kind


def _off_track(each: PlanActivityRecord) -> bool:
    return each.answer is not None and each.answer.progress.is_off_track


def _back_on_track(each: PlanActivityRecord) -> bool:
    return _turned(Progress.ON_TRACK)(each) and each.before is not None and each.before.progress.is_off_track


_RULES: Mapping[Fact, _Rule] = {
    Fact.EVERY: lambda _: True,
    Fact.ANSWERED: lambda each: each.answer is not None,
    Fact.MISSING: lambda each: each.answer is None,
    Fact.NOT_STARTED: _stands(Progress.NOT_STARTED),
    Fact.ON_TRACK: _stands(Progress.ON_TRACK),
    Fact.DELAYED: _stands(Progress.DELAYED),
    Fact.DONE: _stands(Progress.DONE),
    Fact.DROPPED: _stands(Progress.DROPPED),
    Fact.OFF_TRACK: _off_track,
    Fact.UNCHANGED: lambda each: each.answer is not None and each.answer.unchanged,
    Fact.ON_BEHALF: lambda each: each.answer is not None and bool(each.answer.answered_for),
    Fact.LATE: lambda each: each.answer is not None and each.answer.is_late,
    Fact.CORRECTED: lambda each: each.answer is not None and bool(each.answer.corrects),
    Fact.NEEDS_DECISION: lambda each: each.answer is not None and each.answer.needs_decision,
    Fact.COMPARED: lambda each: each.answer is not None and each.before is not None,
    Fact.BECAME_DELAYED: _turned(Progress.DELAYED),
    Fact.BACK_ON_TRACK: _back_on_track,
    Fact.BECAME_DONE: _turned(Progress.DONE),
    Fact.BECAME_DROPPED: _turned(Progress.DROPPED),
    Fact.NEW_OWNER: lambda each: each.has_new_owner,
    Fact.MOVED_END: lambda each: has_moved_end(each.answer, each.before),
    Fact.PROMISED: _promised,
    Fact.PROMISE_KEPT: _became(PromiseFate.KEPT),
    Fact.PROMISE_UNDER_WAY: _became(PromiseFate.UNDER_WAY),
    Fact.PROMISE_MOVED: _became(PromiseFate.MOVED),
    Fact.PROMISE_GIVEN_UP: _became(PromiseFate.DROPPED),
    Fact.PROMISE_UNSPOKEN: lambda each: _promised(each) and not (each.answer and each.answer.promise),
    Fact.LACKS_MONEY: _has(ObstacleKind.MONEY),
    Fact.AWAITS_PROCUREMENT: _has(ObstacleKind.PROCUREMENT),
    Fact.LACKS_STAFF: _has(ObstacleKind.STAFF),
    Fact.AWAITS_DECISION: _has(ObstacleKind.DECISION),
    Fact.AWAITS_OTHER_PARTY: _has(ObstacleKind.OTHER_PARTY),
}

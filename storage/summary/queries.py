"""A round's plan activities with the answers of this round and of the previous one, to count and choose.

The rules are those of `storage.report_data` and `domain.report.counting`: the previous round's answer is the
one about the plan activity itself, or else about the one of an earlier year that it carries on.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Label,
    ScalarSelect,
    Select,
    and_,
    case,
    func,
    select,
)

from domain.answers import Progress, PromiseFate
from domain.summary.selection import Order
from storage.database import table_of
from storage.prepared import OF_TENANT, prepared
from storage.summary.parameters import PLAN, PREVIOUS_ROUND, ROUND
from storage.tables import AnswerRow, MeasureRow, OrgUnitRow, PersonRow, PlanActivityRow

plan_activity = table_of(PlanActivityRow)
measure = table_of(MeasureRow)
org_unit = table_of(OrgUnitRow)
owner = table_of(PersonRow)
answer = table_of(AnswerRow)
now = answer.alias("answer_now")
before = answer.alias("answer_before")

NEEDS_DECISION = now.c.needs_decision.is_(True)
IS_OFF_TRACK = now.c.progress.in_([each.value for each in Progress if each.is_off_track])
IS_NOTEWORTHY = NEEDS_DECISION | IS_OFF_TRACK
IN_THE_PLAN = (
    plan_activity.c.tenant_id == OF_TENANT,
    plan_activity.c.plan_id == PLAN,
    ~plan_activity.c.is_removed,
)
PROMISED = before.c.next_step != ""
NEW_OWNER = before.c.owner_id.is_not(None) & (before.c.owner_id != plan_activity.c.owner_id)
MOVED_END = now.c.new_end.is_not(None) & (before.c.new_end.is_(None) | (before.c.new_end != now.c.new_end))
# What the director is to see first: what waits for somebody, what is given up, what is late, what is unknown.
URGENCY = case(
    (NEEDS_DECISION, 0),
    (now.c.progress == Progress.DROPPED.value, 1),
    (now.c.progress == Progress.DELAYED.value, 2),
    (now.c.id.is_(None), 3),
    else_=4,
)


@prepared
def cells() -> Select[Any]:
    """Every cell of a round: see `cells_where`."""
    return _cells(_all_joined)


def cells_where(*conditions: ColumnElement[bool]) -> Select[Any]:
    """How many plan activities that meet the conditions stand where now and stood where before.

    Apart by measure, unit and kind of obstacle, with the sums of `domain.summary.cells.Cell` by their names.
    """
    return _cells(_joined).where(*conditions)


def _cells(joined: Callable[..., Select[Any]]) -> Select[Any]:
    apart: tuple[Label[Any], ...] = (
        plan_activity.c.measure_id.label("measure_id"),
        plan_activity.c.org_unit_id.label("org_unit_id"),
        now.c.progress.label("now"),
        before.c.progress.label("before"),
        now.c.obstacle_kind.label("obstacle"),
    )
    return joined(
        *apart,
        func.count().label("many"),
        _count_of("unchanged", now.c.unchanged.is_(True)),
        _count_of("on_behalf", now.c.answered_for.is_not(None)),
        _count_of("decisions", NEEDS_DECISION),
        _count_of("new_owners", NEW_OWNER),
        _count_of("moved_ends", MOVED_END),
        _count_of("promised", PROMISED),
        _count_of("kept", came_of_it(PromiseFate.KEPT)),
        _count_of("under_way", came_of_it(PromiseFate.UNDER_WAY)),
        _count_of("moved", came_of_it(PromiseFate.MOVED)),
        _count_of("given_up", came_of_it(PromiseFate.DROPPED)),
    ).group_by(*(each.element for each in apart))


def ids_where(*conditions: ColumnElement[bool], order: Order = Order.URGENCY) -> Select[Any]:
    """The ids of those that meet the conditions, the most urgent first unless another order is wanted."""
    chosen = _joined(plan_activity.c.id).join(measure, measure.c.id == plan_activity.c.measure_id)
    if order is Order.UNIT:
        chosen = chosen.join(org_unit, org_unit.c.id == plan_activity.c.org_unit_id)
    if order is Order.OWNER:
        chosen = chosen.join(owner, owner.c.id == plan_activity.c.owner_id)
    in_the_plan = (measure.c.number, plan_activity.c.position, plan_activity.c.id)
    return chosen.where(*conditions).order_by(*_first(order), *in_the_plan)


def _first(order: Order) -> tuple[Any, ...]:
    """What goes before the plan's own order."""
    match order:
        case Order.URGENCY:
            return (URGENCY,)
        case Order.NUMBER:
            return ()
        case Order.UNIT:
            return (org_unit.c.name,)
        case Order.OWNER:
            return (owner.c.name,)
        case Order.ANSWERED:
            return (now.c.answered_at.is_(None), now.c.answered_at.desc())


def examples(of_each: int) -> Select[Any]:
    """The kind and the id of so many of each kind of obstacle, the most urgent and first in the plan."""
    place = func.row_number().over(
        partition_by=now.c.obstacle_kind,
        order_by=(URGENCY, measure.c.number, plan_activity.c.position, plan_activity.c.id),
    )
    ranked = (
        _joined(now.c.obstacle_kind.label("kind"), plan_activity.c.id.label("id"), place.label("place"))
        .join(measure, measure.c.id == plan_activity.c.measure_id)
        .where(now.c.obstacle_kind.is_not(None))
        .subquery()
    )
    return (
        select(ranked.c.kind, ranked.c.id)
        .where(ranked.c.place <= of_each)
        .order_by(ranked.c.kind, ranked.c.place)
    )


def came_of_it(fate: PromiseFate) -> ColumnElement[bool]:
    """What was promised in the previous round has become that."""
    return and_(PROMISED, now.c.promise == fate.value)


def _all_joined(*columns: ColumnElement[Any]) -> Select[Any]:
    """The same as `_joined` where all of the plan is wanted: the last answers are found in one go.

    With 200,000 plan activities PostgreSQL needs a third of the processor for it.
    """
    latest = _all_latest()
    carried_on = latest.alias("carried_on")
    return (
        select(*columns)
        .select_from(plan_activity)
        .outerjoin(latest, latest.c.plan_activity_id == plan_activity.c.id)
        .outerjoin(carried_on, carried_on.c.plan_activity_id == plan_activity.c.continues_id)
        .outerjoin(now, now.c.id == latest.c.now_id)
        .outerjoin(before, before.c.id == func.coalesce(latest.c.before_id, carried_on.c.before_id))
        .where(*IN_THE_PLAN)
    )


def _all_latest() -> CTE:
    """The last answer in the round and in the one before, of every plan activity that has any."""
    of_round = {"now_id": ROUND, "before_id": PREVIOUS_ROUND}
    return (
        select(
            answer.c.plan_activity_id,
            *(
                func.max(answer.c.id).filter(answer.c.follow_up_round_id == each).label(name)
                for name, each in of_round.items()
            ),
        )
        .where(answer.c.tenant_id == OF_TENANT, answer.c.follow_up_round_id.in_(of_round.values()))
        .group_by(answer.c.plan_activity_id)
        .cte("latest")
    )


def _joined(*columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(plan_activity)
        .outerjoin(now, now.c.id == _latest(plan_activity.c.id, ROUND))
        .outerjoin(before, before.c.id == _before())
        .where(*IN_THE_PLAN)
    )


def _before() -> ColumnElement[Any]:
    own = _latest(plan_activity.c.id, PREVIOUS_ROUND)
    return func.coalesce(own, _latest(plan_activity.c.continues_id, PREVIOUS_ROUND))


def _latest(plan_activity_id: ColumnElement[Any], in_the_round: BindParameter[int]) -> ScalarSelect[Any]:
    """The last answer in a round; each is a look into the index, the quickest for a part of the plan."""
    latest = select(func.max(answer.c.id)).where(
        answer.c.tenant_id == OF_TENANT,
        answer.c.plan_activity_id == plan_activity_id,
        answer.c.follow_up_round_id == in_the_round,
    )
    return latest.correlate(plan_activity).scalar_subquery()


def _count_of(name: str, condition: ColumnElement[bool]) -> Label[int]:
    return func.count().filter(condition).label(name)

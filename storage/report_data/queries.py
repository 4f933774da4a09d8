"""The questions behind a report's data, each in one statement over columns."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select

from storage.database import table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import (
    AnswerRow,
    FollowUpRoundRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    PlanActivityRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)
from storage.worklist_queries import ANSWER

answer = table_of(AnswerRow)
rounds = table_of(FollowUpRoundRow)
plan_activity = table_of(PlanActivityRow)
measure = table_of(MeasureRow)
priority = table_of(StrategicPriorityRow)
method = table_of(WorkingMethodRow)
uses = table_of(MeasureWorkingMethodRow)


@prepared
def latest_answers() -> Select[Any]:
    """The last answer to each plan activity in a round: the columns of `ANSWER`, then whose it was."""
    latest = (
        select(func.max(answer.c.id))
        .where(answer.c.tenant_id == OF_TENANT, _in_the_round())
        .group_by(answer.c.plan_activity_id)
    )
    return select(*(answer.c[name] for name in ANSWER), answer.c.owner_id).where(
        answer.c.tenant_id == OF_TENANT, answer.c.id.in_(latest)
    )


@prepared
def answer_ids() -> Select[Any]:
    """Every answer in a round with what it is about, the oldest first."""
    return (
        select(answer.c.plan_activity_id, answer.c.id)
        .where(answer.c.tenant_id == OF_TENANT, _in_the_round())
        .order_by(answer.c.id)
    )


@prepared
def continued() -> Select[Any]:
    """Which plan activity carries on which of an earlier year."""
    return select(plan_activity.c.id, plan_activity.c.continues_id).where(
        plan_activity.c.tenant_id == OF_TENANT, plan_activity.c.continues_id.is_not(None)
    )


@prepared
def indicator_values() -> Select[Any]:
    """Every value that was given of an indicator up to a `reference_date`, the oldest first."""
    return (
        select(answer.c.plan_activity_id, rounds.c.reference_date, answer.c.indicator_value, answer.c.id)
        .join_from(answer, rounds, rounds.c.id == answer.c.follow_up_round_id)
        .where(
            answer.c.tenant_id == OF_TENANT,
            answer.c.indicator_value.is_not(None),
            rounds.c.reference_date <= bindparam("reference_date"),
        )
        .order_by(rounds.c.reference_date, answer.c.id)
    )


@prepared
def counts() -> Select[Any]:
    """How many plan activities of a plan stand where by a round's last answers."""
    latest = (
        select(func.max(answer.c.id).label("answer_id"))
        .where(answer.c.tenant_id == OF_TENANT, _in_the_round())
        .group_by(answer.c.plan_activity_id)
        .subquery()
    )
    return (
        select(answer.c.progress, func.count().label("how_many"))
        .join_from(latest, answer, answer.c.id == latest.c.answer_id)
        .join(plan_activity, plan_activity.c.id == answer.c.plan_activity_id)
        .where(plan_activity.c.tenant_id == OF_TENANT, ~plan_activity.c.is_removed)
        .group_by(answer.c.progress)
    )


@prepared
def size() -> Select[Any]:
    """How many plan activities a plan has."""
    return select(func.count()).where(
        plan_activity.c.tenant_id == OF_TENANT,
        plan_activity.c.plan_id == bindparam("plan_id"),
        ~plan_activity.c.is_removed,
    )


@prepared
def priorities() -> Select[Any]:
    """The strategic priority of each measure of a plan that has one."""
    return (
        select(measure.c.number, priority.c.name)
        .join_from(measure, priority, priority.c.id == measure.c.strategic_priority_id)
        .where(measure.c.tenant_id == OF_TENANT, measure.c.plan_id == bindparam("plan_id"))
    )


@prepared
def working_methods() -> Select[Any]:
    """The working methods of each measure of a plan."""
    return (
        select(measure.c.number, method.c.name)
        .join_from(measure, uses, uses.c.measure_id == measure.c.id)
        .join(method, method.c.id == uses.c.working_method_id)
        .where(measure.c.tenant_id == OF_TENANT, measure.c.plan_id == bindparam("plan_id"))
        .order_by(measure.c.number, method.c.name)
    )


def _in_the_round() -> Any:  # noqa: ANN401 - SQLAlchemy's own
    return answer.c.follow_up_round_id == bindparam("follow_up_round_id")

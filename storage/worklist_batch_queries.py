"""The questions behind a batch of lists: each asks for one kind of thing, and for what there is of it."""

from typing import Any

from sqlalchemy import Case, ColumnElement, Select, bindparam, case, func, or_, select

from storage.prepared import OF_TENANT, as_is, by_place
from storage.worklist_queries import (
    ANSWER,
    MEASURE,
    ORG_UNIT,
    PLAN_ACTIVITY,
    answer,
    answerer,
    co_owners,
    in_an_earlier_round,
    in_the_round,
    measure,
    of_people,
    org_unit,
    owner,
    plan_activity,
    still_in_the_plan,
)


@by_place
def plan_activities() -> Select[Any]:
    """What the `people` own or co-own, in no order.

    The columns are `PLAN_ACTIVITY`, the position, what it continues, the owner's name and the co-owners' ids.
    """
    return (
        select(
            *(plan_activity.c[name] for name in PLAN_ACTIVITY),
            plan_activity.c.position,
            plan_activity.c.continues_id,
            owner.c.name,
            co_owners(),
        )
        .join_from(plan_activity, owner, owner.c.id == plan_activity.c.owner_id)
        .where(*still_in_the_plan(), of_people())
    )


@by_place
def latest_answers() -> Select[Any]:
    """The ids of the last answer in the round and the last before it to each of the `plan_activities`.

    They are asked for by themselves: PostgreSQL would go through all answers to find those few in the same
    question.
    """
    to_them = answer.c.plan_activity_id.in_(bindparam("plan_activities", expanding=True))
    return (
        select(func.max(answer.c.id))
        .where(answer.c.tenant_id == OF_TENANT, to_them, or_(in_the_round(), in_an_earlier_round()))
        .group_by(answer.c.plan_activity_id, in_the_round())
    )


@by_place
def answers() -> Select[Any]:
    """The answers with these `ids`: the columns of `ANSWER`, and in the round who answered and for whom."""
    names = (_name_of(answer.c.answered_by), _name_of(answer.c.answered_for))
    return select(*(answer.c[name] for name in ANSWER), *names).where(
        as_is(answer.c.tenant_id) == OF_TENANT, answer.c.id.in_(bindparam("ids", expanding=True))
    )


@by_place
def measures() -> Select[Any]:
    """The measures with these `ids`: the columns of `MEASURE`."""
    return select(*(measure.c[name] for name in MEASURE)).where(
        as_is(measure.c.tenant_id) == OF_TENANT, measure.c.id.in_(bindparam("ids", expanding=True))
    )


@by_place
def org_units() -> Select[Any]:
    """The units with these `ids`: the columns of `ORG_UNIT`."""
    return select(*(org_unit.c[name] for name in ORG_UNIT)).where(
        as_is(org_unit.c.tenant_id) == OF_TENANT, org_unit.c.id.in_(bindparam("ids", expanding=True))
    )


def _name_of(person_id: ColumnElement[Any]) -> Case[Any]:
    named = select(answerer.c.name).where(answerer.c.tenant_id == OF_TENANT, answerer.c.id == person_id)
    return case((in_the_round(), named.correlate(answer).scalar_subquery()))

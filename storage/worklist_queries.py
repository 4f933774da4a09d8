"""The questions behind a worklist, each in one statement over columns, put together once."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    bindparam,
    cast,
    exists,
    func,
    null,
    select,
    union,
    union_all,
)

from storage.database import table_of
from storage.prepared import OF_TENANT, as_is, prepared
from storage.tables import (
    AnswerRow,
    CoOwnerRow,
    FollowUpRoundRow,
    MeasureRow,
    OrgUnitRow,
    PersonRow,
    PlanActivityRow,
)

plan_activity = table_of(PlanActivityRow)
co_owner = table_of(CoOwnerRow)
measure = table_of(MeasureRow)
org_unit = table_of(OrgUnitRow)
rounds = table_of(FollowUpRoundRow)
answer = table_of(AnswerRow)
now = answer.alias("answer_now")
before = answer.alias("answer_before")
owner = table_of(PersonRow).alias("owner")
answerer = table_of(PersonRow).alias("answerer")
answered_for = table_of(PersonRow).alias("answered_for")

PLAN_ACTIVITY = (
    "id",
    "number",
    "title",
    "description",
    "measure_id",
    "org_unit_id",
    "owner_id",
    "start",
    "end",
    "indicator_name",
    "indicator_unit",
    "indicator_target",
    "indicator_target_year",
)
MEASURE = ("id", "number", "title", "description")
ORG_UNIT = ("id", "name", "kind")
ANSWER = (
    "id",
    "follow_up_round_id",
    "plan_activity_id",
    "progress",
    "percent",
    "comment",
    "obstacle_kind",
    "obstacle_text",
    "next_step",
    "needs_decision",
    "new_end",
    "indicator_value",
    "evidence",
    "promise",
    "next_year",
    "next_year_note",
    "answered_by",
    "answered_at",
    "unchanged",
    "answered_for",
    "reason",
    "by_mail",
    "source",
    "given_at",
)


@prepared
def every_item() -> Select[Any]:
    """A round's items in the plan's order."""
    return items_where(*in_the_plan())


def items_where(*conditions: ColumnElement[bool], with_last_time: bool = True) -> Select[Any]:
    """A round's items in the plan's order, perhaps without what was said before the round.

    The columns are those of the lists above, in that order and `ANSWER` twice, for this round and before it;
    then the owner's name, the names of who answered now and for whom, and the ids of the co-owners.

    PostgreSQL puts at most eight tables in the order that suits it (`join_collapse_limit`); with one more it
    would go through the whole plan before it looks at whose items are asked for.
    """
    found = (
        select(
            *(plan_activity.c[name] for name in PLAN_ACTIVITY),
            *(measure.c[name] for name in MEASURE),
            *(org_unit.c[name] for name in ORG_UNIT),
            *(now.c[name] for name in ANSWER),
            *(before.c[name] if with_last_time else null() for name in ANSWER),
            owner.c.name,
            answerer.c.name,
            _answered_for(),
            co_owners(),
        )
        .join_from(plan_activity, measure, measure.c.id == plan_activity.c.measure_id)
        .join(org_unit, org_unit.c.id == plan_activity.c.org_unit_id)
        .join(owner, owner.c.id == plan_activity.c.owner_id)
        .outerjoin(now, now.c.id == _this_time())
        .outerjoin(answerer, answerer.c.id == now.c.answered_by)
        .where(*conditions)
        .order_by(measure.c.number, plan_activity.c.position, plan_activity.c.id)
    )
    return found.outerjoin(before, before.c.id == _last_time()) if with_last_time else found


@prepared
def items_of() -> Select[Any]:
    """The same for what the `people` own or co-own."""
    return items_where(*still_in_the_plan(), of_people())


@prepared
def one_item() -> Select[Any]:
    """The same for one `plan_activity_id`."""
    return items_where(*still_in_the_plan(), plan_activity.c.id == bindparam("plan_activity_id"))


@prepared
def some_items() -> Select[Any]:
    """The same for some `plan_activity_ids`."""
    wanted: BindParameter[Any] = bindparam("plan_activity_ids", expanding=True)
    return items_where(*still_in_the_plan(), plan_activity.c.id.in_(wanted))


@prepared
def items_under() -> Select[Any]:
    """The same for everything under one `measure_id`."""
    return items_where(*still_in_the_plan(), plan_activity.c.measure_id == bindparam("measure_id"))


@prepared
def others_answered() -> Select[Any]:
    """One plan activity under the `measure_id` that another unit has answered about in the round."""
    return (
        select(plan_activity.c.id)
        .where(
            *still_in_the_plan(),
            plan_activity.c.measure_id == bindparam("measure_id"),
            plan_activity.c.org_unit_id != bindparam("org_unit_id"),
            is_answered(),
        )
        .limit(1)
    )


@prepared
def outstanding() -> Select[Any]:
    """Everybody who has something to answer in the round, with how much."""
    return _counted(_owing(*in_the_plan()), _owing_too(co_owner.c.tenant_id == OF_TENANT, *in_the_plan()))


@prepared
def outstanding_of() -> Select[Any]:
    """The same for the `people`."""
    return _counted(
        _owing(*still_in_the_plan(), plan_activity.c.owner_id.in_(_people())),
        _owing_too(
            as_is(co_owner.c.tenant_id) == OF_TENANT,
            *still_in_the_plan(),
            co_owner.c.person_id.in_(_people()),
        ),
    )


def of_people() -> ColumnElement[bool]:
    """Whether the `people` own or co-own a plan activity."""
    # One list in two places counts once: a whole batch is few enough for its wording to be remembered.
    people = _people()
    owned = select(plan_activity.c.id).where(
        as_is(plan_activity.c.tenant_id) == OF_TENANT, plan_activity.c.owner_id.in_(people)
    )
    shared = select(co_owner.c.plan_activity_id).where(
        as_is(co_owner.c.tenant_id) == OF_TENANT, co_owner.c.person_id.in_(people)
    )
    return plan_activity.c.id.in_(union(owned, shared))


def _people() -> BindParameter[Any]:
    return bindparam("people", expanding=True)


def still_in_the_plan() -> tuple[ColumnElement[bool], ...]:
    """The same as `in_the_plan`, where the plan activities are found by something else."""
    return (
        as_is(plan_activity.c.tenant_id) == OF_TENANT,
        as_is(plan_activity.c.plan_id) == bindparam("plan_id"),
        ~plan_activity.c.is_removed,
    )


def _counted(*each_owing: Select[Any]) -> Select[Any]:
    owing = union_all(*each_owing).subquery()
    return select(owing.c.person_id, func.count().label("left")).group_by(owing.c.person_id)


def _owing(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(plan_activity.c.owner_id.label("person_id")).where(*conditions, ~is_answered())


def _owing_too(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(co_owner.c.person_id)
        .join_from(co_owner, plan_activity, plan_activity.c.id == co_owner.c.plan_activity_id)
        .where(
            *conditions,
            ~is_answered(),
            # Who is both is counted once, as the owner.
            co_owner.c.person_id != plan_activity.c.owner_id,
        )
    )


def in_the_plan() -> tuple[ColumnElement[bool], ...]:
    """What the plan of the round has in it."""
    return (
        plan_activity.c.tenant_id == OF_TENANT,
        plan_activity.c.plan_id == bindparam("plan_id"),
        ~plan_activity.c.is_removed,
    )


def _to_the_plan_activity() -> tuple[ColumnElement[bool], ...]:
    return answer.c.tenant_id == OF_TENANT, answer.c.plan_activity_id == plan_activity.c.id


def in_the_round() -> ColumnElement[bool]:
    """Whether the answer was given in the round."""
    return answer.c.follow_up_round_id == bindparam("follow_up_round_id")


def in_an_earlier_round() -> ColumnElement[bool]:
    """Whether it was given in one with an earlier reference date."""
    earlier = select(rounds.c.id).where(
        rounds.c.tenant_id == OF_TENANT, rounds.c.reference_date < bindparam("reference_date")
    )
    return answer.c.follow_up_round_id.in_(earlier)


def is_answered() -> ColumnElement[bool]:
    """Whether a plan activity has an answer in the round."""
    return exists().where(*_to_the_plan_activity(), in_the_round()).correlate(plan_activity)


def _this_time() -> ScalarSelect[Any]:
    """The last answer to each plan activity, looked up one by one: for a short list that is all it takes."""
    latest = select(func.max(answer.c.id)).where(*_to_the_plan_activity(), in_the_round())
    return latest.correlate(plan_activity).scalar_subquery()


def _last_time() -> ScalarSelect[Any]:
    """The last answer of an earlier round, also to what the plan activity continues from the plan before.

    Both are looked for at once, which takes no longer than looking for one. Older answers are history.
    """
    own_or_continued = answer.c.plan_activity_id.in_([plan_activity.c.id, plan_activity.c.continues_id])
    latest = select(func.max(answer.c.id)).where(
        answer.c.tenant_id == OF_TENANT, own_or_continued, in_an_earlier_round()
    )
    return latest.correlate(plan_activity).scalar_subquery()


def _answered_for() -> ScalarSelect[Any]:
    """The name of whoever was answered for."""
    named = select(answered_for.c.name).where(
        answered_for.c.tenant_id == OF_TENANT, answered_for.c.id == now.c.answered_for
    )
    return named.correlate(now).scalar_subquery()


def co_owners() -> ScalarSelect[Any]:
    """The ids of each plan activity's co-owners as one text, such as `3,17`."""
    theirs = select(func.aggregate_strings(cast(co_owner.c.person_id, String), ",")).where(
        co_owner.c.tenant_id == OF_TENANT, co_owner.c.plan_activity_id == plan_activity.c.id
    )
    return theirs.correlate(plan_activity).scalar_subquery()

"""A round's plan activities with the latest answer of this round and of an earlier one."""

from collections import Counter
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.answers import Answer, AnswerId, Obstacle, ObstacleKind, Progress, Statement
from domain.people import OrgUnitId, Person, PersonId
from domain.plan import Indicator, Measure, MeasureId, OrgUnit, OrgUnitKind, PlanActivity, PlanActivityId
from domain.rounds import FollowUpRound, FollowUpRoundId
from domain.worklist import WorkItem, Worklist
from storage import people as people_store
from storage.database import TenantSession
from storage.tables import (
    AnswerRow,
    CoOwnerRow,
    FollowUpRoundRow,
    MeasureRow,
    OrgUnitRow,
    PlanActivityRow,
)

Now = aliased(AnswerRow, name="answer_now")
Before = aliased(AnswerRow, name="answer_before")
CoOwners = Mapping[int, frozenset[PersonId]]


async def items(
    session: TenantSession, follow_up_round: FollowUpRound, owners: Collection[PersonId] | None = None
) -> tuple[WorkItem, ...]:
    """All of the round's plan activities in the plan's order, or those that these people own or co-own."""
    query = _query(session, follow_up_round)
    if owners is not None:
        query = query.where(_owned_by(session, owners))
    # SQLModel's select is typed for four tables at most; this one joins five.
    rows = (await session.sql.exec(query)).all()  # type: ignore[call-overload]
    names = await people_store.names(session)
    co_owners = await _co_owners(session)
    return tuple(_item(row, co_owners, names) for row in rows)


async def of_owner(session: TenantSession, follow_up_round: FollowUpRound, owner: Person) -> Worklist:
    """One person's list."""
    theirs = await items(session, follow_up_round, [owner.person_id])
    return Worklist(owner=owner, follow_up_round=follow_up_round, items=theirs)


async def item(
    session: TenantSession, follow_up_round: FollowUpRound, plan_activity_id: PlanActivityId
) -> WorkItem | None:
    """One plan activity in the round; None when it is not (or no longer) in the plan."""
    query = _query(session, follow_up_round).where(col(PlanActivityRow.id) == plan_activity_id)
    row = (await session.sql.exec(query)).first()  # type: ignore[call-overload]
    return _item(row, await _co_owners(session), await people_store.names(session)) if row else None


async def outstanding(
    session: TenantSession, follow_up_round: FollowUpRound, people: Collection[PersonId] | None = None
) -> dict[PersonId, int]:
    """How many plan activities each owner and co-owner (of `people`, if given) has still to answer.

    Those with none are not in it.
    """
    counted: Counter[PersonId] = Counter()
    for each in await items(session, follow_up_round, people):
        if not each.is_answered:
            counted.update({each.plan_activity.owner_id, *each.plan_activity.co_owner_ids})
    return {person_id: count for person_id, count in counted.items() if people is None or person_id in people}


def _query(
    session: TenantSession, follow_up_round: FollowUpRound
) -> Select[PlanActivityRow, MeasureRow, OrgUnitRow, AnswerRow, AnswerRow]:
    now = _latest(session, col(FollowUpRoundRow.id) == follow_up_round.follow_up_round_id)
    before = _latest(session, col(FollowUpRoundRow.reference_date) < follow_up_round.reference_date)
    return (
        select(PlanActivityRow, MeasureRow, OrgUnitRow, Now, Before)
        .join(MeasureRow, col(MeasureRow.id) == PlanActivityRow.measure_id)
        .join(OrgUnitRow, col(OrgUnitRow.id) == PlanActivityRow.org_unit_id)
        .outerjoin(now, now.c.plan_activity_id == PlanActivityRow.id)
        .outerjoin(Now, col(Now.id) == now.c.answer_id)
        .outerjoin(before, before.c.plan_activity_id == PlanActivityRow.id)
        .outerjoin(Before, col(Before.id) == before.c.answer_id)
        .where(
            col(PlanActivityRow.tenant_id) == session.tenant_id,
            col(PlanActivityRow.plan_id) == follow_up_round.plan_id,
            ~col(PlanActivityRow.is_removed),
        )
        .order_by(col(MeasureRow.number), col(PlanActivityRow.position), col(PlanActivityRow.id))
    )


def _latest(session: TenantSession, in_rounds: ColumnElement[bool]) -> Subquery:
    return (
        select(col(AnswerRow.plan_activity_id), func.max(AnswerRow.id).label("answer_id"))
        .join(FollowUpRoundRow, col(FollowUpRoundRow.id) == AnswerRow.follow_up_round_id)
        .where(col(AnswerRow.tenant_id) == session.tenant_id, in_rounds)
        .group_by(col(AnswerRow.plan_activity_id))
        .subquery()
    )


def _owned_by(session: TenantSession, owners: Collection[PersonId]) -> ColumnElement[bool]:
    shared = select(col(CoOwnerRow.plan_activity_id)).where(
        col(CoOwnerRow.tenant_id) == session.tenant_id, col(CoOwnerRow.person_id).in_(owners)
    )
    return or_(col(PlanActivityRow.owner_id).in_(owners), col(PlanActivityRow.id).in_(shared))


async def _co_owners(session: TenantSession) -> CoOwners:
    found: dict[int, set[PersonId]] = {}
    for row in (await session.sql.exec(session.rows(CoOwnerRow))).all():
        found.setdefault(row.plan_activity_id, set()).add(PersonId(row.person_id))
    return {plan_activity_id: frozenset(people) for plan_activity_id, people in found.items()}


def _item(row: Any, co_owners: CoOwners, names: Mapping[PersonId, str]) -> WorkItem:  # noqa: ANN401 - an SQL row
    plan_activity, measure, org_unit, now, before = row
    answer = _answer(now)
    return WorkItem(
        plan_activity=_plan_activity(plan_activity, co_owners.get(plan_activity.id, frozenset())),
        measure=_measure(measure),
        org_unit=_org_unit(org_unit),
        answer=answer,
        answered_by_name=names.get(answer.answered_by, "") if answer else "",
        owner_name=names.get(PersonId(plan_activity.owner_id), ""),
        previous=_answer(before),
    )


def _plan_activity(row: PlanActivityRow, co_owner_ids: frozenset[PersonId]) -> PlanActivity:
    return PlanActivity(
        plan_activity_id=PlanActivityId(row.id or 0),
        number=row.number,
        title=row.title,
        description=row.description,
        measure_id=MeasureId(row.measure_id),
        org_unit_id=OrgUnitId(row.org_unit_id),
        owner_id=PersonId(row.owner_id),
        co_owner_ids=co_owner_ids,
        start=row.start,
        end=row.end,
        indicator=_indicator(row),
    )


def _indicator(row: PlanActivityRow) -> Indicator | None:
    if row.indicator_name is None:
        return None
    target = None if row.indicator_target is None else Decimal(row.indicator_target)
    return Indicator(
        name=row.indicator_name,
        unit=row.indicator_unit or "",
        target=target,
        target_year=row.indicator_target_year,
    )


def _measure(row: MeasureRow) -> Measure:
    return Measure(
        measure_id=MeasureId(row.id or 0), number=row.number, title=row.title, description=row.description
    )


def _org_unit(row: OrgUnitRow) -> OrgUnit:
    return OrgUnit(org_unit_id=OrgUnitId(row.id or 0), name=row.name, kind=OrgUnitKind(row.kind))


def _answer(row: AnswerRow | None) -> Answer | None:
    if row is None:
        return None
    return Answer(
        answer_id=AnswerId(row.id or 0),
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        plan_activity_id=PlanActivityId(row.plan_activity_id),
        statement=_statement(row),
        answered_by=PersonId(row.answered_by),
        answered_at=row.answered_at,
        unchanged=row.unchanged,
    )


def _statement(row: AnswerRow) -> Statement:
    obstacle = (
        Obstacle(kind=ObstacleKind(row.obstacle_kind), text=row.obstacle_text) if row.obstacle_kind else None
    )
    return Statement(
        progress=Progress(row.progress),
        percent=row.percent,
        comment=row.comment,
        obstacle=obstacle,
        next_step=row.next_step,
        needs_decision=row.needs_decision,
    )

"""A round's answers in the order they were given, a page at a time, for other services."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from domain.answers import Answer, AnswerId, Progress
from domain.people import OrgUnitId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import AnswerRow, PersonRow, PlanActivityRow
from storage.worklist_queries import ANSWER
from storage.worklists import answer_of

answer = table_of(AnswerRow)
later = answer.alias("answer_later")
plan_activity = table_of(PlanActivityRow)
answerer = table_of(PersonRow).alias("answerer")
answered_for = table_of(PersonRow).alias("answered_for")


@dataclass(frozen=True, slots=True, kw_only=True)
class FedAnswer:
    """An answer with what it is about and the names of those concerned, "" where there is nobody."""

    answer: Answer
    number: str
    org_unit_id: OrgUnitId
    answered_by: str
    answered_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which answers; None is no condition. Without `history` only the latest to each plan activity."""

    history: bool = False
    changed_since: datetime | None = None
    progress: Progress | None = None
    org_unit_id: int | None = None
    number: str | None = None


async def page(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, wanted: Wanted, *, after: int, many: int
) -> tuple[FedAnswer, ...]:
    """So `many` answers with ids above `after`, of plan activities that are in the plan.

    What is corrected while somebody goes from page to page comes again on a later page.
    """
    of_round = answer.c.follow_up_round_id == follow_up_round_id
    conditions = [of_round, answer.c.id > after, ~plan_activity.c.is_removed, *_conditions(wanted)]
    return _fed(await session.execute(_where(*conditions).order_by(answer.c.id).limit(many)))


async def one(session: TenantSession, answer_id: AnswerId) -> FedAnswer | None:
    """One answer, also one about what has left the plan; None when there is none with that id."""
    return next(iter(_fed(await session.execute(_where(answer.c.id == answer_id)))), None)


def _where(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            *(answer.c[name] for name in ANSWER),
            plan_activity.c.number.label("plan_number"),
            plan_activity.c.org_unit_id,
            answerer.c.name.label("answerer_name"),
            answered_for.c.name.label("answered_for_name"),
        )
        .join_from(answer, plan_activity, plan_activity.c.id == answer.c.plan_activity_id)
        .outerjoin(answerer, answerer.c.id == answer.c.answered_by)
        .outerjoin(answered_for, answered_for.c.id == answer.c.answered_for)
        .where(answer.c.tenant_id == OF_TENANT, *conditions)
    )


def _fed(found: Iterable[Row[Any]]) -> tuple[FedAnswer, ...]:
    return tuple(
        FedAnswer(
            answer=said,
            number=row.plan_number,
            org_unit_id=OrgUnitId(row.org_unit_id),
            answered_by=row.answerer_name or said.source,
            answered_for=row.answered_for_name or "",
        )
        for row in found
        if (said := answer_of(row[: len(ANSWER)])) is not None
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if not wanted.history:
        conditions.append(~_has_later())
    if wanted.changed_since is not None:
        conditions.append(answer.c.answered_at > wanted.changed_since)
    if wanted.progress is not None:
        conditions.append(answer.c.progress == wanted.progress.value)
    if wanted.org_unit_id is not None:
        conditions.append(plan_activity.c.org_unit_id == wanted.org_unit_id)
    if wanted.number is not None:
        conditions.append(func.lower(plan_activity.c.number) == wanted.number.lower())
    return conditions


def _has_later() -> ColumnElement[bool]:
    return (
        select(later.c.id)
        .where(
            later.c.tenant_id == OF_TENANT,
            later.c.plan_activity_id == answer.c.plan_activity_id,
            later.c.follow_up_round_id == answer.c.follow_up_round_id,
            later.c.id > answer.c.id,
        )
        .correlate(answer)
        .exists()
    )

"""All answers to one plan activity through the years and the plans, with who gave them."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, bindparam, select

from domain.answers import Answer
from domain.history import PastAnswer
from domain.people import PersonId
from domain.plan import PlanActivityId
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AnswerRow, PlanActivityRow
from storage.worklist_queries import ANSWER
from storage.worklists import answer_of

answer = table_of(AnswerRow)
plan_activity = table_of(PlanActivityRow)


async def of_item(session: TenantSession, plan_activity_id: PlanActivityId) -> tuple[PastAnswer, ...]:
    """Every answer, also to those of earlier years that it continues, the oldest first.

    Whoever gave it is named even if they have left the plan.
    """
    rows = [tuple(row) for row in await session.run(_answers(), {"plan_activity_id": plan_activity_id})]
    said = [found for row in rows if (found := answer_of(row[:-1])) is not None]
    titles = {found.answer_id: row[-1] for found, row in zip(said, rows, strict=True)}
    if not said:
        return ()
    rounds = {each.follow_up_round_id: each for each in await round_store.every(session)}
    names = await people_store.names(session, _people(said))
    return tuple(
        PastAnswer(
            answer=each,
            follow_up_round=rounds[each.follow_up_round_id],
            answered_by_name=names.get(each.answered_by, "") if each.answered_by else each.source,
            answered_for_name=names.get(each.answered_for, "") if each.answered_for else "",
            title=titles[each.answer_id],
        )
        for each in said
    )


def _people(said: list[Answer]) -> set[PersonId]:
    """Everybody who answered, or whom somebody answered for."""
    return {
        person_id
        for each in said
        for person_id in (each.answered_by, each.answered_for)
        if person_id is not None
    }


def carried_on(wanted: ColumnElement[Any]) -> CTE:
    """A plan activity and all that it continues, by a bound id; `id` and `title` of each."""
    carried = select(plan_activity.c.id, plan_activity.c.continues_id, plan_activity.c.title)
    asked_about = plan_activity.c.id == wanted
    chain = carried.where(plan_activity.c.tenant_id == OF_TENANT, asked_about).cte("chain", recursive=True)
    # Not UNION ALL: a chain that bit its own tail would never end.
    return chain.union(
        carried.where(plan_activity.c.tenant_id == OF_TENANT, plan_activity.c.id == chain.c.continues_id)
    )


@prepared
def _answers() -> Select[Any]:
    chain = carried_on(bindparam("plan_activity_id"))
    return (
        select(*(answer.c[name] for name in ANSWER), chain.c.title)
        .join_from(chain, answer, answer.c.plan_activity_id == chain.c.id)
        .where(answer.c.tenant_id == OF_TENANT)
        .order_by(answer.c.id)
    )

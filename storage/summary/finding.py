"""The plan activities of a selection, a page at a time and the most urgent first."""

from domain.answers import ObstacleKind
from domain.plan import PlanActivityId
from domain.summary.selection import Order, Selection
from domain.worklist import WorkItem
from storage import worklists
from storage.database import TenantSession
from storage.summary import queries
from storage.summary.conditions import conditions
from storage.summary.parameters import Scope

AT_A_TIME = 500


async def page(
    session: TenantSession,
    scope: Scope,
    selection: Selection,
    *,
    first: int,
    many: int,
    order: Order = Order.URGENCY,
) -> tuple[WorkItem, ...]:
    """So `many` of them, from the place `first`, which counts from 0."""
    chosen = queries.ids_where(*conditions(selection), order=order).limit(many).offset(first)
    ids = (await session.execute(chosen, scope.parameters)).scalars()
    return await worklists.some(session, scope.follow_up_round, [PlanActivityId(each) for each in ids])


async def every(session: TenantSession, scope: Scope, selection: Selection) -> tuple[WorkItem, ...]:
    """All of them, for where there is no limit to how much is read."""
    chosen = queries.ids_where(*conditions(selection))
    ids = [PlanActivityId(each) for each in (await session.execute(chosen, scope.parameters)).scalars()]
    found: list[WorkItem] = []
    for first in range(0, len(ids), AT_A_TIME):
        found += await worklists.some(session, scope.follow_up_round, ids[first : first + AT_A_TIME])
    return tuple(found)


async def examples(
    session: TenantSession, scope: Scope, of_each: int
) -> dict[ObstacleKind, tuple[WorkItem, ...]]:
    """So many plan activities that meet each kind of obstacle, the most urgent first."""
    rows = (await session.execute(queries.examples(of_each), scope.parameters)).all()
    ids = [PlanActivityId(row.id) for row in rows]
    items = await worklists.some(session, scope.follow_up_round, ids)
    found: dict[ObstacleKind, tuple[WorkItem, ...]] = {}
    for item in items:
        if item.answer and item.answer.statement.obstacle:
            kind = item.answer.statement.obstacle.kind
            found[kind] = (*found.get(kind, ()), item)
    return found

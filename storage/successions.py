"""Which plan activity each one continues, as rows: found by number in the plan before, and written."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, update

from domain.new_year.succession import (
    Numbered,
    Succession,
    carried_on,
    succession,
    the_plan_after,
    the_plan_before,
)
from domain.plan import Plan, PlanActivityId, PlanId
from storage import plans
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import PlanActivityRow

plan_activity = table_of(PlanActivityRow)


async def link(session: TenantSession, year: int) -> int:
    """Let the plan of that year continue the one before it, and the one after it continue this.

    Returns how many plan activities of the year's own plan were changed. Nothing is written that is so
    already. Whoever links holds the tenant's plans still (`importing.hold`).
    """
    every = await plans.every(session)
    this = next((each for each in every if each.year == year), None)
    if this is None:
        return 0
    after = the_plan_after(every, year, is_example=this.is_example)
    if after is not None:
        await _link(session, this, after)
    before = the_plan_before(every, year, is_example=this.is_example)
    return await _link(session, before, this) if before else 0


async def unlinked(session: TenantSession, earlier: Plan, later: Plan) -> int:
    """How many of the later plan's activities `link` would change."""
    return len(carried_on(await _numbered(session, later.plan_id), await _numbered(session, earlier.plan_id)))


async def between(session: TenantSession, earlier: Plan, later: Plan) -> Succession:
    """The two plans as they are stored, side by side."""
    now = await _numbered(session, later.plan_id)
    return await beside(session, earlier, [each.number for each in now if not each.is_removed])


async def beside(session: TenantSession, earlier: Plan, numbers: Iterable[str]) -> Succession:
    """An earlier plan as it is stored beside numbers that perhaps are not."""
    before = await _numbered(session, earlier.plan_id)
    return succession(earlier.year, numbers, [each.number for each in before if not each.is_removed])


async def _link(session: TenantSession, earlier: Plan, later: Plan) -> int:
    now, before = await _numbered(session, later.plan_id), await _numbered(session, earlier.plan_id)
    changed = carried_on(now, before)
    if changed:
        await session.flush()
        await session.connection.execute(
            update(plan_activity)
            .where(
                plan_activity.c.tenant_id == session.tenant_id,
                plan_activity.c.id == bindparam("row_id"),
            )
            .values(continues_id=bindparam("continues")),
            [{"row_id": row_id, "continues": changed[row_id]} for row_id in sorted(changed)],
        )
    return len(changed)


async def _numbered(session: TenantSession, plan_id: PlanId) -> Sequence[Numbered]:
    columns = plan_activity.c
    found = await session.execute(
        select(columns.id, columns.number, columns.continues_id, columns.is_removed)
        .where(columns.tenant_id == OF_TENANT, columns.plan_id == plan_id)
        .order_by(columns.position, columns.id)
    )
    return [
        Numbered(
            plan_activity_id=PlanActivityId(row.id),
            number=row.number,
            continues=None if row.continues_id is None else PlanActivityId(row.continues_id),
            is_removed=row.is_removed,
        )
        for row in found
    ]

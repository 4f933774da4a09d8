"""Who owns what, changed while the plan is being followed up; answers stay with the plan activity."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Delete, bindparam, delete, select

from domain.people import PersonId, Role
from domain.plan import PlanActivityId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import CoOwnerRow, PersonRoleRow, PlanActivityRow

plan_activity = table_of(PlanActivityRow)
co_owner = table_of(CoOwnerRow)


async def move(
    session: TenantSession, plan_activity_id: PlanActivityId, *, owner: PersonId, successor: PersonId
) -> bool:
    """Give the plan activity to the successor; False when it is not that owner's any longer."""
    moved = await session.change(
        PlanActivityRow,
        plan_activity.c.id == plan_activity_id,
        plan_activity.c.owner_id == owner,
        ~plan_activity.c.is_removed,
        owner_id=successor,
    )
    if not moved:
        return False
    theirs: dict[str, Any] = {"of_plan_activity": plan_activity_id, "of_person": successor}
    await session.execute(_no_longer_shared(), theirs)
    await make_owner(session, successor)
    return True


async def share(session: TenantSession, plan_activity_id: PlanActivityId, person_id: PersonId) -> bool:
    """Make the person co-owner; False when that was so already."""
    row = {"plan_activity_id": plan_activity_id, "person_id": person_id}
    if not await session.insert_new(CoOwnerRow, [row]):
        return False
    await make_owner(session, person_id)
    return True


async def make_owner(session: TenantSession, person_id: PersonId) -> None:
    """Give the person the owner's role, unless they have it."""
    await session.insert_new(PersonRoleRow, [{"person_id": person_id, "role": Role.OWNER.value}])


async def owners(
    session: TenantSession, plan_activities: Collection[PlanActivityId]
) -> dict[PlanActivityId, PersonId]:
    """Who owns each of these plan activities; those that have left the plan are not among them."""
    if not plan_activities:
        return {}
    found = await session.execute(
        select(plan_activity.c.id, plan_activity.c.owner_id).where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.id.in_(plan_activities),
            ~plan_activity.c.is_removed,
        )
    )
    return {PlanActivityId(row.id): PersonId(row.owner_id) for row in found}


def _no_longer_shared() -> Delete:
    return delete(co_owner).where(
        co_owner.c.tenant_id == OF_TENANT,
        co_owner.c.plan_activity_id == bindparam("of_plan_activity"),
        co_owner.c.person_id == bindparam("of_person"),
    )

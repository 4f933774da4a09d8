"""Roles that people have because they are in an Entra group, as it was when the group was last read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from domain.people import Role
from storage import audit
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import GroupRoleRow

group_role = table_of(GroupRoleRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """Whose role came and whose went, as Entra object ids."""

    given: frozenset[str]
    taken: frozenset[str]


async def members(session: TenantSession, role: Role) -> frozenset[str]:
    """The Entra object ids of those who have the role because of a group."""
    found = await session.execute(
        select(group_role.c.entra_object_id).where(
            group_role.c.tenant_id == OF_TENANT, group_role.c.role == role.value
        )
    )
    return frozenset(found.scalars())


async def set_members(session: TenantSession, role: Role, now: Collection[str], at: datetime) -> RoleChange:
    """The group has exactly these members: others lose the role, and every change is in the audit trail."""
    before, after = await members(session, role), frozenset(now)
    change = RoleChange(given=after - before, taken=before - after)
    await session.insert_new(
        GroupRoleRow,
        [{"entra_object_id": each, "role": role.value, "since": at} for each in sorted(change.given)],
    )
    if change.taken:
        await session.execute(
            delete(group_role).where(
                group_role.c.tenant_id == OF_TENANT,
                group_role.c.role == role.value,
                group_role.c.entra_object_id.in_(sorted(change.taken)),
            )
        )
    for deed, people in (("role.given", change.given), ("role.taken", change.taken)):
        for each in sorted(people):
            await audit.record(session, deed=deed, subject=f"role:{role.value}", at=at, entra_object_id=each)
    return change

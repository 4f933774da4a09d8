"""Roles that people have because they are in an Entra group, as it was when the group was last read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, select

from domain.people import Role
from storage import audit
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
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


async def of_person(session: TenantSession, entra_object_id: str) -> frozenset[Role]:
    """The roles that somebody has because of groups."""
    found = await session.run(_of_person(), {"user": entra_object_id})
    return frozenset(Role(role) for role in found.scalars())


async def set_of_person(
    session: TenantSession, entra_object_id: str, now: frozenset[Role], at: datetime
) -> None:
    """Somebody has exactly these roles because of groups; what they gain and lose is in the audit trail."""
    before = await of_person(session, entra_object_id)
    for role in sorted(now - before):
        row = {"entra_object_id": entra_object_id, "role": role.value, "since": at}
        if await session.insert_new(GroupRoleRow, [row]):
            await _record(session, "role.given", role, [entra_object_id], at)
    for role in sorted(before - now):
        is_it = (group_role.c.entra_object_id == entra_object_id) & (group_role.c.role == role.value)
        gone = await session.execute(delete(group_role).where(group_role.c.tenant_id == OF_TENANT, is_it))
        if gone.rowcount:
            await _record(session, "role.taken", role, [entra_object_id], at)


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
    await _record(session, "role.given", role, change.given, at)
    await _record(session, "role.taken", role, change.taken, at)
    return change


async def _record(
    session: TenantSession, deed: str, role: Role, people: Collection[str], at: datetime
) -> None:
    for each in sorted(people):
        await audit.record(session, deed=deed, subject=f"role:{role.value}", at=at, entra_object_id=each)


@prepared
def _of_person() -> Select[Any]:
    return select(group_role.c.role).where(
        group_role.c.tenant_id == OF_TENANT, group_role.c.entra_object_id == bindparam("user")
    )

"""Roles by Entra group: added to those of the plan, taken again, noted, and nobody else's."""

import json

from sqlmodel import col

from domain.people import Role, TenantId
from storage import group_roles
from storage import people as people_store
from storage.database import Database
from storage.group_roles import RoleChange
from storage.tables import AuditEventRow
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, entra_id, person_of, small_plan


async def give(database: Database, tenant_id: TenantId, role: Role, *names: str) -> RoleChange:
    async with database.writing(tenant_id) as session:
        return await group_roles.set_members(session, role, {entra_id(name) for name in names}, AT)


async def notes(database: Database, tenant_id: TenantId) -> list[tuple[str, str, str]]:
    async with database.reading(tenant_id) as session:
        rows = await session.sql.exec(
            session.rows(AuditEventRow)
            .where(col(AuditEventRow.deed).startswith("role."))
            .order_by(col(AuditEventRow.id))
        )
        return [(row.deed, row.subject, json.loads(row.details)["entra_object_id"]) for row in rows.all()]


async def test_a_group_adds_to_the_roles_of_the_plan(database: Database, plan: SmallPlan) -> None:
    await give(database, plan.tenant_id, Role.STRATEGIST, "karin")
    await give(database, plan.tenant_id, Role.DIRECTOR, "karin", "maja")

    assert (await person_of(database, plan, "karin")).roles == {Role.OWNER, Role.STRATEGIST, Role.DIRECTOR}
    assert (await person_of(database, plan, "maja")).roles == {Role.STRATEGIST, Role.DIRECTOR}


async def test_whoever_has_left_the_group_has_the_roles_of_the_plan_only(
    database: Database, plan: SmallPlan
) -> None:
    await give(database, plan.tenant_id, Role.STRATEGIST, "karin", "johan")

    change = await give(database, plan.tenant_id, Role.STRATEGIST, "johan")

    assert change == RoleChange(given=frozenset(), taken=frozenset({entra_id("karin")}))
    assert (await person_of(database, plan, "karin")).roles == {Role.OWNER}
    assert (await person_of(database, plan, "johan")).roles == {Role.OWNER, Role.STRATEGIST}


async def test_a_role_that_the_plan_gives_too_stays(database: Database, plan: SmallPlan) -> None:
    await give(database, plan.tenant_id, Role.STRATEGIST, "maja")

    await give(database, plan.tenant_id, Role.STRATEGIST)

    assert (await person_of(database, plan, "maja")).roles == {Role.STRATEGIST}


async def test_everybody_is_still_told_of_once(database: Database, plan: SmallPlan) -> None:
    for role in Role:
        await give(database, plan.tenant_id, role, "karin", "maja")

    async with database.reading(plan.tenant_id) as session:
        everybody = await people_store.everybody(session)

    assert len(everybody) == 5
    assert everybody[plan.karin].roles == frozenset(Role)


async def test_members_whom_nobody_knows_do_no_harm(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await group_roles.set_members(session, Role.STRATEGIST, {"somebody-else"}, AT)
        everybody = await people_store.everybody(session)

    strategists = [each.name for each in everybody.values() if Role.STRATEGIST in each.roles]
    assert strategists == ["Maja Strand"]


async def test_a_neighbours_group_gives_no_role_here(database: Database, plan: SmallPlan) -> None:
    neighbour = TenantId("99999999-2222-4333-8444-555555555555")
    await small_plan(database, neighbour)

    await give(database, neighbour, Role.STRATEGIST, "karin")

    assert (await person_of(database, plan, "karin")).roles == {Role.OWNER}


async def test_every_change_is_noted_and_nothing_else(database: Database, plan: SmallPlan) -> None:
    await give(database, plan.tenant_id, Role.ADMIN, "karin")
    await give(database, plan.tenant_id, Role.ADMIN, "karin")
    await give(database, plan.tenant_id, Role.ADMIN)

    assert await notes(database, plan.tenant_id) == [
        ("role.given", "role:admin", entra_id("karin")),
        ("role.taken", "role:admin", entra_id("karin")),
    ]

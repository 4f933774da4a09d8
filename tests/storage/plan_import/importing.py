"""Importing in tests, and what is stored afterwards."""

from datetime import datetime

from sqlmodel import SQLModel

from domain.people import TenantId
from domain.plan_file.checks import Checked
from domain.plan_file.difference import Difference
from storage.database import Database
from storage.plan_import.importing import apply, compare
from storage.tables import (
    AdoptionRow,
    AnswerRow,
    AuditEventRow,
    CoOwnerRow,
    FocusAreaRow,
    FollowUpRoundRow,
    MeasureRow,
    MunicipalGroupRow,
    OrgUnitRow,
    PersonRoleRow,
    PersonRow,
    PlanActivityRow,
    PlanRow,
    ReminderStepRow,
)
from tests.domain.plan_file.plan_files import (
    AT,
    CALENDAR,
)

OTHER_TENANT = TenantId("99999999-8888-4777-8666-555555555555")
EVERY_TABLE = (
    MunicipalGroupRow,
    PlanRow,
    OrgUnitRow,
    FocusAreaRow,
    MeasureRow,
    AdoptionRow,
    PersonRow,
    PersonRoleRow,
    PlanActivityRow,
    CoOwnerRow,
    FollowUpRoundRow,
    ReminderStepRow,
    AnswerRow,
    AuditEventRow,
)


async def imported(
    database: Database, tenant_id: TenantId, file: Checked, at: datetime = AT, municipality: str = "Borlänge"
) -> Difference:
    async with database.writing(tenant_id) as session:
        return await apply(session, file, municipality=municipality, at=at, calendar=CALENDAR)


async def compared(database: Database, tenant_id: TenantId, file: Checked) -> Difference:
    async with database.reading(tenant_id) as session:
        return await compare(session, file, municipality="Borlänge", at=AT, calendar=CALENDAR)


async def rows(database: Database, tenant_id: TenantId, table: type[SQLModel]) -> list[dict[str, object]]:
    async with database.reading(tenant_id) as session:
        found = (await session.sql.exec(session.rows(table))).all()
        return sorted((row.model_dump() for row in found), key=repr)


async def everything(database: Database, tenant_id: TenantId) -> list[list[dict[str, object]]]:
    return [await rows(database, tenant_id, table) for table in EVERY_TABLE]


async def stored_plan_activities(database: Database, tenant_id: TenantId) -> dict[object, dict[str, object]]:
    return {row["number"]: row for row in await rows(database, tenant_id, PlanActivityRow)}


async def people(database: Database, tenant_id: TenantId) -> dict[object, dict[str, object]]:
    return {row["email"]: row for row in await rows(database, tenant_id, PersonRow)}

"""The sectors and companies, as we remember them."""

from sqlalchemy import select

from domain.people import OrgUnitId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import OrgUnitRow

org_unit = table_of(OrgUnitRow)


async def names(session: TenantSession) -> dict[OrgUnitId, str]:
    """What each is called, by id."""
    found = await session.execute(
        select(org_unit.c.id, org_unit.c.name).where(org_unit.c.tenant_id == OF_TENANT)
    )
    return {OrgUnitId(row.id): row.name for row in found}

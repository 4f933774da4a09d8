"""The tenant itself."""

from typing import Any

from sqlalchemy import Select, select

from domain.errors import UnknownTenantError
from domain.people import TenantId
from domain.plan import MunicipalGroup
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import MunicipalGroupRow

group = table_of(MunicipalGroupRow)


async def of_tenant(session: TenantSession) -> MunicipalGroup:
    """The municipality that the transaction belongs to."""
    row = (await session.run(_of_tenant())).first()
    if row is None:
        raise UnknownTenantError(session.tenant_id)
    return MunicipalGroup(tenant_id=TenantId(row.tenant_id), name=row.name, time_zone=row.time_zone)


@prepared
def _of_tenant() -> Select[Any]:
    return select(group).where(group.c.tenant_id == OF_TENANT)

"""The tenant itself."""

from sqlmodel import select

from domain.errors import UnknownTenantError
from domain.people import TenantId
from domain.plan import MunicipalGroup
from storage.database import TenantSession
from storage.tables import MunicipalGroupRow


async def of_tenant(session: TenantSession) -> MunicipalGroup:
    """The municipality that the transaction belongs to."""
    found = await session.sql.exec(
        select(MunicipalGroupRow).where(MunicipalGroupRow.tenant_id == session.tenant_id)
    )
    row = found.first()
    if row is None:
        raise UnknownTenantError(session.tenant_id)
    return MunicipalGroup(tenant_id=TenantId(row.tenant_id), name=row.name, time_zone=row.time_zone)

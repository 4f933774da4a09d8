"""What the directory said about the people of the plan when it was last asked."""

from sqlalchemy import select

from domain.directory import DirectoryState
from domain.people import PersonId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import PersonRow

person = table_of(PersonRow)


async def states(session: TenantSession) -> dict[PersonId, DirectoryState]:
    """By person; whoever has never been asked about is not in it."""
    found = await session.execute(
        select(person.c.id, person.c.directory_state).where(
            person.c.tenant_id == OF_TENANT,
            person.c.directory_state.is_not(None),
            person.c.is_removed.is_(False),
        )
    )
    return {PersonId(row.id): DirectoryState(row.directory_state) for row in found}

"""What the directory said about the people of the plan when it was last asked."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select

from domain.directory import Checked, DirectoryState
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


async def checked(session: TenantSession) -> dict[PersonId, Checked]:
    """The same, with when it was said."""
    found = await session.execute(
        select(person.c.id, person.c.directory_state, person.c.directory_checked_at).where(
            person.c.tenant_id == OF_TENANT,
            person.c.directory_state.is_not(None),
            person.c.directory_checked_at.is_not(None),
            person.c.is_removed.is_(False),
        )
    )
    return {
        PersonId(row.id): Checked(state=DirectoryState(row.directory_state), at=row.directory_checked_at)
        for row in found
    }


async def stale(session: TenantSession, before: datetime, most: int) -> list[PersonId]:
    """Those in the plan who were last asked about at `before` or earlier, or never; those first."""
    is_stale = or_(person.c.directory_checked_at.is_(None), person.c.directory_checked_at <= before)
    found = await session.execute(
        select(person.c.id)
        .where(person.c.tenant_id == OF_TENANT, person.c.is_removed.is_(False), is_stale)
        .order_by(person.c.directory_checked_at.is_not(None), person.c.directory_checked_at, person.c.id)
        .limit(most)
    )
    return [PersonId(person_id) for person_id in found.scalars()]


async def remember(session: TenantSession, said: Mapping[PersonId, DirectoryState], at: datetime) -> None:
    """Keep what was said about each, and that it was said now."""
    for person_id in sorted(said):
        await session.change(
            PersonRow,
            person.c.id == person_id,
            directory_state=said[person_id].value,
            directory_checked_at=at,
        )

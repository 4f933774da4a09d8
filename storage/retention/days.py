"""Which day's retention somebody has taken on, so that it is done once a day by one process."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlmodel import col

from storage.database import TenantSession
from storage.tables import RetentionRunRow

# Whoever has begun and not finished by then has died.
PATIENCE = timedelta(hours=1)


async def take_on(session: TenantSession, day: date, at: datetime) -> bool:
    """Whether the day is ours: nobody has begun, or whoever did has not finished within an hour."""
    if await session.insert_new(RetentionRunRow, [{"day": day, "begun_at": at, "counts": ""}]):
        return True
    given_up = col(RetentionRunRow.begun_at) <= at - PATIENCE
    taken = await session.change(
        RetentionRunRow,
        col(RetentionRunRow.day) == day,
        col(RetentionRunRow.done_at).is_(None),
        given_up,
        begun_at=at,
    )
    return taken == 1


async def finish(session: TenantSession, day: date, at: datetime, counts: Mapping[str, int]) -> None:
    """The day is done, with how many went of each kind."""
    written = json.dumps(counts, sort_keys=True)
    await session.change(RetentionRunRow, col(RetentionRunRow.day) == day, done_at=at, counts=written)


async def is_seen_to(session: TenantSession, day: date) -> bool:
    """Whether somebody has finished the day."""
    rows = session.rows(RetentionRunRow).where(col(RetentionRunRow.day) == day)
    found = (await session.sql.exec(rows)).first()
    return found is not None and found.done_at is not None

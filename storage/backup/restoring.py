"""Puts a copy back in place of a database, and brings over what is known of messages sent since then."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import audit, schema
from storage.backup import carrying_over, examining, files
from storage.backup.carrying_over import CarriedOver
from storage.backup.errors import BackupError, Obstacle
from storage.backup.examining import Contents, url_of
from storage.database import Database
from storage.file_rights import held_alone

DEED = "backup.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back, where the database before it lies, and what was brought over from it."""

    contents: Contents
    aside: Path | None = None
    carried_over: CarriedOver | None = None


def restore(copy: Path, database: Path, at: datetime, *, replace: bool = False) -> Restored:
    """Verify the copy, then let it be the database. Raises `BackupError`, and then everything is as it was.

    `replace` allows that there is a database; it is kept beside, under a name that says when. This runs an
    event loop of its own.
    """
    if database.exists() and not replace:
        raise BackupError(Obstacle.EXISTS, str(database))
    with held_alone(database) as is_ours:
        if not is_ours:
            raise BackupError(Obstacle.IN_USE, str(database))
        with files.workshop(database) as folder:
            return _restored(copy, database, at, folder)


def _restored(copy: Path, database: Path, at: datetime, folder: Path) -> Restored:
    fresh, trial = folder / "fresh.db", folder / "trial.db"
    files.unpack(copy, fresh)
    found = examining.contents(fresh)
    files.unpack(fresh, trial)
    asyncio.run(examining.verify(trial))
    schema.upgrade(url_of(fresh))
    carried_over = None
    if database.exists():
        close_down(database)
        carried_over = carrying_over.bring(database, fresh)
    asyncio.run(_note(fresh, copy, at))
    close_down(fresh)
    if database.exists():
        files.belong_alike(fresh, database)
    aside = _set_aside(database, at) if database.exists() else None
    files.put(fresh, database, force=True)
    return Restored(contents=found, aside=aside, carried_over=carried_over)


def close_down(database: Path) -> None:
    """Make the database one file; raises `BackupError` when anybody has it open. A damaged one is left."""
    try:
        with closing(sqlite3.connect(database, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise BackupError(Obstacle.IN_USE, str(database)) from error
    except sqlite3.DatabaseError:
        # It is because it is damaged that a copy is put back.
        return


def _set_aside(database: Path, at: datetime) -> Path:
    aside = database.with_name(f"{database.name}.before-{at:%Y%m%dT%H%M%S}")
    for suffix in ("", "-wal", "-shm"):
        before = Path(f"{database}{suffix}")
        if before.exists():
            before.rename(f"{aside}{suffix}")
    return aside


async def _note(fresh: Path, copy: Path, at: datetime) -> None:
    database = Database(url_of(fresh))
    try:
        for tenant_id in await database.tenants():
            async with database.writing(tenant_id) as session:
                await audit.record(session, deed=DEED, subject="backup", at=at, file=copy.name)
    finally:
        await database.close()

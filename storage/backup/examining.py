"""Looks a copy through: is it whole, is it ours, do its references hold, what is in it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from domain.audit_chain import Broken
from storage import audit_verification, schema
from storage.backup.errors import BackupError, Obstacle
from storage.database import Database
from storage.tables import metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Which revision a copy has, and how many rows are in each table that we know."""

    revision: str
    rows: Mapping[str, int]


def url_of(path: Path) -> str:
    """The file as a database."""
    return f"sqlite+aiosqlite:///{path}"


def contents(path: Path) -> Contents:
    """What is in a file; raises `BackupError` when it is damaged or none of ours. The file is not changed."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _looked_through(connection)
    except sqlite3.DatabaseError as error:
        raise BackupError(Obstacle.NOT_A_COPY, str(error)) from error


async def verify(path: Path) -> None:
    """Whether this version can work with the copy, and every tenant's audit trail holds. The copy is changed:
    it is migrated, and what is new in the trail is linked.
    """
    schema.upgrade(url_of(path))
    database = Database(url_of(path))
    try:
        for tenant_id in await database.tenants():
            found = await audit_verification.verify(database, tenant_id)
            if isinstance(found, Broken):
                raise BackupError(Obstacle.AUDIT_TRAIL, f"{found.kind.value} {found.position}")
    finally:
        await database.close()


def _looked_through(connection: sqlite3.Connection) -> Contents:
    [said] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise BackupError(Obstacle.DAMAGED, said)
    if (row := connection.execute("PRAGMA foreign_key_check").fetchone()) is not None:
        raise BackupError(Obstacle.REFERENCES, f"{row[0]} → {row[2]}")
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in there:
        raise BackupError(Obstacle.NOT_A_COPY)
    [revision] = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    if revision not in schema.known():
        raise BackupError(Obstacle.NEWER, revision)
    rows = {
        table.name: connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # noqa: S608 - our own names
        for table in metadata.sorted_tables
        if table.name in there
    }
    return Contents(revision=revision, rows=rows)

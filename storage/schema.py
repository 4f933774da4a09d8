"""Bringing the database to the schema that this version of the code wants, once and safely."""

from importlib.resources import files
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, make_url, pool, text
from sqlalchemy.exc import OperationalError

from domain.errors import LageskollError
from storage.tables import metadata

# Any number that no other program uses for its advisory locks; it keeps two replicas from migrating at once.
MIGRATION_LOCK = 7_203_114_001


def synchronous_url(url: str) -> str:
    """The same database for Alembic, which does not await: SQLite's own driver, or psycopg as it is."""
    return (
        make_url(url)
        .set(drivername=make_url(url).drivername.replace("+aiosqlite", ""))
        .render_as_string(hide_password=False)
    )


def naming() -> dict[str, Any]:
    """What `env.py` and the drift check must agree on."""
    return {"render_as_batch": True, "compare_type": True}


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up. Whoever starts first does it; the others wait and find it done."""
    _migrate(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Migrate down, for tests and for an operator who knows why."""
    _migrate(url, command.downgrade, revision)


def revisions(url: str) -> tuple[str | None, str | None]:
    """The revision that the database has and the one that the code wants."""
    with _engine(url).connect() as connection:
        has = MigrationContext.configure(connection).get_current_revision()
    return has, ScriptDirectory.from_config(_config()).get_current_head()


def known() -> frozenset[str]:
    """Every revision that this version of the code can migrate from, and the one it wants."""
    return frozenset(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def drift(url: str) -> list[Any]:
    """Differences between the migrated database and the tables in code; empty when there are none."""
    with _engine(url).connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=naming()), metadata))


class DatabaseUnavailableError(LageskollError):
    """The database does not answer: check LAGESKOLL_DATABASE_URL and that the database runs."""


def _migrate(url: str, step: Any, revision: str) -> None:  # noqa: ANN401 - an Alembic command
    try:
        with _engine(url).begin() as connection:
            _lock(connection)
            config = _config()
            config.attributes["connection"] = connection
            step(config, revision)
    except OperationalError as error:
        raise DatabaseUnavailableError(str(error.orig)) from error


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    else:
        connection.exec_driver_sql("PRAGMA busy_timeout=60000")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _engine(url: str) -> Engine:
    return create_engine(synchronous_url(url), poolclass=pool.NullPool)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage").joinpath("migrations")))
    return config

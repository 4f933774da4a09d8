"""Has SQLAlchemy compile a statement once for all tests, although each has a database of its own.

It remembers what it has compiled for one engine alone, and a sixth of the time of the dialogs' tests went by
with writing the same SQL as the test before had. Here all engines of a kind have one memory.
"""

from typing import ClassVar

from sqlalchemy import URL, Dialect, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg, PGDialectAsync_psycopg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

STATEMENTS = 2000


class _OneOfAKind:
    """All of a class are alike as keys of the memory."""

    compiled: ClassVar[LRUCache[object, object]]

    def __init_subclass__(cls) -> None:
        cls.compiled = LRUCache(STATEMENTS)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Give it the memory of all."""
        engine.update_execution_options(compiled_cache=cls.compiled)


class SharedSqlite(_OneOfAKind, SQLiteDialect_aiosqlite):
    """SQLite as the service speaks with it."""

    supports_statement_cache = True


class SharedPostgresqlAsync(_OneOfAKind, PGDialectAsync_psycopg):
    """PostgreSQL as the service speaks with it."""

    supports_statement_cache = True


class SharedPostgresql(PGDialect_psycopg):
    """What is found by PostgreSQL's name, and leads to it."""

    supports_statement_cache = True

    @classmethod
    def get_async_dialect_cls(cls, url: URL) -> type[Dialect]:  # noqa: ARG003 - SQLAlchemy gives it
        """Where one awaits."""
        return SharedPostgresqlAsync


def share() -> None:
    """Let every engine that is made from now on be one of these."""
    registry.register("sqlite.aiosqlite", __name__, SharedSqlite.__name__)
    registry.register("postgresql.psycopg", __name__, SharedPostgresql.__name__)

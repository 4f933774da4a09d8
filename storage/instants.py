"""Instants in the database: UTC on the way in, aware and UTC on the way out, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# SQLite keeps no offset: `2023-09-05 07:00:00.000000`.
OFFSET = "+00:00"


class Instant(TypeDecorator[datetime]):
    """A point in time. Naive datetimes are refused: nobody knows which hour they mean."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC; SQLite keeps no offset, so it is dropped after the conversion."""
        if value is None:
            return None
        in_utc = _in_utc(value)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime | None:
        """Give back an aware UTC instant whatever the database returned."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """The same for SQLite in one step, since an answer has some twenty instants in and out."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """The same; to put a time into a zone takes five times as long as to read it with one."""
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _as_text(value: datetime | None) -> str | None:
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds").removesuffix(OFFSET)


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + OFFSET)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)

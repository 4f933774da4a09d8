"""One sweep: which rows of a table are too old, and what becomes of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, func, select, update

from storage.database import TenantSession
from storage.prepared import OF_TENANT

Old = Callable[[datetime], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """`key` tells the tenant's rows apart, `moment` is what their age is counted from.

    Rows go, or get other `values` (a function of what is to stand instead of removed text).
    """

    table: Table
    key: Column[Any]
    old: Old
    moment: ColumnElement[Any]
    values: Callable[[str], Mapping[str, object]] | None = field(default=None)

    async def seen(self, session: TenantSession, before: datetime) -> tuple[int, datetime | None]:
        """How many rows are too old, and the moment of the oldest."""
        query = select(func.count(), func.min(self.moment)).select_from(self.table)
        row: Any = (await session.execute(query.where(*self._conditions(before)))).one()
        return int(row[0]), _instant(row[1])

    async def carry_out(self, session: TenantSession, before: datetime, limit: int, mark: str) -> int:
        """See to some of them, the first ones first; returns how many."""
        query = select(self.key).where(*self._conditions(before)).order_by(self.key).limit(limit)
        keys = list((await session.execute(query)).scalars())
        if not keys:
            return 0
        chosen = (self.table.c.tenant_id == session.tenant_id, self.key.in_(keys))
        if self.values is None:
            await session.connection.execute(delete(self.table).where(*chosen))
        else:
            changes: Any = self.values(mark)
            await session.connection.execute(update(self.table).where(*chosen).values(changes))
        return len(keys)

    def _conditions(self, before: datetime) -> tuple[ColumnElement[bool], ...]:
        return (self.table.c.tenant_id == OF_TENANT, self.old(before))


def _instant(found: datetime | date | None) -> datetime | None:
    """Days are told as their midnight."""
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, time(), tzinfo=UTC)

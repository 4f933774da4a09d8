"""Which days the retention has been seen to, as rows."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, unindexed_tenant


class RetentionRunRow(SQLModel, table=True):
    """One day's retention, done by one process. `counts` is JSON: how many of each kind."""

    __tablename__ = "retention_run"
    __table_args__ = (UniqueConstraint("tenant_id", "day"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    day: date
    begun_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    counts: str = ""

"""Matters that somebody has to take a stand on, as rows: hand-overs, more time, and what people are told."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, unindexed, unindexed_tenant


class MatterRow(SQLModel, table=True):
    """One matter. `person_id` is whose it is, `counterpart_id` who is asked, when it is one person.

    `key` makes a double click one matter. `respond_by` is when it goes on to the strategist.
    """

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        Index("ix_matter_round", "tenant_id", "follow_up_round_id", "kind", "state"),
    )
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    key: str = Field(max_length=120)
    kind: str
    state: str
    follow_up_round_id: int = reference("follow_up_round.id")
    plan_activity_id: int | None = reference("plan_activity.id", required=False)
    person_id: int = reference("person.id")
    counterpart_id: int | None = reference("person.id", required=False)
    asked_by: int = unindexed("person.id")
    asked_at: datetime = Field(sa_type=Instant)
    reason: str = ""
    days: int | None = None
    until: date | None = None
    respond_by: datetime | None = Field(default=None, sa_type=Instant)
    reply: str = ""
    settled_by: int | None = unindexed("person.id", required=False)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)

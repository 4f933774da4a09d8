"""Reminders that have been decided and messages on their way, as rows: the outbox."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant


class ReminderRow(SQLModel, table=True):
    """One person is to be reminded once: a ladder step or a nudge."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("tenant_id", "follow_up_round_id", "person_id", "key"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    follow_up_round_id: int = reference("follow_up_round.id")
    person_id: int = reference("person.id")
    key: str = Field(max_length=80)
    kind: str
    requested_by: int | None = reference("person.id", required=False)
    decided_at: datetime = Field(sa_type=Instant)


class DeliveryRow(SQLModel, table=True):
    """One message and its fate. `person_id` is whose matter it is, `recipient_id` who got it."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        Index("ix_delivery_due", "tenant_id", "fate", "not_before"),
    )
    id: int | None = primary()
    tenant_id: str = tenant()
    key: str = Field(max_length=120)
    kind: str
    follow_up_round_id: int = reference("follow_up_round.id")
    reminder_id: int | None = reference("reminder.id", required=False)
    person_id: int = reference("person.id")
    recipient_id: int | None = reference("person.id", required=False)
    message_id: str = ""
    page: int = 0
    fate: str = "waiting"
    not_before: datetime = Field(sa_type=Instant)
    attempts: int = 0
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    lease: str = ""
    failure: str | None = None
    code: str = ""
    created_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)

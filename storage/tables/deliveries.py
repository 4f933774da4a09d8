"""Reminders that have been decided and messages on their way, as rows: the outbox."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant, unindexed, unindexed_tenant


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index over the few rows that are still on their way, however many lie behind them."""
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class ReminderRow(SQLModel, table=True):
    """One person is to be reminded once: a ladder step or a nudge. A withdrawn one is not sent.

    `sentence` is what the strategist who asked for it has added in words of their own.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("tenant_id", "follow_up_round_id", "person_id", "key"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    follow_up_round_id: int = reference("follow_up_round.id")
    person_id: int = reference("person.id")
    key: str = Field(max_length=80)
    kind: str
    requested_by: int | None = reference("person.id", required=False)
    sentence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    decided_at: datetime = Field(sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class DeliveryRow(SQLModel, table=True):
    """One message and its fate. `person_id` is whose matter it is, `recipient_id` who got it.

    Of what is due, the lowest `urgency` goes first.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        _partial("ix_delivery_waiting", "tenant_id", "urgency", "not_before", "id", where="fate = 'waiting'"),
        _partial("ix_delivery_claimed", "tenant_id", "leased_until", where="fate = 'claimed'"),
        Index("ix_delivery_matter", "person_id", "follow_up_round_id"),
    )
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    key: str = Field(max_length=120)
    kind: str
    urgency: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    follow_up_round_id: int = reference("follow_up_round.id")
    reminder_id: int | None = reference("reminder.id", required=False)
    matter_id: int | None = reference("matter.id", required=False)
    person_id: int = unindexed("person.id")
    recipient_id: int | None = unindexed("person.id", required=False)
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


class LivingMessageRow(SQLModel, table=True):
    """The one message that shows a list in a chat: `person_id`'s list in `recipient_id`'s chat.

    While it is `occupied_until`, another card stands there in which the recipient is writing.
    """

    __tablename__ = "living_message"
    __table_args__ = (UniqueConstraint("tenant_id", "follow_up_round_id", "person_id", "recipient_id"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    follow_up_round_id: int = reference("follow_up_round.id")
    person_id: int = unindexed("person.id")
    recipient_id: int = unindexed("person.id")
    message_id: str
    since: datetime = Field(sa_type=Instant)
    occupied_until: datetime | None = Field(default=None, sa_type=Instant)

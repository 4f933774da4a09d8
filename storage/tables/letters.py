"""Letters to whoever Teams could not reach, as rows."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, unindexed, unindexed_tenant


class LetterRow(SQLModel, table=True):
    """One letter and its fate. `key` is that of the message that it is written instead of.

    `person_id` is whose list it is about, `recipient_id` who got it; `address_mark` is what the address is
    known by, and the address itself is the person's. A lease is a claim. `asked_key` is that of the message
    or letter in which somebody at the unit was asked, since this one was given up; such a letter's `kind` is
    "unit".
    """

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("tenant_id", "key"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    key: str = Field(max_length=120)
    kind: str = "form"
    follow_up_round_id: int = reference("follow_up_round.id")
    person_id: int = unindexed("person.id")
    recipient_id: int | None = unindexed("person.id", required=False)
    address_mark: str = Field(default="", max_length=64)
    reason: str
    fate: str = "waiting"
    not_before: datetime = Field(sa_type=Instant)
    attempts: int = 0
    lease: str = ""
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    failure: str | None = None
    code: str = ""
    message_id: str = ""
    created_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    asked_key: str = Field(default="", max_length=120)

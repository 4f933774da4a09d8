"""Sealed reports, the documents that were made of them, and those that somebody waits for, as rows."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, unindexed, unindexed_tenant


class SealRow(SQLModel, table=True):
    """One approved version of a round's report; `content` is its data as canonical JSON, in UTF-8.

    `sealed_by_name` is what whoever approved it was called then; `changes` how many differences there are of
    each kind from the version before, as JSON.
    """

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("tenant_id", "follow_up_round_id", "version"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    follow_up_round_id: int = reference("follow_up_round.id")
    version: int
    sha256: str = Field(max_length=64)
    content: bytes
    reason: str = ""
    changes: str = Field(default="", sa_column_kwargs={"server_default": ""})
    sealed_by: int = unindexed("person.id")
    sealed_by_name: str
    sealed_at: datetime = Field(sa_type=Instant)


class ReportDocumentRow(SQLModel, table=True):
    """One file that was made of a report: which it was, and its checksum, so that it is known again.

    `data_sha256` is the checksum of the data it was made of; `seal_id` is empty for a draft. `made_by` is
    empty for the command line.
    """

    __tablename__ = "report_document"
    __table_args__ = (UniqueConstraint("tenant_id", "sha256"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    follow_up_round_id: int = reference("follow_up_round.id")
    seal_id: int | None = reference("seal.id", required=False)
    sha256: str = Field(max_length=64)
    data_sha256: str = Field(max_length=64)
    format: str = Field(max_length=16)
    language: str = Field(max_length=2)
    made_by: int | None = unindexed("person.id", required=False)
    made_at: datetime = Field(sa_type=Instant)


class DocumentOrderRow(SQLModel, table=True):
    """A document that is being made while somebody waits; the row goes when they have it, or know why not.

    Only one is made at a time of what one person has asked for. `leased_until` is how long it is somebody's
    to make; `key` is the finished file's.
    """

    __tablename__ = "document_order"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        UniqueConstraint("tenant_id", "person_id", "follow_up_round_id", "format", "version", "language"),
    )
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    key: str = Field(max_length=64)
    person_id: int = unindexed("person.id")
    follow_up_round_id: int = unindexed("follow_up_round.id")
    format: str = Field(max_length=16)
    version: int
    language: str = Field(max_length=2)
    plan_activities: int
    message_id: str = ""
    ordered_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    lease: str = ""
    leased_until: datetime | None = Field(default=None, sa_type=Instant)

"""The chain over the audit trail as rows; none of them is ever changed (`storage.audit_guard`)."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, unindexed_tenant


class AuditLinkRow(SQLModel, table=True):
    """An event's place in its tenant's chain.

    `audit_event_id` refers to nothing that the database watches over: a missing event is for the verification
    to find, and the lawful removal takes the events first.
    """

    __tablename__ = "audit_link"
    __table_args__ = (UniqueConstraint("tenant_id", "audit_event_id"),)
    tenant_id: str = Field(foreign_key="municipal_group.tenant_id", primary_key=True, max_length=36)
    position: int = Field(primary_key=True)
    audit_event_id: int
    sha256: str = Field(max_length=64)


class AuditCheckpointRow(SQLModel, table=True):
    """The links up to `position` may be removed with their events; the chain goes on after `sha256`."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = (UniqueConstraint("tenant_id", "position"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    position: int
    sha256: str = Field(max_length=64)
    made_at: datetime = Field(sa_type=Instant)

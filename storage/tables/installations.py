"""Installing the app for people, as rows: one for each person, asked for by somebody."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import unindexed


class InstallationRow(SQLModel, table=True):
    """What came of it for one person. `request_key` makes the same press twice one; a lease is a claim."""

    __tablename__ = "installation"
    tenant_id: str = Field(foreign_key="municipal_group.tenant_id", primary_key=True, max_length=36)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    state: str = "waiting"
    refusal: str | None = None
    code: str = ""
    requested_by: int = unindexed("person.id")
    requested_at: datetime = Field(sa_type=Instant)
    request_key: str = Field(max_length=64)
    not_before: datetime = Field(sa_type=Instant)
    lease: str = ""
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)

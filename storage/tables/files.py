"""Files on their way between us and somebody's chat, as rows; they are kept for a short while only."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, unindexed_tenant


class ChatFileRow(SQLModel, table=True):
    """One file: offered to a person, or received from one. `facts` is JSON about it, by its `purpose`."""

    __tablename__ = "chat_file"
    __table_args__ = (UniqueConstraint("tenant_id", "key"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    key: str = Field(max_length=64)
    person_id: int = reference("person.id")
    purpose: str
    name: str
    content: bytes
    facts: str = ""
    state: str = "kept"
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)

"""People and where they can be reached, as rows."""

from datetime import date, datetime, time

from sqlalchemy import UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant


class PersonRow(SQLModel, table=True):
    """Somebody in the plan; the e-mail address is stored in lower case."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("tenant_id", "email"),
        UniqueConstraint("tenant_id", "entra_object_id"),
    )
    id: int | None = primary()
    tenant_id: str = tenant()
    name: str
    email: str
    org_unit_id: int = reference("org_unit.id")
    language: str = "sv"
    entra_object_id: str | None = Field(default=None, max_length=64)
    absent_from: date | None = None
    absent_to: date | None = None
    deputy_id: int | None = reference("person.id", required=False)
    hours_from: time | None = None
    hours_to: time | None = None
    wants_only_the_deadline: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    is_removed: bool = False
    is_example: bool = False


class PersonRoleRow(SQLModel, table=True):
    """A role that a person has."""

    __tablename__ = "person_role"
    tenant_id: str = tenant()
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    role: str = Field(primary_key=True)


class ContactPointRow(SQLModel, table=True):
    """A personal chat; `person_id` is empty while nobody in the plan matches."""

    __tablename__ = "contact_point"
    __table_args__ = (UniqueConstraint("tenant_id", "entra_object_id"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    person_id: int | None = reference("person.id", required=False)
    entra_object_id: str = Field(max_length=64)
    service_url: str
    conversation_id: str
    teams_user_id: str = ""
    bot_id: str = ""
    language: str | None = None
    state: str = "active"
    welcomed_at: datetime | None = Field(default=None, sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)

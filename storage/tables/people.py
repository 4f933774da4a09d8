"""People and where they can be reached, as rows."""

from datetime import date, datetime, time

from sqlalchemy import UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant


class PersonRow(SQLModel, table=True):
    """Somebody in the plan; the e-mail address is stored in lower case.

    `directory_state` is what Entra said about them when it was last asked.
    """

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
    directory_state: str | None = None
    directory_checked_at: datetime | None = Field(default=None, sa_type=Instant)
    is_removed: bool = False
    is_example: bool = False


class PersonRoleRow(SQLModel, table=True):
    """A role that a person has."""

    __tablename__ = "person_role"
    tenant_id: str = tenant()
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    role: str = Field(primary_key=True)


class GroupRoleRow(SQLModel, table=True):
    """A role that somebody has because they are in an Entra group; read anew with the group."""

    __tablename__ = "group_role"
    tenant_id: str = Field(foreign_key="municipal_group.tenant_id", primary_key=True, max_length=36)
    entra_object_id: str = Field(primary_key=True, max_length=64)
    role: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Instant)


class ContactPointRow(SQLModel, table=True):
    """A personal chat; `person_id` is empty while nobody in the plan matches.

    `name` is what Teams calls whoever writes there, and `ignored_at` when a strategist said that they are not
    of the plan.
    """

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
    name: str = Field(default="", sa_column_kwargs={"server_default": ""})
    ignored_at: datetime | None = Field(default=None, sa_type=Instant)
    state: str = "active"
    welcomed_at: datetime | None = Field(default=None, sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)

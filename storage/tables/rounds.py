"""Follow-up rounds and their reminder steps as rows."""

from datetime import date, datetime, time

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant


class FollowUpRoundRow(SQLModel, table=True):
    """One follow-up of one plan.

    `deadline_since` is when a deadline that was moved while the round was open began to hold. `closings` is
    how often the round has been closed, and `revision` how often somebody has changed it. `diary_number` is
    the case that its report belongs to.
    """

    __tablename__ = "follow_up_round"
    __table_args__ = (UniqueConstraint("tenant_id", "plan_id", "occasion", "reference_date"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    plan_id: int = reference("plan.id")
    occasion: str
    reference_date: date
    opens_at: datetime = Field(sa_type=Instant)
    deadline: date
    closes_at: datetime = Field(sa_type=Instant)
    state: str = "planned"
    meeting_on: date | None = None
    dispatch_on: date | None = None
    director_by: date | None = None
    strategists_by: date | None = None
    managers_by: date | None = None
    escalation_days: int | None = None
    escalation_at: time | None = None
    deadline_since: datetime | None = Field(default=None, sa_type=Instant)
    closings: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reopened_because: str = Field(default="", sa_column_kwargs={"server_default": ""})
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    diary_number: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ReminderStepRow(SQLModel, table=True):
    """One step of a round's ladder."""

    __tablename__ = "reminder_step"
    tenant_id: str = tenant()
    follow_up_round_id: int = Field(foreign_key="follow_up_round.id", primary_key=True)
    working_days: int = Field(primary_key=True)
    at: time

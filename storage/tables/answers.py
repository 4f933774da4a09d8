"""Answers and the audit trail as rows; both are only ever added to."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant


class AnswerRow(SQLModel, table=True):
    """One statement by one person; `submission_key` makes a double click one answer."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("tenant_id", "submission_key"),
        Index("ix_answer_latest", "tenant_id", "follow_up_round_id", "plan_activity_id", "id"),
    )
    id: int | None = primary()
    tenant_id: str = tenant()
    follow_up_round_id: int = reference("follow_up_round.id")
    plan_activity_id: int = reference("plan_activity.id")
    progress: str
    percent: int | None = None
    comment: str = ""
    obstacle_kind: str | None = None
    obstacle_text: str = ""
    next_step: str = ""
    needs_decision: bool = False
    unchanged: bool = False
    answered_by: int = reference("person.id")
    answered_at: datetime = Field(sa_type=Instant)
    submission_key: str = Field(max_length=80)


class AuditEventRow(SQLModel, table=True):
    """Who did what to what, and when. `actor_id` is empty for the clock and the command line."""

    __tablename__ = "audit_event"
    id: int | None = primary()
    tenant_id: str = tenant()
    at: datetime = Field(sa_type=Instant)
    actor_id: int | None = reference("person.id", required=False)
    deed: str
    subject: str
    details: str = ""

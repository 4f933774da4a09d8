"""Answers and the audit trail as rows, which are only ever added to; and answers that are not saved yet."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, reference, tenant, unindexed, unindexed_tenant


class AnswerRow(SQLModel, table=True):
    """One statement by one person; `submission_key` makes a double click one answer.

    `next_year` is what the owner wants to become of the plan activity, and `taps` how many presses it took to
    answer. `owner_id` is whose the plan activity was then. `by_mail` when by a letter's link. `source` is
    what the system was called that brought it, "" for none; only such an answer may be by nobody in
    particular, and `given_at` is when it was given there.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("tenant_id", "submission_key"),
        # This round's answer to a plan activity, and the one of any earlier round, are both found in it.
        Index("ix_answer_latest", "tenant_id", "plan_activity_id", "follow_up_round_id", "id"),
    )
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    follow_up_round_id: int = unindexed("follow_up_round.id")
    plan_activity_id: int = reference("plan_activity.id")
    progress: str
    percent: int | None = None
    comment: str = ""
    obstacle_kind: str | None = None
    obstacle_text: str = ""
    next_step: str = ""
    needs_decision: bool = False
    new_end: date | None = None
    indicator_value: Decimal | None = None
    evidence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    promise: str | None = None
    next_year: str | None = None
    next_year_note: str = Field(default="", sa_column_kwargs={"server_default": ""})
    taps: int | None = None
    owner_id: int | None = unindexed("person.id", required=False)
    unchanged: bool = False
    answered_by: int | None = unindexed("person.id", required=False)
    answered_for: int | None = unindexed("person.id", required=False)
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    answered_at: datetime = Field(sa_type=Instant)
    submission_key: str = Field(max_length=80)
    by_mail: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    source: str = Field(default="", sa_column_kwargs={"server_default": ""})
    given_at: datetime | None = Field(default=None, sa_type=Instant)


class BroughtAnswerRow(SQLModel, table=True):
    """What another system calls an answer that it brought, and the `fingerprint` of all that it said."""

    __tablename__ = "brought_answer"
    __table_args__ = (UniqueConstraint("tenant_id", "client_id", "external_id"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    client_id: str = Field(max_length=40)
    external_id: str = Field(max_length=100)
    fingerprint: str = Field(max_length=64)
    follow_up_round_id: int = unindexed("follow_up_round.id")
    answer_id: int = reference("answer.id")


class DraftRow(SQLModel, table=True):
    """What somebody has typed in a form and not saved, as text; one for each person and plan activity.

    `message_id` is the message in which the form stands open, "" when it stands in none.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("tenant_id", "person_id", "follow_up_round_id", "plan_activity_id"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    person_id: int = unindexed("person.id")
    follow_up_round_id: int = reference("follow_up_round.id")
    plan_activity_id: int = reference("plan_activity.id")
    fields: str = ""
    message_id: str = ""
    page: int = 0
    updated_at: datetime = Field(sa_type=Instant)


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

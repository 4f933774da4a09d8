"""What the audit trail says about one round, for those who will read it without the database."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, literal, or_, select

from domain.audit_chain import Event, Link
from domain.rounds import FollowUpRound
from storage.audit import audit_event
from storage.audit_chain import link
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import PlanActivityRow

plan_activity = table_of(PlanActivityRow)

# Copies made and fetched are told of by whoever made them, and would differ each time.
LEFT_OUT = ("report.made", "archive.made", "archive.preliminary")


async def of_round(
    session: TenantSession, follow_up_round: FollowUpRound, until: datetime
) -> AsyncIterator[Link]:
    """Everything linked about the round, and about its plan's activities from its opening until then."""
    query = (
        select(link.c.position, link.c.sha256, audit_event)
        .join(audit_event, audit_event.c.id == link.c.audit_event_id)
        .where(
            link.c.tenant_id == OF_TENANT,
            audit_event.c.at <= until,
            audit_event.c.deed.not_in(LEFT_OUT),
            _about(follow_up_round),
        )
        .order_by(link.c.position)
    )
    for row in await session.execute(query):
        yield _link(row)


def _about(follow_up_round: FollowUpRound) -> ColumnElement[bool]:
    subject = f"round:{follow_up_round.follow_up_round_id}"
    of_its_plan = select(literal("plan_activity:") + cast(plan_activity.c.id, String)).where(
        plan_activity.c.tenant_id == OF_TENANT, plan_activity.c.plan_id == follow_up_round.plan_id
    )
    return or_(
        audit_event.c.subject == subject,
        audit_event.c.subject.startswith(f"{subject}:"),
        (audit_event.c.at >= follow_up_round.opens_at) & audit_event.c.subject.in_(of_its_plan),
    )


def _link(row: Any) -> Link:  # noqa: ANN401 - a row of both tables
    event = Event(
        event_id=row.id,
        tenant_id=row.tenant_id,
        at=row.at,
        actor_id=row.actor_id,
        deed=row.deed,
        subject=row.subject,
        details=row.details,
    )
    return Link(position=row.position, sha256=row.sha256, event_id=row.id, event=event)

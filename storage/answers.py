"""Answers as we remember them: only ever added to, the latest one counts."""

from datetime import datetime

from sqlalchemy import select

from domain.answers import AnswerId, Statement
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage.database import OF_TENANT, TenantSession, table_of
from storage.tables import AnswerRow, FollowUpRoundRow, PlanActivityRow

answer = table_of(AnswerRow)
follow_up_round = table_of(FollowUpRoundRow)
plan_activity = table_of(PlanActivityRow)


async def save(
    session: TenantSession,
    *,
    follow_up_round_id: FollowUpRoundId,
    plan_activity_id: PlanActivityId,
    statement: Statement,
    answered_by: PersonId,
    at: datetime,
    submission_key: str,
    unchanged: bool = False,
) -> AnswerId | None:
    """Add an answer; None when this very submission has been saved before (a double click, a retry)."""
    obstacle = statement.obstacle
    added = await session.insert_new(
        AnswerRow,
        [
            {
                "follow_up_round_id": follow_up_round_id,
                "plan_activity_id": plan_activity_id,
                "progress": statement.progress.value,
                "percent": statement.percent,
                "comment": statement.comment,
                "obstacle_kind": obstacle.kind.value if obstacle else None,
                "obstacle_text": obstacle.text if obstacle else "",
                "next_step": statement.next_step,
                "needs_decision": statement.needs_decision,
                "unchanged": unchanged,
                "answered_by": answered_by,
                "answered_at": at,
                "submission_key": submission_key,
            }
        ],
    )
    return AnswerId(added[0]) if added else None


async def has_submission(session: TenantSession, submission_key: str) -> bool:
    """Whether this very submission has been saved."""
    query = select(answer.c.id).where(
        answer.c.tenant_id == OF_TENANT, answer.c.submission_key == submission_key
    )
    return (await session.execute(query)).first() is not None


async def hold(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, plan_activity_id: PlanActivityId
) -> None:
    """Hold the round open and the plan activity still until the transaction ends.

    Two answers to one plan activity are then taken one after the other, and none slips in while the round
    closes. SQLite has one writer at a time and needs nothing.
    """
    if session.has_one_writer:
        return
    for table, row_id, only_reads in (
        (follow_up_round, follow_up_round_id, True),
        (plan_activity, plan_activity_id, False),
    ):
        held = select(table.c.id).where(table.c.tenant_id == OF_TENANT, table.c.id == row_id)
        await session.execute(held.with_for_update(read=only_reads))

"""Answers as we remember them: only ever added to, the latest one counts."""

from datetime import datetime

from domain.answers import Statement
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession
from storage.tables import AnswerRow, FollowUpRoundRow, PlanActivityRow


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
) -> bool:
    """Add an answer; False when this very submission has been saved before (a double click, a retry)."""
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
    return bool(added)


async def has_submission(session: TenantSession, submission_key: str) -> bool:
    """Whether this very submission has been saved."""
    found = await session.sql.exec(session.rows(AnswerRow).where(AnswerRow.submission_key == submission_key))
    return found.first() is not None


async def hold(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, plan_activity_id: PlanActivityId
) -> None:
    """Hold the round open and the plan activity still until the transaction ends.

    Two answers to one plan activity are then taken one after the other, and none slips in while the round
    closes. SQLite has one writer at a time and needs nothing.
    """
    await session.sql.exec(
        session.rows(FollowUpRoundRow)
        .where(FollowUpRoundRow.id == follow_up_round_id)
        .with_for_update(read=True)
    )
    await session.sql.exec(
        session.rows(PlanActivityRow).where(PlanActivityRow.id == plan_activity_id).with_for_update()
    )

"""Answers as we remember them: only ever added to, the latest one counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, bindparam, select

from domain.answers import BY_CARD, AnswerId, Statement, Way
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
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
    answered_by: PersonId | None,
    at: datetime,
    submission_key: str,
    unchanged: bool = False,
    answered_for: PersonId | None = None,
    reason: str = "",
    taps: int | None = None,
    owner_id: PersonId | None = None,
    way: Way = BY_CARD,
) -> AnswerId | None:
    """Add an answer; None when this very submission has been saved before (a double click, a retry)."""
    added = await session.insert_new(
        AnswerRow,
        [
            {
                "follow_up_round_id": follow_up_round_id,
                "plan_activity_id": plan_activity_id,
                **_said(statement),
                "unchanged": unchanged,
                "answered_by": answered_by,
                "answered_for": answered_for,
                "reason": reason,
                "taps": taps,
                "owner_id": owner_id,
                "answered_at": at,
                "submission_key": submission_key,
                "by_mail": way.by_mail,
                "source": way.source,
                "given_at": way.given_at,
            }
        ],
    )
    return AnswerId(added[0]) if added else None


def _said(statement: Statement) -> dict[str, object]:
    obstacle = statement.obstacle
    return {
        "progress": statement.progress.value,
        "percent": statement.percent,
        "comment": statement.comment,
        "obstacle_kind": obstacle.kind.value if obstacle else None,
        "obstacle_text": obstacle.text if obstacle else "",
        "next_step": statement.next_step,
        "needs_decision": statement.needs_decision,
        "new_end": statement.new_end,
        "indicator_value": statement.indicator_value,
        "evidence": statement.evidence,
        "promise": statement.promise.value if statement.promise else None,
        "next_year": statement.next_year.value if statement.next_year else None,
        "next_year_note": statement.next_year_note,
    }


async def has_submission(session: TenantSession, submission_key: str) -> bool:
    """Whether this very submission has been saved."""
    return (await session.run(_submission(), {"submission_key": submission_key})).first() is not None


async def hold(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, plan_activity_id: PlanActivityId
) -> None:
    """Hold the round open and the plan activity still until the transaction ends.

    Two answers to one plan activity are then taken one after the other, and none slips in while the round
    closes. SQLite has one writer at a time and needs nothing.
    """
    if not session.has_one_writer:
        await session.run(_held_open(), {"row_id": follow_up_round_id})
        await session.run(_held_still(), {"row_id": plan_activity_id})


@prepared
def _submission() -> Select[Any]:
    return select(answer.c.id).where(
        answer.c.tenant_id == OF_TENANT, answer.c.submission_key == bindparam("submission_key")
    )


@prepared
def _held_open() -> Select[Any]:
    return _row_of(follow_up_round).with_for_update(read=True)


@prepared
def _held_still() -> Select[Any]:
    # Without its key, which whoever writes a draft about it refers to: they would wait for each other.
    return _row_of(plan_activity).with_for_update(key_share=True)


def _row_of(table: Table) -> Select[Any]:
    return select(table.c.id).where(table.c.tenant_id == OF_TENANT, table.c.id == bindparam("row_id"))

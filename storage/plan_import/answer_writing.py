"""Writes the follow-up rounds that an import creates, and the answers given at earlier ones."""

import hashlib
from datetime import time

from domain.calendar import WorkCalendar
from domain.plan_file.difference import Difference, RoundEntry
from domain.plan_file.entries import EarlierAnswerEntry
from storage.database import TenantSession
from storage.plan_import.batches import Values, insert_rows
from storage.plan_import.rows import IMPORTED, PlanRows, ids
from storage.plan_import.stored import latest_imported
from storage.tables import AnswerRow, FollowUpRoundRow, PersonRow, PlanActivityRow, ReminderStepRow

# A file says on which day an answer was given, never when; noon is that day in every season.
ANSWERED_AT = time(12)

RoundIds = dict[tuple[str, object], int]


async def write_rounds(session: TenantSession, change: Difference, plan_id: int) -> None:
    """New rounds with their ladders of reminders."""
    rounds = [entry.follow_up_round for entry in change.written(RoundEntry)]
    await insert_rows(
        session,
        FollowUpRoundRow,
        [
            {
                "plan_id": plan_id,
                "occasion": each.occasion.value,
                "reference_date": each.reference_date,
                "opens_at": each.opens_at,
                "deadline": each.deadline,
                "closes_at": each.closes_at,
                "state": each.state.value,
            }
            for each in rounds
        ],
    )
    found = await _round_ids(session, plan_id)
    await insert_rows(
        session,
        ReminderStepRow,
        [
            {
                "follow_up_round_id": found[each.occasion.value, each.reference_date],
                "working_days": step.working_days,
                "at": step.at,
            }
            for each in rounds
            for step in each.steps
        ],
    )


async def _round_ids(session: TenantSession, plan_id: int) -> RoundIds:
    found = await session.sql.exec(session.rows(FollowUpRoundRow).where(FollowUpRoundRow.plan_id == plan_id))
    return {(row.occasion, row.reference_date): row.id for row in found.all() if row.id is not None}


async def write_earlier_answers(
    session: TenantSession, rows: PlanRows, change: Difference, plan_id: int, calendar: WorkCalendar
) -> None:
    """New and changed answers; a change is a further answer, for answers are only ever added."""
    entries = change.written(EarlierAnswerEntry)
    if not entries:
        return
    rounds = await _round_ids(session, plan_id)
    plan_activities = await ids(session, PlanActivityRow, "number", plan_id)
    people = await ids(session, PersonRow, "email")
    latest = latest_imported(rows)
    values: list[Values] = []
    for entry in entries:
        round_id = rounds[entry.occasion.value, entry.reference_date]
        plan_activity_id = plan_activities[entry.plan_activity]
        earlier = latest.get((round_id, plan_activity_id))
        values.append(
            {
                **_statement(entry),
                "follow_up_round_id": round_id,
                "plan_activity_id": plan_activity_id,
                "answered_by": people[entry.answered_by],
                "answered_at": calendar.instant(entry.answered_on, ANSWERED_AT),
                "submission_key": _key(entry, change_of=earlier.id if earlier else None, plan_id=plan_id),
            }
        )
    await insert_rows(session, AnswerRow, values)


def _statement(entry: EarlierAnswerEntry) -> Values:
    return {
        "progress": entry.progress.value,
        "percent": entry.percent,
        "comment": entry.comment,
        "obstacle_kind": entry.obstacle.value if entry.obstacle else None,
        "obstacle_text": entry.obstacle_text,
        "next_step": entry.next_step,
        "needs_decision": False,
        "unchanged": False,
    }


def _key(entry: EarlierAnswerEntry, *, change_of: int | None, plan_id: int) -> str:
    """One key per plan, follow-up and plan activity; a change also says which answer it changes."""
    occasion = entry.occasion.value.removesuffix("_accounts")
    key = f"{IMPORTED}{plan_id}:{occasion}:{entry.reference_date}:{entry.plan_activity}"
    if change_of is None:
        return key
    content = repr((change_of, entry)).encode()
    return f"{key}:{hashlib.sha256(content).hexdigest()[:12]}"

"""Follow-up rounds as we remember them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, select
from sqlmodel import col

from domain.plan import PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Milestones, Occasion, ReminderStep, RoundState
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import FollowUpRoundRow, ReminderStepRow

rounds = table_of(FollowUpRoundRow)
reminder_step = table_of(ReminderStepRow)


async def every(session: TenantSession) -> list[FollowUpRound]:
    """All rounds, the oldest reference date first."""
    return _rounds(await session.run(_every()))


async def find(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> FollowUpRound | None:
    """One round; None when the tenant has none with that id."""
    found = await session.run(_one(), {"follow_up_round_id": follow_up_round_id})
    return next(iter(_rounds(found)), None)


async def add(session: TenantSession, follow_up_round: FollowUpRound) -> FollowUpRoundId:
    """Store a new round with its steps; returns its id."""
    added = await add_once(session, follow_up_round)
    if added is None:
        raise ValueError("there is such a round already")
    return added


async def add_once(session: TenantSession, follow_up_round: FollowUpRound) -> FollowUpRoundId | None:
    """Store a new round; None when its plan has one for that occasion and reference date already."""
    added = await session.insert_new(FollowUpRoundRow, [_row_of(follow_up_round)])
    if not added:
        return None
    await session.insert_new(ReminderStepRow, _steps_of(follow_up_round, added[0]))
    return FollowUpRoundId(added[0])


async def change(session: TenantSession, before: FollowUpRound, after: FollowUpRound) -> FollowUpRound | None:
    """Store a round as somebody wants it; None when it is not as it was `before` any longer.

    Of two who change the same revision at once, the first has done it.
    """
    round_id = before.follow_up_round_id
    changed = await session.change(
        FollowUpRoundRow,
        col(FollowUpRoundRow.id) == round_id,
        col(FollowUpRoundRow.revision) == before.revision,
        **(_row_of(after) | {"revision": before.revision + 1}),
    )
    if not changed:
        return None
    if after.steps != before.steps:
        of_round = reminder_step.c.follow_up_round_id == round_id
        await session.execute(
            delete(reminder_step).where(reminder_step.c.tenant_id == session.tenant_id, of_round)
        )
        await session.insert_new(ReminderStepRow, _steps_of(after, round_id))
    return await find(session, round_id)


async def change_state(
    session: TenantSession, follow_up_round: FollowUpRound, new: RoundState
) -> FollowUpRound | None:
    """Open or close a round; None when somebody else has changed anything of it in the meantime."""
    closings = follow_up_round.closings + int(new is RoundState.CLOSED)
    return await change(session, follow_up_round, replace(follow_up_round, state=new, closings=closings))


def _row_of(follow_up_round: FollowUpRound) -> dict[str, object]:
    milestones, escalation = follow_up_round.milestones, follow_up_round.escalation
    return {
        "plan_id": follow_up_round.plan_id,
        "occasion": follow_up_round.occasion.value,
        "reference_date": follow_up_round.reference_date,
        "opens_at": follow_up_round.opens_at,
        "deadline": follow_up_round.deadline,
        "closes_at": follow_up_round.closes_at,
        "state": follow_up_round.state.value,
        "managers_by": milestones.managers_by,
        "strategists_by": milestones.strategists_by,
        "director_by": milestones.director_by,
        "dispatch_on": milestones.dispatch_on,
        "meeting_on": milestones.meeting_on,
        "escalation_days": escalation.working_days if escalation else None,
        "escalation_at": escalation.at if escalation else None,
        "deadline_since": follow_up_round.deadline_since,
        "closings": follow_up_round.closings,
        "reopened_because": follow_up_round.reopened_because,
        "revision": follow_up_round.revision,
    }


def _steps_of(follow_up_round: FollowUpRound, row_id: int) -> list[dict[str, object]]:
    return [
        {"follow_up_round_id": row_id, "working_days": step.working_days, "at": step.at}
        for step in follow_up_round.steps
    ]


def _query() -> Select[Any]:
    """All rounds, with a row for each step."""
    return (
        select(rounds, reminder_step.c.working_days, reminder_step.c.at)
        .outerjoin(reminder_step, reminder_step.c.follow_up_round_id == rounds.c.id)
        .where(rounds.c.tenant_id == OF_TENANT)
        .order_by(rounds.c.reference_date, rounds.c.id)
    )


@prepared
def _every() -> Select[Any]:
    return _query()


@prepared
def _one() -> Select[Any]:
    return _query().where(rounds.c.id == bindparam("follow_up_round_id"))


def _rounds(rows: Iterable[Row[Any]]) -> list[FollowUpRound]:
    by_round = (list(theirs) for _, theirs in groupby(rows, key=lambda row: row.id))
    return [_to_domain(theirs[0], theirs) for theirs in by_round]


def _to_domain(row: Row[Any], steps: list[Row[Any]]) -> FollowUpRound:
    return FollowUpRound(
        follow_up_round_id=FollowUpRoundId(row.id),
        plan_id=PlanId(row.plan_id),
        occasion=Occasion(row.occasion),
        reference_date=row.reference_date,
        opens_at=row.opens_at,
        deadline=row.deadline,
        closes_at=row.closes_at,
        state=RoundState(row.state),
        milestones=Milestones(
            managers_by=row.managers_by,
            strategists_by=row.strategists_by,
            director_by=row.director_by,
            dispatch_on=row.dispatch_on,
            meeting_on=row.meeting_on,
        ),
        escalation=_escalation(row),
        deadline_since=row.deadline_since,
        closings=row.closings,
        reopened_because=row.reopened_because,
        revision=row.revision,
        steps=tuple(
            sorted(
                ReminderStep(working_days=each.working_days, at=each.at)
                for each in steps
                if each.working_days is not None
            )
        ),
    )


def _escalation(row: Row[Any]) -> ReminderStep | None:
    return (
        None
        if row.escalation_days is None
        else ReminderStep(working_days=row.escalation_days, at=row.escalation_at)
    )

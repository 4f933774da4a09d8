"""Follow-up rounds as we remember them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import col

from domain.plan import PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, ReminderStep, RoundState
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
    row = FollowUpRoundRow(
        tenant_id=session.tenant_id,
        plan_id=follow_up_round.plan_id,
        occasion=follow_up_round.occasion.value,
        reference_date=follow_up_round.reference_date,
        opens_at=follow_up_round.opens_at,
        deadline=follow_up_round.deadline,
        closes_at=follow_up_round.closes_at,
        state=follow_up_round.state.value,
    )
    session.sql.add(row)
    await session.sql.flush()
    session.sql.add_all(
        ReminderStepRow(
            tenant_id=session.tenant_id,
            follow_up_round_id=row.id or 0,
            working_days=step.working_days,
            at=step.at,
        )
        for step in follow_up_round.steps
    )
    await session.sql.flush()
    return FollowUpRoundId(row.id or 0)


async def change_state(
    session: TenantSession, follow_up_round: FollowUpRound, new: RoundState
) -> FollowUpRound | None:
    """Open or close a round; None when somebody else has changed it in the meantime."""
    changed = await session.change(
        FollowUpRoundRow,
        col(FollowUpRoundRow.id) == follow_up_round.follow_up_round_id,
        col(FollowUpRoundRow.state) == follow_up_round.state.value,
        state=new.value,
    )
    return await find(session, follow_up_round.follow_up_round_id) if changed else None


async def open_early(session: TenantSession, opened: FollowUpRound) -> bool:
    """Store that a planned round was opened ahead of its day; False when somebody else was first."""
    changed = await session.change(
        FollowUpRoundRow,
        col(FollowUpRoundRow.id) == opened.follow_up_round_id,
        col(FollowUpRoundRow.state) == RoundState.PLANNED.value,
        state=RoundState.OPEN.value,
        opens_at=opened.opens_at,
    )
    return changed == 1


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
        steps=tuple(
            sorted(
                ReminderStep(working_days=each.working_days, at=each.at)
                for each in steps
                if each.working_days is not None
            )
        ),
    )

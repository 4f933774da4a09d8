"""Follow-up rounds as we remember them."""

from sqlmodel import col

from domain.plan import PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, ReminderStep, RoundState
from storage.database import TenantSession
from storage.tables import FollowUpRoundRow, ReminderStepRow


async def every(session: TenantSession) -> list[FollowUpRound]:
    """All rounds, the oldest reference date first."""
    rows = (
        await session.sql.exec(session.rows(FollowUpRoundRow).order_by(col(FollowUpRoundRow.reference_date)))
    ).all()
    steps = (await session.sql.exec(session.rows(ReminderStepRow))).all()
    by_round: dict[int, list[ReminderStepRow]] = {}
    for step in steps:
        by_round.setdefault(step.follow_up_round_id, []).append(step)
    return [_to_domain(row, by_round.get(row.id or 0, [])) for row in rows]


async def find(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> FollowUpRound | None:
    """One round; None when the tenant has none with that id."""
    row = (
        await session.sql.exec(
            session.rows(FollowUpRoundRow).where(FollowUpRoundRow.id == follow_up_round_id)
        )
    ).first()
    if row is None:
        return None
    steps = await session.sql.exec(
        session.rows(ReminderStepRow).where(ReminderStepRow.follow_up_round_id == follow_up_round_id)
    )
    return _to_domain(row, list(steps.all()))


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


def _to_domain(row: FollowUpRoundRow, steps: list[ReminderStepRow]) -> FollowUpRound:
    return FollowUpRound(
        follow_up_round_id=FollowUpRoundId(row.id or 0),
        plan_id=PlanId(row.plan_id),
        occasion=Occasion(row.occasion),
        reference_date=row.reference_date,
        opens_at=row.opens_at,
        deadline=row.deadline,
        closes_at=row.closes_at,
        state=RoundState(row.state),
        steps=tuple(sorted(ReminderStep(working_days=step.working_days, at=step.at) for step in steps)),
    )

"""A round whose answers were drawn at random: in both rounds, about last year's plan, corrected, removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st
from sqlmodel import col

from domain.answers import Obstacle, ObstacleKind, Progress, PromiseFate, Statement
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage import answers as answer_store
from storage.database import TenantSession
from storage.tables import PlanActivityRow, PlanRow
from tests.plans import FIRST_STEP, SmallPlan

ENDS = (None, date(2023, 10, 1), date(2023, 12, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An answer that somebody gave; `owner` is whose it was, by number, or None where that was not kept."""

    statement: Statement
    owner: int | None
    unchanged: bool
    on_behalf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnActivity:
    """What has been answered about one plan activity: now, last round, and last round about last year's."""

    now: Sequence[Drawn]
    before: Sequence[Drawn]
    carried: Sequence[Drawn]
    is_removed: bool


STATEMENTS = st.builds(
    Statement,
    progress=st.sampled_from(list(Progress)),
    obstacle=st.none() | st.builds(Obstacle, kind=st.sampled_from(list(ObstacleKind)), text=st.just("Tid.")),
    next_step=st.sampled_from(["", "Begär anbud."]),
    needs_decision=st.booleans(),
    new_end=st.sampled_from(ENDS),
    promise=st.none() | st.sampled_from(list(PromiseFate)),
)
ANSWERS = st.lists(
    st.builds(
        Drawn,
        statement=STATEMENTS,
        owner=st.none() | st.sampled_from([0, 1]),
        unchanged=st.booleans(),
        on_behalf=st.booleans(),
    ),
    max_size=2,
)
ACTIVITIES = st.lists(
    st.builds(DrawnActivity, now=ANSWERS, before=ANSWERS, carried=ANSWERS, is_removed=st.booleans()),
    min_size=4,
    max_size=4,
)


async def write(session: TenantSession, plan: SmallPlan, drawn: Sequence[DrawnActivity]) -> None:
    """Give the small plan's four plan activities these answers."""
    ids = (plan.solar_roofs, plan.charging, plan.meals, plan.travel)
    last_year = PlanRow(tenant_id=session.tenant_id, year=2022, title="Handlingsplan 2022")
    session.sql.add(last_year)
    await session.sql.flush()
    assert last_year.id is not None
    for plan_activity_id, each in zip(ids, drawn, strict=True):
        twin = await _carried_on(session, plan_activity_id, last_year.id)
        await _answers(session, plan, plan_activity_id, each.before, plan.earlier_round_id)
        await _answers(session, plan, twin, each.carried, plan.earlier_round_id)
        await _answers(session, plan, plan_activity_id, each.now, plan.follow_up_round_id)
        if each.is_removed:
            is_it = col(PlanActivityRow.id) == plan_activity_id
            await session.change(PlanActivityRow, is_it, is_removed=True)


async def _carried_on(
    session: TenantSession, plan_activity_id: PlanActivityId, plan_id: int
) -> PlanActivityId:
    is_it = col(PlanActivityRow.id) == plan_activity_id
    [now] = await session.sql.exec(session.rows(PlanActivityRow).where(is_it))
    twin = PlanActivityRow.model_validate(
        now.model_dump(exclude={"id"}) | {"plan_id": plan_id, "tenant_id": session.tenant_id}
    )
    session.sql.add(twin)
    await session.sql.flush()
    await session.change(PlanActivityRow, is_it, continues_id=twin.id)
    return PlanActivityId(twin.id or 0)


async def _answers(
    session: TenantSession,
    plan: SmallPlan,
    plan_activity_id: PlanActivityId,
    answers: Sequence[Drawn],
    follow_up_round_id: FollowUpRoundId,
) -> None:
    owners: tuple[PersonId, ...] = (plan.karin, plan.johan)
    for place, each in enumerate(answers):
        await answer_store.save(
            session,
            follow_up_round_id=follow_up_round_id,
            plan_activity_id=plan_activity_id,
            statement=each.statement,
            answered_by=plan.karin,
            at=FIRST_STEP + timedelta(minutes=place),
            submission_key=f"{follow_up_round_id}:{plan_activity_id}:{place}",
            unchanged=each.unchanged,
            answered_for=plan.johan if each.on_behalf else None,
            owner_id=None if each.owner is None else owners[each.owner],
        )

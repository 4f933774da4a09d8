from datetime import date, datetime

from domain.matters import MatterKind, MatterState
from domain.people import PersonId
from domain.reminders import OwnDeadline
from storage import deadlines, matters
from storage.database import Database
from tests.plans import FIRST_STEP, SECOND_STEP, SmallPlan

LATER = date(2023, 9, 15)


async def ask(
    database: Database,
    plan: SmallPlan,
    person_id: PersonId,
    *,
    state: MatterState = MatterState.GRANTED,
    until: date = LATER,
    at: datetime = FIRST_STEP,
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await matters.put(
            session,
            key=f"time:{person_id}:{until}",
            kind=MatterKind.MORE_TIME,
            state=state,
            follow_up_round_id=plan.follow_up_round_id,
            person_id=person_id,
            asked_by=person_id,
            at=at,
            until=until,
            settled_at=None if state is MatterState.ASKED else at,
        )


async def own(database: Database, plan: SmallPlan, *people: PersonId) -> dict[PersonId, OwnDeadline]:
    async with database.reading(plan.tenant_id) as session:
        return await deadlines.own(session, plan.follow_up_round, people or None)


async def test_a_granted_deadline_is_known_with_when_it_was_granted(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, plan.karin)

    assert await own(database, plan) == {plan.karin: OwnDeadline(day=LATER, since=FIRST_STEP)}
    assert await own(database, plan, plan.johan) == {}
    assert set(await own(database, plan, plan.johan, plan.karin)) == {plan.karin}


async def test_what_is_asked_for_or_refused_moves_nothing(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, plan.karin, state=MatterState.ASKED)
    await ask(database, plan, plan.johan, state=MatterState.REFUSED)

    assert await own(database, plan) == {}


async def test_of_two_granted_deadlines_the_later_request_counts(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, plan.karin)
    await ask(database, plan, plan.karin, until=date(2023, 9, 18), at=SECOND_STEP)

    assert await own(database, plan) == {plan.karin: OwnDeadline(day=date(2023, 9, 18), since=SECOND_STEP)}


async def test_a_day_that_is_no_later_than_the_rounds_own_is_no_deadline_of_ones_own(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, plan.karin, until=plan.follow_up_round.deadline)

    assert await own(database, plan) == {}

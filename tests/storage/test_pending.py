from datetime import date

from domain.matters import MatterKind, MatterState
from domain.people import PersonId, TenantId
from storage import matters as matter_store
from storage import pending, worklists
from storage.database import Database, TenantSession
from storage.pending import Pending
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, person_of

LATER = date(2023, 9, 15)


async def ask_for_time(
    session: TenantSession, plan: SmallPlan, state: MatterState = MatterState.ASKED
) -> None:
    await matter_store.put(
        session,
        key="time",
        kind=MatterKind.MORE_TIME,
        state=state,
        follow_up_round_id=plan.follow_up_round_id,
        person_id=plan.karin,
        asked_by=plan.karin,
        at=AT,
        until=LATER,
    )


async def hand_over(session: TenantSession, plan: SmallPlan, state: MatterState = MatterState.ASKED) -> None:
    await matter_store.put(
        session,
        key="hand-over",
        kind=MatterKind.HANDOVER,
        state=state,
        follow_up_round_id=plan.follow_up_round_id,
        plan_activity_id=plan.charging,
        person_id=plan.karin,
        counterpart_id=plan.johan,
        asked_by=plan.karin,
        at=AT,
    )


async def found(session: TenantSession, plan: SmallPlan) -> dict[PersonId, Pending]:
    return await pending.of(session, plan.follow_up_round_id, [plan.karin, plan.amina])


async def test_what_somebody_has_asked_for_is_found_until_it_is_settled(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask_for_time(session, plan)
        await hand_over(session, plan)

        assert await found(session, plan) == {
            plan.karin: Pending(handed_to={plan.charging: "Johan Åkerlund"}, asked_until=LATER)
        }


async def test_a_question_that_the_strategists_decide_names_nobody(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await hand_over(session, plan, MatterState.WITH_STRATEGIST)

        assert await found(session, plan) == {plan.karin: Pending(handed_to={plan.charging: ""})}


async def test_what_is_settled_is_pending_no_longer(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask_for_time(session, plan, MatterState.REFUSED)
        await hand_over(session, plan, MatterState.DECLINED)

        assert await found(session, plan) == {}


async def test_another_tenant_has_its_own_questions(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask_for_time(session, plan)
    async with database.reading(TenantId("somebody-else")) as session:
        assert await found(session, plan) == {}


async def test_a_list_knows_what_its_owner_has_asked_for(database: Database, plan: SmallPlan) -> None:
    karin = await person_of(database, plan, "karin")
    async with database.writing(plan.tenant_id) as session:
        await ask_for_time(session, plan)
        await hand_over(session, plan)
        view = await worklists.of_owner(session, plan.follow_up_round, karin)

    assert (view.asked_until, dict(view.handed_to)) == (LATER, {plan.charging: "Johan Åkerlund"})

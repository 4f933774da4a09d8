"""The clock looks after questions back: one reminder, then the strategists; a new owner gets the question."""

import asyncio
from datetime import datetime, timedelta

import pytest

from domain.matters import Matter, MatterId, MatterKind, MatterState, respond_by
from domain.people import PersonId
from domain.questions import reminded_at
from scheduler import questions as scheduled
from scheduler.deeds import Deed, DeedKind
from storage import matter_messages, ownership
from storage import matters as matter_store
from tests import plans
from tests.plans import CALENDAR, FIRST_STEP
from tests.scheduler.stage import BLOCKED, Stage, text_of

REMINDED = reminded_at(FIRST_STEP, CALENDAR)
PASSED_ON = respond_by(FIRST_STEP, CALENDAR)


async def put(stage: Stage, *others: PersonId) -> MatterId:
    """Henrik asks Karin about the solar roofs, and those who own them too; it goes out."""
    plan, at = stage.plan, stage.clock()
    async with stage.database.writing(plan.tenant_id) as session:
        for each in others:
            await plans.add_co_owner(session, plan.solar_roofs, each)
        matter_id = await matter_store.put(
            session,
            key="question:1",
            kind=MatterKind.QUESTION,
            state=MatterState.ASKED,
            follow_up_round_id=plan.follow_up_round_id,
            person_id=plan.henrik,
            asked_by=plan.henrik,
            at=at,
            plan_activity_id=plan.solar_roofs,
            counterpart_id=plan.karin,
            respond_by=PASSED_ON,
            until=CALENDAR.local_day(REMINDED),
            reason="Håller det nya slutdatumet?",
        )
        assert matter_id is not None
        for what, people, not_before in (
            ("asked", [plan.karin, *others], at),
            ("reminder", [plan.karin], REMINDED),
        ):
            await matter_messages.send(
                session,
                matter_id,
                people,
                what,
                follow_up_round_id=plan.follow_up_round_id,
                at=at,
                not_before=not_before,
            )
    await stage.deliver()
    return matter_id


async def tick(stage: Stage, at: datetime) -> list[Deed]:
    """The clock shows that, looks, and carries what there is."""
    stage.clock.set(at)
    deeds = await scheduled.run(stage.database, at, CALENDAR)
    await stage.deliver()
    return deeds


async def now(stage: Stage, matter_id: MatterId) -> Matter:
    """The question as it is stored."""
    async with stage.database.reading(stage.plan.tenant_id) as session:
        found = await matter_store.find(session, matter_id)
    assert found is not None
    return found


async def settle(stage: Stage, matter_id: MatterId, state: MatterState, by: PersonId) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        asked = await matter_store.held(session, matter_id, MatterKind.QUESTION)
        assert asked is not None
        await matter_store.settle(session, asked, state, stage.clock(), settled_by=by, reply="Ja.")
        await matter_messages.redraw(session, asked, stage.clock())


async def give_to(stage: Stage, name: str) -> None:
    plan = stage.plan
    async with stage.database.writing(plan.tenant_id) as session:
        await ownership.move(session, plan.solar_roofs, owner=plan.karin, successor=plan.person_id(name))


async def test_the_owner_is_reminded_once_after_three_working_days(stage: Stage) -> None:
    await put(stage)

    await tick(stage, REMINDED - timedelta(minutes=1))
    before = len(stage.shown_to("karin"))
    await tick(stage, REMINDED)
    await tick(stage, REMINDED + timedelta(days=1))

    assert before == 1
    assert len(stage.shown_to("karin")) == 2
    assert "Henrik Norling har en fråga till dig" in text_of(stage.shown_to("karin")[0])
    assert "Henrik Norling väntar på ditt svar" in text_of(stage.shown_to("karin")[1])


@pytest.mark.parametrize("state", [MatterState.REPLIED, MatterState.WITHDRAWN])
async def test_nobody_is_reminded_of_what_is_settled(stage: Stage, state: MatterState) -> None:
    matter_id = await put(stage)
    await settle(stage, matter_id, state, stage.plan.karin)

    await tick(stage, REMINDED)
    await tick(stage, PASSED_ON)

    assert len(stage.shown_to("karin")) == 1
    assert stage.shown_to("maja") == []
    assert (await now(stage, matter_id)).state is state


async def test_two_replicas_ask_the_strategists_once_and_tell_the_director_once(stage: Stage) -> None:
    await put(stage)
    stage.clock.set(PASSED_ON)

    both = await asyncio.gather(*(scheduled.run(stage.database, PASSED_ON, CALENDAR) for _ in range(2)))
    await stage.deliver(PASSED_ON + timedelta(days=1))

    assert sorted(both) == [[], [Deed(kind=DeedKind.MATTERS_PASSED_ON, count=1, at=PASSED_ON)]]
    assert len(stage.shown_to("maja")) == 1
    assert len(stage.shown_to("henrik")) == 1
    assert "Karin Ek har inte svarat Henrik Norling" in text_of(stage.shown_to("maja")[0])
    assert "Ingen har svarat på fem arbetsdagar." in text_of(stage.shown_to("henrik")[0])


async def test_a_question_that_reached_nobody_is_told_at_once(stage: Stage) -> None:
    stage.messenger.refuse(plans.entra_id("karin"), BLOCKED)
    matter_id = await put(stage)

    await tick(stage, FIRST_STEP + timedelta(minutes=1))

    assert (await now(stage, matter_id)).state is MatterState.WITH_STRATEGIST
    assert "Karin Ek gick inte att nå" in text_of(stage.shown_to("henrik")[-1])
    assert "Frågan gick inte att leverera i Teams." in text_of(stage.shown_to("maja")[-1])


async def test_a_question_that_reached_a_co_owner_waits_for_them(stage: Stage) -> None:
    stage.messenger.refuse(plans.entra_id("karin"), BLOCKED)
    matter_id = await put(stage, stage.plan.johan)

    await tick(stage, FIRST_STEP + timedelta(minutes=1))

    assert (await now(stage, matter_id)).state is MatterState.ASKED
    assert stage.shown_to("maja") == []


async def test_a_new_owner_gets_the_question_with_as_much_time_and_the_former_is_let_go(stage: Stage) -> None:
    matter_id = await put(stage)
    later = FIRST_STEP + timedelta(days=2)
    await give_to(stage, "johan")

    await tick(stage, later)
    await tick(stage, later + timedelta(minutes=1))
    asked = [text_of(each) for each in stage.shown_to("johan")]
    await tick(stage, reminded_at(later, CALENDAR))

    assert len(asked) == 1
    assert "Henrik Norling har en fråga till dig" in asked[0]
    assert "Frågan har gått vidare till Johan Åkerlund" in text_of(stage.shown_to("karin")[-1])
    assert len(stage.shown_to("karin")) == 1
    assert len(stage.shown_to("johan")) == 2
    assert (await now(stage, matter_id)).respond_by == respond_by(later, CALENDAR)


async def test_a_question_about_what_is_the_asker_s_own_now_is_taken_back(stage: Stage) -> None:
    matter_id = await put(stage)
    await give_to(stage, "henrik")

    await tick(stage, FIRST_STEP + timedelta(minutes=1))

    assert (await now(stage, matter_id)).state is MatterState.WITHDRAWN
    assert "Du ansvarar själv för aktiviteten nu." in text_of(stage.shown_to("henrik")[-1])
    assert "Frågan gäller inte längre" in text_of(stage.shown_to("karin")[-1])


async def test_a_question_about_what_has_left_the_plan_is_taken_back_and_the_asker_told(stage: Stage) -> None:
    matter_id = await put(stage)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await plans.take_out(session, stage.plan.solar_roofs)

    await tick(stage, FIRST_STEP + timedelta(minutes=1))

    assert (await now(stage, matter_id)).state is MatterState.WITHDRAWN
    assert "Aktiviteten finns inte kvar i planen" in text_of(stage.shown_to("henrik")[-1])


async def test_the_duty_of_matters_leaves_questions_alone_and_has_them_looked_after(stage: Stage) -> None:
    matter_id = await put(stage)
    stage.clock.set(PASSED_ON)

    await stage.duties().plan()

    assert (await now(stage, matter_id)).state is MatterState.WITH_STRATEGIST

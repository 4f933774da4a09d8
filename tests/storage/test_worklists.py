from datetime import timedelta
from decimal import Decimal

from sqlmodel import col

from domain.answers import Progress
from domain.people import TenantId
from domain.plan import Indicator, PlanActivityId
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem
from storage import answers as answer_store
from storage import rounds as round_store
from storage import worklist_queries as queries
from storage import worklists
from storage.database import Database
from storage.tables import PlanActivityRow
from tests.plans import DELAYED, ON_TRACK, SmallPlan, add_co_owner, answer, person_of, small_plan, take_out
from tests.plans import FIRST_STEP as AT

HOUR = timedelta(hours=1)
# PostgreSQL's own, unless somebody has set it otherwise.
JOIN_COLLAPSE_LIMIT = 8


async def item(database: Database, plan: SmallPlan, plan_activity_id: PlanActivityId) -> WorkItem:
    async with database.reading(plan.tenant_id) as session:
        found = await worklists.item(session, plan.follow_up_round, plan_activity_id)
    assert found is not None
    return found


async def owned(database: Database, plan: SmallPlan, name: str) -> list[PlanActivityId]:
    owner = await person_of(database, plan, name)
    async with database.reading(plan.tenant_id) as session:
        view = await worklists.of_owner(session, plan.follow_up_round, owner)
    return [each.plan_activity.plan_activity_id for each in view.items]


async def test_a_round_has_all_plan_activities_in_the_plan_s_order(
    database: Database, plan: SmallPlan
) -> None:
    async with database.reading(plan.tenant_id) as session:
        found = await worklists.items(session, plan.follow_up_round)

    assert [each.plan_activity.number for each in found] == ["1.1", "1.2", "2.1", "2.2"]
    assert [each.owner_name for each in found] == ["Karin Ek", "Karin Ek", "Amina Yusuf", "Johan Åkerlund"]
    assert [(each.measure.number, each.org_unit.name) for each in found] == [
        (1, "Sektor samhällsbyggnad"),
        (1, "Sektor samhällsbyggnad"),
        (2, "Tunabyggen"),
        (2, "Tunabyggen"),
    ]


async def test_the_latest_answer_of_the_round_counts(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.charging, plan.karin, statement=ON_TRACK)
        await answer(session, plan, plan.charging, plan.johan, statement=DELAYED, at=AT + HOUR)

    found = await item(database, plan, plan.charging)

    assert found.answer is not None
    assert found.answer.statement == DELAYED
    assert (found.answer.answered_by, found.answered_by_name) == (plan.johan, "Johan Åkerlund")
    assert found.answer.answered_at == AT + HOUR


async def test_an_earlier_round_s_answer_is_what_was_said_last_and_no_answer_now(
    database: Database, plan: SmallPlan
) -> None:
    found = await item(database, plan, plan.meals)

    assert found.answer is None
    assert found.previous is not None
    assert found.previous.statement == DELAYED
    assert found.previous.follow_up_round_id == plan.earlier_round_id


async def test_an_answer_of_a_later_round_is_not_what_was_said_last(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.charging, plan.karin)
        earlier = await round_store.find(session, plan.earlier_round_id)
        assert earlier is not None
        found = await worklists.item(session, earlier, plan.charging)

    assert found is not None
    assert (found.answer, found.previous) == (None, None)


async def test_this_round_s_answer_is_not_its_own_predecessor(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.charging, plan.karin)

    assert (await item(database, plan, plan.charging)).previous is None


async def test_a_person_has_what_they_own_and_co_own(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.travel, plan.karin)

    assert await owned(database, plan, "karin") == [plan.solar_roofs, plan.charging, plan.travel]
    assert await owned(database, plan, "johan") == [plan.travel]
    assert (await item(database, plan, plan.travel)).plan_activity.co_owner_ids == {plan.karin}


async def test_somebody_without_plan_activities_has_none(database: Database, plan: SmallPlan) -> None:
    assert await owned(database, plan, "maja") == []


async def test_a_plan_activity_that_has_left_the_plan_is_nowhere(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await take_out(session, plan.solar_roofs)

    assert await owned(database, plan, "karin") == [plan.charging]
    async with database.reading(plan.tenant_id) as session:
        assert await worklists.item(session, plan.follow_up_round, plan.solar_roofs) is None
        assert (await worklists.outstanding(session, plan.follow_up_round))[plan.karin] == 1


async def test_what_is_outstanding_is_counted_for_owners_and_co_owners(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.travel, plan.karin)
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await answer(session, plan, plan.meals, plan.johan)

    async with database.reading(plan.tenant_id) as session:
        found = await worklists.outstanding(session, plan.follow_up_round)

    assert found == {plan.karin: 2, plan.johan: 1}


async def test_one_answer_is_enough_for_all_who_own_together(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.travel, plan.maja)
        await answer(session, plan, plan.travel, plan.johan)

    async with database.reading(plan.tenant_id) as session:
        assert plan.maja not in await worklists.outstanding(session, plan.follow_up_round)


async def test_every_part_of_an_answer_comes_back(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan, statement=DELAYED)

    found = (await item(database, plan, plan.travel)).answer

    assert found is not None
    assert found.statement == DELAYED
    assert found.statement.progress is Progress.DELAYED
    assert not found.unchanged


async def test_an_indicator_comes_back_with_its_decimals(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.change(
            PlanActivityRow,
            col(PlanActivityRow.id) == plan.travel,
            indicator_name="Resor med cykel",
            indicator_unit="%",
            indicator_target=Decimal("12.50"),
            indicator_target_year=2025,
        )

    found = (await item(database, plan, plan.travel)).plan_activity.indicator

    assert found == Indicator(name="Resor med cykel", unit="%", target=Decimal("12.5"), target_year=2025)


async def test_a_round_has_nothing_of_another_tenant_s(database: Database, plan: SmallPlan) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"))

    async with database.reading(plan.tenant_id) as session:
        assert await worklists.item(session, plan.follow_up_round, other.travel) is None
        theirs: FollowUpRound = other.follow_up_round
        assert await worklists.items(session, theirs) == ()


async def test_an_answer_says_for_whom_it_was_given_and_why(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer_store.save(
            session,
            follow_up_round_id=plan.follow_up_round_id,
            plan_activity_id=plan.solar_roofs,
            statement=ON_TRACK,
            answered_by=plan.maja,
            answered_for=plan.karin,
            reason="Karin hann inte.",
            at=AT,
            submission_key="once",
        )

    found = await item(database, plan, plan.solar_roofs)

    assert (found.answered_by_name, found.answered_for_name) == ("Maja Strand", "Karin Ek")
    assert found.answer is not None
    assert (found.answer.answered_for, found.answer.reason) == (plan.karin, "Karin hann inte.")


async def test_an_answer_in_one_s_own_name_is_for_nobody_else(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)

    found = await item(database, plan, plan.solar_roofs)

    assert found.answered_for_name == ""
    assert found.answer is not None
    assert found.answer.answered_for is None


async def test_a_measure_has_all_that_the_units_do_for_it(database: Database, plan: SmallPlan) -> None:
    food = (await item(database, plan, plan.meals)).measure.measure_id
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
        found = await worklists.under(session, plan.follow_up_round, food)

    assert [(each.plan_activity.number, each.is_answered) for each in found] == [
        ("2.1", False),
        ("2.2", True),
    ]


async def test_others_have_answered_when_another_unit_has_about_the_same_measure(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.change(
            PlanActivityRow, col(PlanActivityRow.id) == plan.travel, org_unit_id=plan.sector_id
        )
        found = await worklists.item(session, plan.follow_up_round, plan.meals)
        assert found is not None
        meals = found.plan_activity
        before = await worklists.others_answered(session, plan.follow_up_round, meals)
        await answer(session, plan, plan.meals, plan.amina)
        own = await worklists.others_answered(session, plan.follow_up_round, meals)
        await answer(session, plan, plan.travel, plan.johan)
        theirs = await worklists.others_answered(session, plan.follow_up_round, meals)

    assert (before, own, theirs) == (False, False, True)


async def test_what_was_answered_in_an_earlier_round_is_no_answer_of_others_now(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.change(
            PlanActivityRow, col(PlanActivityRow.id) == plan.travel, org_unit_id=plan.sector_id
        )
        found = await worklists.item(session, plan.follow_up_round, plan.travel)
        assert found is not None
        assert found.org_unit.org_unit_id == plan.sector_id
        answered = await worklists.others_answered(session, plan.follow_up_round, found.plan_activity)

    assert not answered


def test_postgresql_may_look_for_the_people_before_it_goes_through_their_plan() -> None:
    # Eight tables at most are put in the order that suits it: the first, those joined, and the people's own.
    joined = str(queries.items_of().statement).count("JOIN")

    assert 0 < joined <= JOIN_COLLAPSE_LIMIT - 2

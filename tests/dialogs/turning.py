"""The turn of a year in tests: the annual accounts of 2023 are open, and the plan of 2024 is read in."""

from datetime import date, timedelta

from sqlmodel import col

from domain.plan import PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, RoundState, usual_round
from storage import rounds as round_store
from storage.tables import MeasureRow, PlanActivityRow, PlanRow
from tests.dialogs.parlour import Parlour
from tests.plans import CALENDAR


async def annual_accounts(parlour: Parlour) -> FollowUpRoundId:
    """The annual accounts of 2023 are open, and it is the day after they opened."""
    annual = usual_round(parlour.plan.plan_id, Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31), CALENDAR)
    await parlour.close()
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        added = await round_store.add(session, annual)
        stored = await round_store.find(session, added)
        assert stored is not None
        await round_store.change_state(session, stored, RoundState.OPEN)
    parlour.at = annual.opens_at + timedelta(days=1)
    return added


async def plan_of_2024(parlour: Parlour, *numbers: str) -> PlanId:
    """As it was read in by a version that neither linked nor planned: without rounds, and continuing nothing.

    Unless other numbers are given, two are those of 2023 and one is new.
    """
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        [plan_id] = await session.insert_new(PlanRow, [{"year": 2024, "title": "Handlingsplan 2024"}])
        await session.insert_new(MeasureRow, [{"plan_id": plan_id, "number": 1, "title": "Egen solel"}])
    for number in numbers or ("1.1", "1.2", "9.1"):
        await add_to_2024(parlour, PlanId(plan_id), number)
    return PlanId(plan_id)


async def add_to_2024(parlour: Parlour, plan_id: PlanId, number: str) -> None:
    """One plan activity more, that is like the solar roofs of 2023."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        is_old = col(PlanActivityRow.id) == parlour.plan.solar_roofs
        old = (await session.sql.exec(session.rows(PlanActivityRow).where(is_old))).one()
        of_plan = col(MeasureRow.plan_id) == plan_id
        measure = (await session.sql.exec(session.rows(MeasureRow).where(of_plan))).one()
        values = old.model_dump(exclude={"id", "tenant_id"})
        values |= {
            "measure_id": measure.id,
            "plan_id": plan_id,
            "title": "Sol 2024",
            "number": number,
            "continues_id": None,
        }
        await session.insert_new(PlanActivityRow, [values])


async def continued(parlour: Parlour) -> dict[str, int | None]:
    """What each plan activity of 2024 continues, by number."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        later = col(PlanActivityRow.plan_id) != parlour.plan.plan_id
        found = (await session.sql.exec(session.rows(PlanActivityRow).where(later))).all()
    return {row.number: row.continues_id for row in found}


async def rounds_of_2024(parlour: Parlour) -> list[FollowUpRound]:
    """The rounds whose reference dates are in 2024."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return [each for each in await round_store.every(session) if each.reference_date.year == 2024]

"""The strategist asks what is missing in the plan."""

from io import BytesIO

from openpyxl import load_workbook
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse, Replace, Say, Show
from domain.people import TenantId
from storage.database import Database
from storage.tables import AdoptionRow, FocusAreaRow, MeasureFocusAreaRow, MeasureRow, PersonRow
from tests.dialogs.parlour import Parlour, text
from tests.plans import SmallPlan, small_plan


async def promise_more(database: Database, plan: SmallPlan, title: str = "Cykla mer") -> None:
    """The company adopts a measure that it does nothing about, and an area is served by that alone."""
    async with database.writing(plan.tenant_id) as session:
        [measure_id] = await session.insert_new(
            MeasureRow,
            [{"plan_id": plan.plan_id, "number": 99, "title": title, "description": ""}],
        )
        [area_id] = await session.insert_new(FocusAreaRow, [{"name": "Luft"}])
        adopted = {"measure_id": measure_id, "org_unit_id": plan.company_id}
        await session.insert_new(AdoptionRow, [adopted])
        served = {"measure_id": measure_id, "focus_area_id": area_id}
        await session.insert_new(MeasureFocusAreaRow, [served])


async def test_a_strategist_reads_what_is_missing(parlour: Parlour) -> None:
    await promise_more(parlour.database, parlour.plan)

    told = text(await parlour.say("maja", "Vita fläckar"))

    assert "Antagna åtgärder utan aktivitet" in told
    assert "Åtgärd 99: Cykla mer" in told
    assert "Luft" in told


async def test_in_english_too(parlour: Parlour) -> None:
    await promise_more(parlour.database, parlour.plan)

    assert isinstance(await parlour.say("maja", "white spots"), Show)


async def test_nobody_elses_plan_is_told_of(parlour: Parlour) -> None:
    neighbour = TenantId("99999999-2222-4333-8444-555555555555")
    theirs = await small_plan(parlour.database, neighbour)
    await promise_more(parlour.database, theirs, "Grannens cyklar")

    assert "Grannens cyklar" not in text(await parlour.say("maja", "vita fläckar"))


async def test_the_overview_leads_there(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.SHOW_WHITE_SPOTS, {"round": parlour.plan.follow_up_round_id})

    assert isinstance(reply, Replace)


async def test_a_round_that_is_gone_is_said_to_be(parlour: Parlour) -> None:
    assert isinstance(await parlour.send("maja", Verb.SHOW_WHITE_SPOTS, {"round": 4711}), Refuse)


async def test_an_owner_may_not_read_it(parlour: Parlour) -> None:
    about = {"round": parlour.plan.follow_up_round_id}

    assert isinstance(await parlour.say("karin", "vita fläckar"), Say)
    assert isinstance(await parlour.send("karin", Verb.SHOW_WHITE_SPOTS, about), Refuse)


async def test_the_same_as_a_workbook(parlour: Parlour) -> None:
    await promise_more(parlour.database, parlour.plan)
    about = {"round": parlour.plan.follow_up_round_id}

    offered = await parlour.send("maja", Verb.WHITE_SPOTS_BOOK, about)

    assert isinstance(offered, OfferFile)
    rows = list(load_workbook(BytesIO(offered.content)).worksheets[0].iter_rows(values_only=True))
    assert any("Cykla mer" in str(row[1]) for row in rows)


async def test_an_owner_may_not_take_the_workbook(parlour: Parlour) -> None:
    about = {"round": parlour.plan.follow_up_round_id}

    assert isinstance(await parlour.send("karin", Verb.WHITE_SPOTS_BOOK, about), Refuse)


async def test_an_activity_without_an_owner_leads_to_choosing_one(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == parlour.plan.johan, is_removed=True)

    told = await parlour.say("maja", "vita fläckar")
    form = await parlour.press("maja", told, Verb.ASK_AMEND)

    assert "Cykelpool för tjänsteresor" in text(told)
    assert "Ändra i planen" in text(form)
    assert "Cykelpool för tjänsteresor" in text(form)

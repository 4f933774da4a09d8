"""How others answered: the other units' answers about the same measure, for those whom it concerns."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from storage import worklists
from storage.tables import PlanActivityRow
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import said, typed

AFTER_AMINAS_RETURN = datetime(2023, 9, 18, 8, tzinfo=UTC)


async def two_units_share_a_measure(parlour: Parlour) -> None:
    """Amina's meals are the sector's now, and she has answered; Johan's cycle pool is the company's."""
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await session.change(
            PlanActivityRow, col(PlanActivityRow.id) == plan.meals, org_unit_id=plan.sector_id
        )
        await plans.answer(session, plan, plan.meals, plan.amina)


async def asked(parlour: Parlour, name: str, *, owner: str = "johan", item: str = "travel") -> Reply:
    """Somebody presses “How others answered” for that plan activity."""
    data = parlour.about(owner=parlour.plan.person_id(owner), item=getattr(parlour.plan, item))
    return await parlour.send(name, Verb.SHOW_OTHERS, data)


async def test_an_owner_reads_what_another_unit_has_answered(on_each: Parlour) -> None:
    await two_units_share_a_measure(on_each)

    reply = text(await asked(on_each, "johan"))

    assert "Sektor samhällsbyggnad" in reply
    assert "Två av fem tak är klara." in reply
    assert "Amina" not in reply


async def test_one_s_own_unit_is_not_among_the_others(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.answer(session, parlour.plan, parlour.plan.meals, parlour.plan.amina)

    reply = text(await asked(parlour, "johan"))

    assert "Ingen annan enhet arbetar med den här åtgärden." in reply
    assert "Två av fem tak" not in reply


async def test_a_unit_that_has_not_answered_is_counted(parlour: Parlour) -> None:
    await two_units_share_a_measure(parlour)

    reply = text(await asked(parlour, "amina", owner="amina", item="meals"))

    assert "1 unit has not answered yet." in reply


@pytest.mark.parametrize("name", ["maja", "henrik"])
async def test_who_compiles_the_answers_may_read_them_here_too(parlour: Parlour, name: str) -> None:
    await two_units_share_a_measure(parlour)

    assert "Två av fem tak är klara." in text(await asked(parlour, name))


async def test_who_has_nothing_to_do_with_the_measure_may_not(parlour: Parlour) -> None:
    await two_units_share_a_measure(parlour)

    reply = await asked(parlour, "karin")

    assert isinstance(reply, Refuse)


async def test_a_deputy_may_while_the_owner_is_away_and_not_afterwards(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        is_johans = col(PlanActivityRow.id) == plan.travel
        await session.change(PlanActivityRow, is_johans, owner_id=plan.karin)

    during = await asked(parlour, "johan", owner="amina", item="meals")
    parlour.at = AFTER_AMINAS_RETURN
    afterwards = await asked(parlour, "johan", owner="amina", item="meals")

    assert "Så svarade andra" in text(during)
    assert isinstance(afterwards, Refuse)


async def test_an_activity_that_has_left_the_plan_has_no_others(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.take_out(session, parlour.plan.travel)

    assert isinstance(await asked(parlour, "johan"), Refuse)


async def test_a_round_that_is_not_there_has_no_others(parlour: Parlour) -> None:
    reply = await parlour.send("johan", Verb.SHOW_OTHERS, parlour.about(round=999))

    assert isinstance(reply, Refuse)


async def test_the_way_goes_on_to_the_form_and_back_to_the_list(parlour: Parlour) -> None:
    await two_units_share_a_measure(parlour)
    others = await asked(parlour, "johan")

    form = await parlour.press("johan", others, Verb.OPEN_FORM)
    back = await parlour.press("johan", others, Verb.SHOW_WORKLIST)

    assert "Cykelpool för tjänsteresor" in text(form)
    assert "0 av 1" in text(back)


async def test_after_closing_the_answers_are_shown_without_the_form(parlour: Parlour) -> None:
    await two_units_share_a_measure(parlour)
    await parlour.close()

    reply = text(await asked(parlour, "johan"))

    assert "Två av fem tak är klara." in reply
    assert "Till formuläret" not in reply


async def test_after_saving_the_way_to_the_others_is_offered(on_each: Parlour) -> None:
    await two_units_share_a_measure(on_each)
    form = await on_each.press("johan", await on_each.list_of("johan"), Verb.OPEN_FORM)

    saved = await on_each.press("johan", form, Verb.SAVE_ANSWER, inputs=FORM)
    told = await on_each.press("johan", saved, Verb.SHOW_OTHERS)

    assert "Sparat. Så svarade andra om samma åtgärd" in text(saved)
    assert "Två av fem tak är klara." in text(told)


async def test_after_unchanged_it_is_offered_too(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        is_johans = col(PlanActivityRow.id) == plan.travel
        roofs = await worklists.item(session, plan.follow_up_round, plan.solar_roofs)
        assert roofs is not None
        await session.change(PlanActivityRow, is_johans, measure_id=roofs.measure.measure_id)
        await plans.answer(session, plan, plan.travel, plan.johan)

    saved = await parlour.press("karin", await parlour.list_of("karin"), Verb.REPEAT_ANSWER)

    assert "Sparat. Så svarade andra om samma åtgärd" in text(saved)


async def test_it_is_offered_once_and_not_whenever_the_list_is_shown(parlour: Parlour) -> None:
    await two_units_share_a_measure(parlour)
    form = await parlour.press("johan", await parlour.list_of("johan"), Verb.OPEN_FORM)
    await parlour.press("johan", form, Verb.SAVE_ANSWER, inputs=FORM)

    shown = await parlour.list_of("johan")

    assert "Så svarade andra" not in said(shown.content)


async def test_nothing_is_offered_when_no_other_unit_has_answered(parlour: Parlour) -> None:
    form = await parlour.press("johan", await parlour.list_of("johan"), Verb.OPEN_FORM)

    saved = await parlour.press("johan", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert "Så svarade andra" not in text(saved)


async def test_what_was_typed_in_the_form_is_still_there_afterwards(parlour: Parlour) -> None:
    await two_units_share_a_measure(parlour)
    form = await parlour.press("johan", await parlour.list_of("johan"), Verb.OPEN_FORM)

    others = await parlour.press("johan", form, Verb.SHOW_OTHERS, inputs=FORM)
    again = card(await parlour.press("johan", others, Verb.OPEN_FORM))

    assert typed(again.content)["comment"] == FORM["comment"]

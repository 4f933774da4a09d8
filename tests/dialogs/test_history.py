"""“Earlier answers”: who said what and when, for those who answer."""

from datetime import timedelta

import pytest

from bot.demo.chat import buttons
from cards.verbs import Verb
from dialogs.turn import Refuse
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text


async def test_the_history_has_every_answer_the_newest_first(on_each: Parlour) -> None:
    form = await on_each.press("karin", await on_each.list_of("karin"), Verb.OPEN_FORM)
    await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)
    on_each.at += timedelta(hours=1)
    form = await on_each.send("karin", Verb.OPEN_FORM, on_each.about())
    await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "Nej, fyra."})

    history = text(await on_each.send("karin", Verb.SHOW_HISTORY, on_each.about()))

    said = ["Nej, fyra.", "Tre av fem tak är klara.", "Två av fem tak är klara."]
    assert [history.index(each) for each in said] == sorted(history.index(each) for each in said)
    assert "Rättelse · Sparat 22 augusti 2023 kl. 10.00 av Karin Ek" in history
    assert "Rättat senare · Sparat 22 augusti 2023 kl. 09.00 av Karin Ek" in history
    assert "Årsbokslut 2022" in history


async def test_the_way_back_leads_to_the_form(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    history = await parlour.press("karin", form, Verb.SHOW_HISTORY)

    back = await parlour.press("karin", history, Verb.OPEN_FORM)

    assert Verb.SAVE_ANSWER in {each.verb for each in buttons(card(back).content)}


async def test_the_history_of_a_closed_round_can_be_read_but_not_added_to(parlour: Parlour) -> None:
    await parlour.close()

    history = await parlour.send("karin", Verb.SHOW_HISTORY, parlour.about())

    assert "Två av fem tak är klara." in text(history)
    assert {each.verb for each in buttons(card(history).content)} == {Verb.SHOW_WORKLIST}


@pytest.mark.parametrize("name", ["johan", "henrik"])
async def test_nobody_reads_the_history_of_what_is_not_theirs(parlour: Parlour, name: str) -> None:
    reply = await parlour.send(name, Verb.SHOW_HISTORY, parlour.about())

    assert isinstance(reply, Refuse)


async def test_a_co_owner_reads_it_too(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)

    reply = await parlour.send("johan", Verb.SHOW_HISTORY, parlour.about(owner=plan.johan))

    assert "Två av fem tak är klara." in text(reply)


@pytest.mark.parametrize("leaf", [1, 2**31 - 1])
async def test_a_page_that_is_not_there_is_the_last_one(parlour: Parlour, leaf: int) -> None:
    reply = await parlour.send("karin", Verb.SHOW_HISTORY, parlour.about(leaf=leaf))

    assert "Två av fem tak är klara." in text(reply)

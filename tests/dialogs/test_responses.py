"""The strategist asks how people answered."""

from io import BytesIO

from openpyxl import load_workbook

from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse, Replace, Say
from tests.dialogs.parlour import FORM, Parlour, text
from tests.stored import answers


async def test_a_strategist_reads_how_people_answered(parlour: Parlour) -> None:
    await parlour.send("karin", Verb.SAVE_ANSWER, {**parlour.about(), **FORM, "promise": "kept"})

    told = text(await parlour.say("maja", "Svarsstatistik"))

    assert "1 av 4 besvarade, varav 1 i tid" in told
    assert "Årsbokslut 2022" in told


async def test_the_same_as_a_workbook(parlour: Parlour) -> None:
    offered = await parlour.send("maja", Verb.RESPONSES_BOOK, {"round": parlour.plan.follow_up_round_id})

    assert isinstance(offered, OfferFile)
    rows = list(load_workbook(BytesIO(offered.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][:4] == ("Alla enheter", "Delårsbokslut 2023", 4, 0)


async def test_the_overview_leads_there(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.SHOW_RESPONSES, {"round": parlour.plan.follow_up_round_id})

    assert isinstance(reply, Replace)


async def test_a_round_that_is_gone_is_said_to_be(parlour: Parlour) -> None:
    assert isinstance(await parlour.send("maja", Verb.SHOW_RESPONSES, {"round": 4711}), Refuse)
    assert isinstance(await parlour.send("maja", Verb.RESPONSES_BOOK, {"round": 4711}), Refuse)


async def test_an_owner_may_not_read_it(parlour: Parlour) -> None:
    about = {"round": parlour.plan.follow_up_round_id}

    assert isinstance(await parlour.say("karin", "svarsstatistik"), Say)
    assert isinstance(await parlour.send("karin", Verb.SHOW_RESPONSES, about), Refuse)
    assert isinstance(await parlour.send("karin", Verb.RESPONSES_BOOK, about), Refuse)


async def test_opening_the_form_and_saving_it_are_two_taps(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert (await answers(parlour.database, parlour.plan.tenant_id))[-1].taps == 2


async def test_a_card_that_claims_a_million_taps_is_believed_no_further_than_99(parlour: Parlour) -> None:
    await parlour.send("karin", Verb.SAVE_ANSWER, {**parlour.about(taps=1_000_000), **FORM})

    assert (await answers(parlour.database, parlour.plan.tenant_id))[-1].taps == 99

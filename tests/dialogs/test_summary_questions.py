"""Questions about the summary in one's own words; they steal no answers and reach nobody else."""

from cards.summary.payloads import Screen, summary_of
from dialogs.turn import Show
from tests.cards.gallery import buttons, shown
from tests.dialogs.parlour import Parlour, text


async def test_the_director_asks_how_it_goes_for_something_and_reads_its_answers(parlour: Parlour) -> None:
    reply = await parlour.say("henrik", "hur går det för solelen?")

    assert isinstance(reply, Show)
    assert "1 Egen solel" in shown(reply.card)
    assert "1.1 Solceller på fem skoltak" in shown(reply.card)


async def test_a_plan_activity_is_found_where_no_measure_is_called_so(parlour: Parlour) -> None:
    shown_text = text(await parlour.say("henrik", "cykelpoolen"))

    assert "2.2 Cykelpool för tjänsteresor" in shown_text
    assert "1.1 Solceller" not in shown_text


async def test_what_may_be_several_things_is_asked_about(parlour: Parlour) -> None:
    reply = await parlour.say("henrik", "skolor")

    assert isinstance(reply, Show)
    assert set(buttons(reply.card)) == {"1.1 Solceller på fem skoltak", "1.2 Laddplatser vid förskolorna"}
    data = [button["data"] for button in buttons(reply.card).values()]
    assert {summary_of(each).stop.screen for each in data if isinstance(each, dict)} == {Screen.ANSWERS}


async def test_an_owner_who_is_no_reader_is_told_what_can_be_done(parlour: Parlour) -> None:
    assert "Tunabyggen" not in text(await parlour.say("karin", "tunabyggen"))


async def test_what_is_about_nothing_in_the_plan_is_not_understood(parlour: Parlour) -> None:
    assert "Det förstod jag inte" in text(await parlour.say("henrik", "zebra"))

"""The director's talk: where the plan stands, with the missing counted as missing."""

import pytest

from cards.verbs import Verb
from dialogs.turn import Refuse
from tests import plans
from tests.dialogs.parlour import Parlour, text


async def test_the_summary_is_of_all_activities_and_not_only_of_those_answered(parlour: Parlour) -> None:
    await parlour.press("karin", await parlour.list_of("karin"), Verb.REPEAT_ANSWER)

    shown = text(await parlour.say("henrik", "sammanställning"))

    assert "1 av 4" in shown
    assert "(25\u00a0%)" in shown
    assert "(75\u00a0%)" in shown


async def test_what_is_delayed_stands_there_with_whose_it_is_and_why(parlour: Parlour) -> None:
    await parlour.press("amina", await parlour.list_of("amina"), Verb.REPEAT_ANSWER)

    shown = text(await parlour.say("henrik", "sammanställning"))

    assert "2.1 En växtbaserad rätt varje dag" in shown
    assert "Amina Yusuf" in shown
    assert "Upphandlingen är överklagad." in shown


@pytest.mark.parametrize("name", ["henrik", "maja"])
@pytest.mark.parametrize("verb", [Verb.SHOW_SUMMARY, Verb.SHOW_OFF_TRACK])
async def test_director_and_strategist_may_turn_its_pages(parlour: Parlour, verb: Verb, name: str) -> None:
    before = await parlour.everything()

    reply = await parlour.send(name, verb, {"round": parlour.plan.follow_up_round_id, "page": 2})

    assert not isinstance(reply, Refuse)
    assert await parlour.everything() == before


@pytest.mark.parametrize("verb", [Verb.SHOW_SUMMARY, Verb.SHOW_OFF_TRACK])
async def test_a_round_that_is_not_there_is_refused(parlour: Parlour, verb: Verb) -> None:
    assert isinstance(await parlour.send("henrik", verb, {"round": 999}), Refuse)


async def test_what_has_left_the_plan_is_not_counted(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.take_out(session, parlour.plan.charging)

    assert "0 av 3" in text(await parlour.say("henrik", "sammanställning"))

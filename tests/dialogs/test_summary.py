"""The director's talk: where the plan stands, with the missing counted as missing."""

import pytest

from cards.card import JsonValue
from cards.summary.payloads import ALL, CHOSEN, AboutSummary, Screen, code_of
from cards.verbs import Verb
from dialogs.turn import Refuse, Replace
from domain.people import OrgUnitId
from domain.summary.selection import Selection
from tests import plans
from tests.cards.gallery import buttons
from tests.dialogs.matters import deeds
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


@pytest.mark.parametrize("screen", Screen)
async def test_every_place_in_the_summary_is_shown_and_leads_back(parlour: Parlour, screen: Screen) -> None:
    await parlour.press("amina", await parlour.list_of("amina"), Verb.REPEAT_ANSWER)
    about = AboutSummary(follow_up_round_id=parlour.plan.follow_up_round_id).to(Screen.MORE).to(screen)

    reply = await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, about.data)

    assert isinstance(reply, Replace)
    if screen is not Screen.FRONT:
        back = buttons(reply.card)["Tillbaka"]["data"]
        assert isinstance(back, dict)
        assert not isinstance(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, back), Refuse)


async def test_a_unit_and_then_a_state_narrow_down_what_is_listed(parlour: Parlour) -> None:
    await parlour.press("amina", await parlour.list_of("amina"), Verb.REPEAT_ANSWER)
    company = Selection(org_unit_id=parlour.plan.company_id)
    about = AboutSummary(follow_up_round_id=parlour.plan.follow_up_round_id)

    of_unit = text(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, about.to(Screen.ANSWERS, company).data))
    missing = about.to(Screen.ANSWERS, company.in_state(None))
    of_state = text(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, missing.data))

    assert "2.1 En växtbaserad rätt varje dag" in of_unit
    assert "1.1 Solceller på fem skoltak" not in of_unit
    assert "2.2 Cykelpool för tjänsteresor" in of_state
    assert "2.1 En växtbaserad rätt varje dag" not in of_state


async def test_what_is_chosen_in_the_map_is_shown_there(parlour: Parlour) -> None:
    about = AboutSummary(follow_up_round_id=parlour.plan.follow_up_round_id).to(Screen.MAP)
    chosen = code_of(Selection(org_unit_id=parlour.plan.sector_id))

    shown = text(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, {**about.data, CHOSEN: chosen}))
    everything = text(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, {**about.data, CHOSEN: ALL}))

    assert "1 Egen solel: Inget svar, 2\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}2" in shown
    assert "Tunabyggen: Inget svar, 2\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}2" in everything


@pytest.mark.parametrize(
    "stop",
    ["", "front", "front::", "front::x", "nowhere::0", "answers:z1:0", "answers:m1.m2:0", "answers:sgood:0"],
)
async def test_a_place_that_no_card_leads_to_is_refused(parlour: Parlour, stop: str) -> None:
    about: dict[str, JsonValue] = {"round": parlour.plan.follow_up_round_id, "stop": stop}

    assert isinstance(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, about), Refuse)


async def test_a_unit_that_is_not_there_is_refused(parlour: Parlour) -> None:
    about = AboutSummary(follow_up_round_id=parlour.plan.follow_up_round_id)
    elsewhere = about.to(Screen.ANSWERS, Selection(org_unit_id=OrgUnitId(99_999)))

    assert isinstance(await parlour.send("henrik", Verb.LOOK_IN_SUMMARY, elsewhere.data), Refuse)


@pytest.mark.parametrize("name", ["karin", "johan"])
async def test_whoever_may_not_look_in_the_summary_is_refused_and_it_is_noted(
    parlour: Parlour, name: str
) -> None:
    about = AboutSummary(follow_up_round_id=parlour.plan.follow_up_round_id).to(Screen.MAP)
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send(name, Verb.LOOK_IN_SUMMARY, about.data)

    assert isinstance(reply, Refuse)
    assert "Det kan bara kommundirektören och miljöstrategerna se." in text(reply)
    assert await parlour.everything(but="audit_event") == before
    assert (await deeds(parlour)).count("role.refused") == 1


async def test_every_place_is_drawn_on_each_database(on_each: Parlour) -> None:
    await on_each.press("amina", await on_each.list_of("amina"), Verb.REPEAT_ANSWER)
    about = AboutSummary(follow_up_round_id=on_each.plan.follow_up_round_id)

    replies = [await on_each.send("henrik", Verb.LOOK_IN_SUMMARY, about.to(each).data) for each in Screen]

    assert not any(isinstance(reply, Refuse) for reply in replies)

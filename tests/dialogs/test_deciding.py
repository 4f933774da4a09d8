"""A question that nobody answers goes to the strategists, whose first decision counts."""

import asyncio
from datetime import timedelta

import pytest

from cards.card import Card, JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse
from tests.dialogs.matters import (
    ask_to_take_over,
    deeds,
    heard,
    make_strategist,
    matters_of,
    newest,
    owner_of,
    question_to,
    roles_of,
    tick,
)
from tests.dialogs.parlour import Parlour, text
from tests.shown import said


async def unanswered(parlour: Parlour) -> Card:
    """Johan never answers; gives the strategist's card a week later."""
    await ask_to_take_over(parlour)
    await parlour.deliver()
    parlour.at += timedelta(days=8)
    await tick(parlour)
    await parlour.deliver()
    return newest(parlour, "maja")


async def test_the_strategist_sees_the_whole_question(parlour: Parlour) -> None:
    question = said((await unanswered(parlour)).content)

    assert "Vem ska ansvara?" in question
    assert "Karin Ek har frågat Johan Åkerlund om att ta över." in question
    assert "Karin Ek ansvarar" in question
    assert "Behåll nuvarande ansvarig" in question
    assert "Johan leder projektet sedan i maj." in question


async def test_the_strategist_gives_it_to_somebody_who_is_told(on_each: Parlour) -> None:
    chooser = await on_each.press("maja", await unanswered(on_each), Verb.DECIDE_HANDOVER)

    given = await on_each.press(
        "maja", chooser, Verb.DECIDE_HANDOVER, inputs={"person": str(on_each.plan.henrik)}
    )
    await on_each.deliver()

    assert "Henrik Norling ansvarar efter Karin Ek." in text(given)
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.henrik
    assert "owner" in await roles_of(on_each, "henrik")
    assert "Maja Strand på miljökontoret har gett dig ansvaret efter Karin Ek." in heard(on_each, "henrik")
    assert "Nu ansvarar Henrik Norling" in heard(on_each, "karin")
    assert "Jag tar över" not in heard(on_each, "johan")
    assert "plan_activity.handed_over" in await deeds(on_each)


async def test_the_strategist_lets_the_owner_keep_it(parlour: Parlour) -> None:
    kept = await parlour.press("maja", await unanswered(parlour), Verb.DECIDE_HANDOVER, nth=1)
    await parlour.deliver()

    assert "Karin Ek fortsätter ansvara" in text(kept)
    assert await owner_of(parlour, parlour.plan.solar_roofs) == parlour.plan.karin
    assert "Karin Ek fortsätter ansvara" in heard(parlour, "karin")
    assert "Jag tar över" not in heard(parlour, "johan")


async def test_of_two_strategists_the_first_decides_and_the_other_is_told(on_each: Parlour) -> None:
    await make_strategist(on_each, "henrik")
    await unanswered(on_each)
    theirs = newest(on_each, "henrik")
    await on_each.press("maja", newest(on_each, "maja"), Verb.DECIDE_HANDOVER, nth=1)

    late = await on_each.press("henrik", theirs, Verb.DECIDE_HANDOVER)
    await on_each.deliver()

    assert "Maja Strand på miljökontoret bestämde det" in text(late)
    assert "Välj ny ansvarig" not in heard(on_each, "henrik")
    assert [row.state for row in await matters_of(on_each)] == ["kept"]


async def test_two_strategists_at_once_have_one_outcome(on_each: Parlour) -> None:
    await make_strategist(on_each, "henrik")
    await unanswered(on_each)
    chooser = await on_each.press("maja", newest(on_each, "maja"), Verb.DECIDE_HANDOVER)
    give = {"person": str(on_each.plan.johan)}

    await asyncio.gather(
        on_each.press("maja", chooser, Verb.DECIDE_HANDOVER, inputs=give),
        on_each.press("henrik", newest(on_each, "henrik"), Verb.DECIDE_HANDOVER, nth=1),
    )

    outcome = [row.state for row in await matters_of(on_each)]
    owner = await owner_of(on_each, on_each.plan.solar_roofs)
    assert (outcome, owner) in [(["decided"], on_each.plan.johan), (["kept"], on_each.plan.karin)]


async def test_whoever_was_asked_may_still_say_yes_until_it_is_decided(on_each: Parlour) -> None:
    chooser = await on_each.press("maja", await unanswered(on_each), Verb.DECIDE_HANDOVER)

    accepted = await on_each.press("johan", newest(on_each, "johan"), Verb.ACCEPT_HANDOVER)
    late = await on_each.press(
        "maja", chooser, Verb.DECIDE_HANDOVER, inputs={"person": str(on_each.plan.henrik)}
    )

    assert "Nu ansvarar du" in text(accepted)
    assert "Johan Åkerlund har tagit över efter Karin Ek." in text(late)
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.johan


async def test_nobody_is_chosen_by_choosing_nobody(parlour: Parlour) -> None:
    chooser = await parlour.press("maja", await unanswered(parlour), Verb.DECIDE_HANDOVER)

    refused = await parlour.press("maja", chooser, Verb.DECIDE_HANDOVER)

    assert "Välj en person." in text(refused)
    assert await owner_of(parlour, parlour.plan.solar_roofs) == parlour.plan.karin


@pytest.mark.parametrize("name", ["karin", "johan"])
async def test_only_strategists_decide(parlour: Parlour, name: str) -> None:
    question = await unanswered(parlour)
    before = await parlour.everything(but="audit_event")

    for nth in (0, 1):
        assert isinstance(await parlour.press(name, question, Verb.DECIDE_HANDOVER, nth=nth), Refuse)

    assert await parlour.everything(but="audit_event") == before


async def test_a_strategist_cannot_decide_before_the_other_has_had_time(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    matter = (await matters_of(parlour))[0]
    about: dict[str, JsonValue] = {"matter": matter.id or 0, "decision": "keep"}

    early = await parlour.send("maja", Verb.DECIDE_HANDOVER, about)

    assert "En fråga om att ta över väntar på svar" in text(early)
    assert [row.state for row in await matters_of(parlour)] == ["asked"]


async def test_what_waits_is_listed_and_opened_from_there(parlour: Parlour) -> None:
    await unanswered(parlour)

    overview = await parlour.say("maja", "läge")
    listed = await parlour.press("maja", overview, Verb.SHOW_TODO)
    opened = await parlour.press("maja", listed, Verb.DECIDE_HANDOVER)

    assert "1 ärende väntar på dig" in text(overview)
    assert "1 ärende väntar på dig" in text(listed)
    assert "Välj ny ansvarig" in text(listed)
    assert "Vem ska ansvara" in text(opened)


async def test_when_nothing_waits_that_is_said(parlour: Parlour) -> None:
    assert "väntar på dig" not in text(await parlour.say("maja", "läge"))
    assert "Inget väntar på dig" in text(await parlour.send("maja", Verb.SHOW_MATTERS, {}))


async def test_the_question_may_be_taken_back_from_the_strategists(parlour: Parlour) -> None:
    question = await unanswered(parlour)
    standing = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    await parlour.press("karin", standing, Verb.WITHDRAW_HANDOVER)
    late = await parlour.press("maja", question, Verb.DECIDE_HANDOVER)

    assert "Miljökontoret avgör" in text(standing)
    assert "Frågan gäller inte längre" in text(late)


async def test_what_was_decided_is_not_asked_again_by_the_clock(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)
    parlour.at += timedelta(days=8)

    await tick(parlour)
    await parlour.deliver()

    assert "Vem ska ansvara?" not in heard(parlour, "maja")

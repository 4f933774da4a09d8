"""When an answer is not taken: too late, too early, somebody else's, or no longer in the plan."""

from datetime import UTC, datetime

import pytest

from bot.demo.chat import buttons
from cards.verbs import Verb
from dialogs.turn import Replace, Reply
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import typed

AFTER_AMINAS_RETURN = datetime(2023, 9, 18, 8, tzinfo=UTC)


def assert_not_theirs(reply: Reply) -> None:
    """It is said; and whoever had written something gets it back, to be copied and not to be saved."""
    assert "inte ditt ansvar" in text(reply) or "inte längre ditt ansvar" in text(reply)
    if isinstance(reply, Replace):
        assert str(FORM["comment"]) in text(reply)
        assert {each.verb for each in buttons(reply.card.content)} == {Verb.SHOW_WORKLIST}


@pytest.mark.parametrize("verb", [Verb.OPEN_FORM, Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
async def test_a_closed_round_takes_no_answer_and_says_so(parlour: Parlour, verb: Verb) -> None:
    await parlour.close()
    before = await parlour.everything(but="draft")

    reply = await parlour.send("karin", verb, parlour.about(**FORM))

    assert "stängde" in text(reply) or "tar inte emot svar" in text(reply)
    assert await parlour.everything(but="draft") == before


async def test_what_was_typed_survives_that_the_round_closed_meanwhile(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    await parlour.close()

    reply = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert typed(card(reply).content)["comment"] == FORM["comment"]
    assert "tisdag 19 september" in text(reply)


@pytest.mark.parametrize("verb", [Verb.OPEN_FORM, Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
async def test_a_round_that_has_not_opened_takes_no_answer(planned: Parlour, verb: Verb) -> None:
    before = await planned.everything(but="draft")

    reply = await planned.send("karin", verb, planned.about(**FORM))

    assert "har inte öppnat" in text(reply)
    assert await planned.everything(but="draft") == before


@pytest.mark.parametrize("verb", [Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
async def test_a_button_of_last_years_round_changes_nothing(parlour: Parlour, verb: Verb) -> None:
    before = await parlour.everything(but="draft")

    reply = await parlour.send("karin", verb, parlour.about(round=parlour.plan.earlier_round_id, **FORM))

    assert "stängde" in text(reply)
    assert await parlour.everything(but="draft") == before


@pytest.mark.parametrize("verb", [Verb.OPEN_FORM, Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
@pytest.mark.parametrize("name", ["johan", "henrik"])
async def test_nobody_answers_for_somebody_else(parlour: Parlour, verb: Verb, name: str) -> None:
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send(name, verb, parlour.about(owner=parlour.plan.person_id(name), **FORM))

    assert_not_theirs(reply)
    assert await parlour.everything(but="audit_event") == before


@pytest.mark.parametrize("verb", [Verb.OPEN_FORM, Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
async def test_what_has_left_the_plan_cannot_be_answered(parlour: Parlour, verb: Verb) -> None:
    old = await parlour.list_of("karin")
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.take_out(session, parlour.plan.solar_roofs)
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send("karin", verb, {**buttons(old.content)[0].data, **FORM})

    assert_not_theirs(reply)
    assert await parlour.everything(but="audit_event") == before


async def test_a_deputy_answers_while_the_owner_is_away(on_each: Parlour) -> None:
    plan = on_each.plan
    reply = await on_each.send(
        "johan",
        Verb.SAVE_ANSWER,
        on_each.about(owner=plan.amina, item=plan.meals, promise="kept", **FORM),
    )

    assert "Johan Åkerlund" in text(reply)
    assert [row[0] for row in await on_each.saved()] == [plan.meals]


@pytest.mark.parametrize("verb", [Verb.OPEN_FORM, Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
async def test_a_deputy_answers_no_longer_when_the_owner_is_back(parlour: Parlour, verb: Verb) -> None:
    parlour.at, plan = AFTER_AMINAS_RETURN, parlour.plan
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send("johan", verb, parlour.about(owner=plan.amina, item=plan.meals, **FORM))

    assert_not_theirs(reply)
    assert await parlour.everything(but="audit_event") == before


async def test_who_is_away_may_still_answer_themselves(parlour: Parlour) -> None:
    await parlour.press("amina", await parlour.list_of("amina"), Verb.REPEAT_ANSWER)

    assert [row[0] for row in await parlour.saved()] == [parlour.plan.meals]

"""Nothing typed is lost: kept when a form goes away unsaved, and there again wherever it is opened next."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.demo.chat import buttons
from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Reply
from domain.people import PersonId
from storage import drafts
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import said, typed

TYPED: Mapping[str, JsonValue] = {**FORM, "comment": "Tre tak, och ett till i"}
FAULTY: Mapping[str, JsonValue] = {**TYPED, "percent_other": "sextio"}
MENU = [Verb.SHOW_HISTORY, Verb.SHOW_OTHERS, Verb.ASK_HANDOVER, Verb.ASK_CO_OWNER]


async def open_form(parlour: Parlour, name: str = "karin", message_id: str = "m1") -> Reply:
    return await parlour.press(name, await parlour.list_of(name), Verb.OPEN_FORM, message_id=message_id)


async def open_messages(parlour: Parlour) -> set[tuple[PersonId, str]]:
    plan = parlour.plan
    async with parlour.database.reading(plan.tenant_id) as session:
        people = [plan.karin, plan.johan, plan.amina]
        return await drafts.open_messages(session, plan.follow_up_round_id, people)


async def drafted(parlour: Parlour) -> list[str]:
    """The comments that Karin has typed and not saved."""
    plan = parlour.plan
    async with parlour.database.reading(plan.tenant_id) as session:
        found = await drafts.of_round(session, plan.karin, plan.follow_up_round_id)
    return [each.fields["comment"] for each in found.values()]


async def test_what_was_typed_is_there_when_the_form_is_opened_again(on_each: Parlour) -> None:
    form = await open_form(on_each)
    closed = await on_each.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED, message_id="m1")
    on_each.at += timedelta(hours=1)

    again = await open_form(on_each, message_id="m2")

    assert "0 av 2" in text(closed)
    assert typed(card(again).content)["comment"] == TYPED["comment"]
    assert "Ditt utkast från tisdag 22 augusti kl. 09.00. Inget är sparat än." in text(again)
    assert await on_each.saved() == []


async def test_a_list_says_for_what_there_is_a_draft(parlour: Parlour) -> None:
    form = await open_form(parlour)

    closed = await parlour.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED)

    shown = [line for line in text(closed).splitlines() if line == "✎ Utkast sparat"]
    assert len(shown) == 1


async def test_a_form_that_was_only_looked_at_leaves_no_draft(parlour: Parlour) -> None:
    before = await parlour.everything()
    form = await open_form(parlour)

    await parlour.press("karin", form, Verb.CLOSE_FORM, message_id="m1")

    again = await open_form(parlour, message_id="")
    assert "Ditt utkast" not in text(again)
    assert (await parlour.everything())["draft"] == before["draft"]


async def test_a_draft_that_was_put_back_as_it_was_is_forgotten(parlour: Parlour) -> None:
    form = await open_form(parlour)
    await parlour.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED)

    await parlour.press("karin", form, Verb.CLOSE_FORM)

    assert await drafted(parlour) == []


@pytest.mark.parametrize("inputs", [FAULTY, {**TYPED, "comment": "ok"}])
async def test_a_form_that_comes_back_is_kept_too(parlour: Parlour, inputs: Mapping[str, JsonValue]) -> None:
    form = await open_form(parlour)

    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=inputs, message_id="m1")

    assert await drafted(parlour) == [inputs["comment"]]
    assert await open_messages(parlour) == {(parlour.plan.karin, "m1")}


@pytest.mark.parametrize("verb", [Verb.SAVE_ANSWER, Verb.REPEAT_ANSWER])
async def test_an_answer_takes_the_drafts_place(on_each: Parlour, verb: Verb) -> None:
    form = await open_form(on_each)
    await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=FAULTY, message_id="m1")

    pressed = form if verb is Verb.SAVE_ANSWER else await on_each.list_of("karin")
    reply = await on_each.press("karin", pressed, verb, inputs=TYPED, message_id="m1")

    assert len(await on_each.saved()) == 1
    assert await drafted(on_each) == []
    assert "Utkast" not in text(reply)


async def test_a_saved_form_stands_open_in_no_message(parlour: Parlour) -> None:
    form = await open_form(parlour)
    assert await open_messages(parlour) == {(parlour.plan.karin, "m1")}

    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM, message_id="m1")

    assert await open_messages(parlour) == set()


async def test_the_form_that_a_message_showed_before_stands_open_no_longer(parlour: Parlour) -> None:
    await open_form(parlour)
    other = {**parlour.about(item=parlour.plan.charging)}
    form = await parlour.send("karin", Verb.OPEN_FORM, other, message_id="m1")

    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM, message_id="m1")

    assert await open_messages(parlour) == set()


async def test_beginning_again_throws_the_draft_away(on_each: Parlour) -> None:
    form = await open_form(on_each)
    await on_each.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED)
    again = await open_form(on_each)

    fresh = await on_each.press("karin", again, Verb.DISCARD_DRAFT, message_id="m1")

    assert typed(card(fresh).content)["comment"] == "Två av fem tak är klara."
    assert Verb.DISCARD_DRAFT not in {each.verb for each in buttons(card(fresh).content)}
    assert await drafted(on_each) == []
    assert await open_messages(on_each) == {(on_each.plan.karin, "m1")}


@pytest.mark.parametrize("verb", MENU)
async def test_what_was_typed_survives_a_look_beside_the_form(parlour: Parlour, verb: Verb) -> None:
    form = await open_form(parlour)

    beside = await parlour.press("karin", form, verb, inputs=TYPED, message_id="m1")

    assert "Förra gången: ● Enligt plan" not in text(beside)
    assert typed(card(await open_form(parlour)).content)["comment"] == TYPED["comment"]


async def test_a_history_that_is_paged_does_not_empty_the_draft(parlour: Parlour) -> None:
    form = await open_form(parlour)
    history = await parlour.press("karin", form, Verb.SHOW_HISTORY, inputs=TYPED)

    await parlour.send("karin", Verb.SHOW_HISTORY, {**parlour.about(), "leaf": 1})
    back = await parlour.press("karin", history, Verb.OPEN_FORM)

    assert typed(card(back).content)["comment"] == TYPED["comment"]


async def test_each_has_a_draft_of_their_own(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)
    form = await open_form(parlour)
    await parlour.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED)

    johans = await open_form(parlour, "johan")

    assert "Ditt utkast" not in text(johans)


async def test_whoever_comes_back_to_a_draft_is_told_who_answered_meanwhile(on_each: Parlour) -> None:
    plan = on_each.plan
    async with on_each.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)
    form = await open_form(on_each)
    await on_each.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED)
    on_each.at += timedelta(minutes=5)
    await on_each.press("johan", await on_each.list_of("johan"), Verb.REPEAT_ANSWER)

    again = await on_each.send("karin", Verb.OPEN_FORM, on_each.about())

    assert "Johan Åkerlund svarade" in text(again)
    assert "efter att du skrev ditt utkast" in text(again)
    assert typed(card(again).content)["comment"] == TYPED["comment"]


@pytest.mark.parametrize("verb", [Verb.SAVE_ANSWER, Verb.CLOSE_FORM])
async def test_a_round_that_closes_while_somebody_writes_keeps_it(on_each: Parlour, verb: Verb) -> None:
    form = await open_form(on_each)
    await on_each.close()

    reply = await on_each.press("karin", form, verb, inputs=TYPED, message_id="m1")
    later = await on_each.send("karin", Verb.OPEN_FORM, on_each.about())

    assert "stängde tisdag 19 september" in text(reply)
    assert typed(card(later).content)["comment"] == TYPED["comment"]
    assert Verb.SAVE_ANSWER not in {each.verb for each in buttons(card(later).content)}
    assert await on_each.saved() == []


@pytest.mark.parametrize("verb", [Verb.SAVE_ANSWER, Verb.CLOSE_FORM])
async def test_an_owner_who_is_removed_while_writing_gets_it_back(on_each: Parlour, verb: Verb) -> None:
    plan = on_each.plan
    form = await open_form(on_each)
    async with on_each.database.writing(plan.tenant_id) as session:
        await plans.take_out(session, plan.solar_roofs)
    before = await on_each.everything(but="audit_event")

    reply = await on_each.press("karin", form, verb, inputs=TYPED, message_id="m1")

    assert "Aktiviteten är inte längre ditt ansvar" in text(reply)
    assert str(TYPED["comment"]) in text(reply)
    assert await on_each.everything(but="audit_event") == before


@pytest.mark.parametrize("name", ["johan", "henrik"])
@pytest.mark.parametrize("verb", [Verb.CLOSE_FORM, Verb.DISCARD_DRAFT, *MENU])
async def test_nobody_leaves_a_draft_at_somebody_elses_activity(
    parlour: Parlour, name: str, verb: Verb
) -> None:
    before = await parlour.everything()

    await parlour.send(name, verb, parlour.about(**TYPED), message_id="m1")

    assert (await parlour.everything())["draft"] == before["draft"]


async def test_a_draft_cannot_grow_without_end(parlour: Parlour) -> None:
    await parlour.send("karin", Verb.CLOSE_FORM, parlour.about(comment="å" * 200_000))

    assert [len(comment) for comment in await drafted(parlour)] == [10_000]


@pytest.mark.parametrize("wrong", [["a", "list"], {"a": "map"}])
async def test_a_field_that_is_no_text_is_refused(parlour: Parlour, wrong: JsonValue) -> None:
    before = await parlour.everything()

    reply = await parlour.send("karin", Verb.CLOSE_FORM, parlour.about(comment=wrong))

    assert "går inte att använda längre" in text(reply)
    assert await parlour.everything() == before


async def test_a_draft_is_not_an_answer_to_anybody(parlour: Parlour) -> None:
    form = await open_form(parlour)

    await parlour.press("karin", form, Verb.CLOSE_FORM, inputs=TYPED)

    assert await parlour.saved() == []
    assert str(TYPED["comment"]) not in text(await parlour.say("maja", "läge"))
    assert str(TYPED["comment"]) not in said((await parlour.list_of("amina")).content)

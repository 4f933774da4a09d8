"""Answering: saved once, truthfully receipted, and never for somebody else."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cards.verbs import Verb
from dialogs.saving import AFTER_A_PRESS
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import after, said, typed

AFTER_AMINAS_RETURN = datetime(2023, 9, 18, 8, tzinfo=UTC)


async def test_unchanged_saves_what_was_said_last_time(on_each: Parlour) -> None:
    reply = await on_each.press("karin", await on_each.list_of("karin"), Verb.REPEAT_ANSWER)

    assert await on_each.saved() == [(on_each.plan.solar_roofs, "Två av fem tak är klara.", True)]
    assert "1 av 2" in text(reply)
    assert "Oförändrat" in text(reply)
    assert on_each.woken == 1


async def test_a_form_opens_with_what_was_said_last_time(parlour: Parlour) -> None:
    form = card(await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM))

    assert typed(form.content)["progress"] == "on_track"
    assert typed(form.content)["comment"] == "Två av fem tak är klara."


async def test_a_saved_form_comes_back_as_the_list_with_a_receipt(on_each: Parlour) -> None:
    form = await on_each.press("karin", await on_each.list_of("karin"), Verb.OPEN_FORM)

    reply = await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert await on_each.saved() == [(on_each.plan.solar_roofs, "Tre av fem tak är klara.", False)]
    assert "Tre av fem tak är klara." in text(reply)
    assert "Karin Ek" in text(reply)


async def test_an_answer_can_be_changed_until_the_round_closes(parlour: Parlour) -> None:
    first = await parlour.press("karin", await parlour.list_of("karin"), Verb.REPEAT_ANSWER)
    form = await parlour.press("karin", first, Verb.OPEN_FORM, nth=1)

    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert [comment for _, comment, _ in await parlour.saved()] == [
        "Två av fem tak är klara.",
        "Tre av fem tak är klara.",
    ]


@pytest.mark.parametrize("verb", [Verb.REPEAT_ANSWER, Verb.SAVE_ANSWER])
async def test_a_double_click_is_one_answer_with_the_same_receipt(on_each: Parlour, verb: Verb) -> None:
    shown = await on_each.list_of("karin")
    pressed = shown if verb is Verb.REPEAT_ANSWER else await on_each.press("karin", shown, Verb.OPEN_FORM)

    replies = await asyncio.gather(*(on_each.press("karin", pressed, verb) for _ in range(3)))

    assert len(await on_each.saved()) == 1
    assert len({text(reply) for reply in replies}) == 1
    assert "1 av 2" in text(replies[0])


async def test_an_edited_form_sent_again_is_not_taken_for_a_double_click(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    reply = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "Nej, fyra."})
    assert typed(card(reply).content)["comment"] == "Nej, fyra."
    assert "inte sparat" in text(reply)

    await parlour.press("karin", reply, Verb.SAVE_ANSWER)

    assert [comment for _, comment, _ in await parlour.saved()] == ["Tre av fem tak är klara.", "Nej, fyra."]


async def test_unchanged_on_an_old_card_changes_nothing_and_says_so(parlour: Parlour) -> None:
    old = await parlour.list_of("karin")
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)
    before = await parlour.everything()

    reply = await parlour.press("karin", old, Verb.REPEAT_ANSWER)

    assert "1.1 har redan ett svar" in text(reply)
    assert await parlour.everything() == before


async def test_a_form_opened_from_an_old_card_is_no_conflict_with_oneself(parlour: Parlour) -> None:
    old = await parlour.list_of("karin")
    await parlour.press("karin", old, Verb.REPEAT_ANSWER)

    form = await parlour.press("karin", old, Verb.OPEN_FORM)
    reply = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert "Tre av fem tak är klara." in text(reply)
    assert len(await parlour.saved()) == 2


async def test_unchanged_needs_something_to_repeat(parlour: Parlour) -> None:
    before = await parlour.everything()

    reply = await parlour.send("karin", Verb.REPEAT_ANSWER, parlour.about(item=parlour.plan.charging))

    assert "1.2" in text(reply)
    assert await parlour.everything() == before


@pytest.mark.parametrize(
    ("field", "wrong", "fault"),
    [
        ("progress", "", "Välj hur det går."),
        ("progress", "splendid", "Välj"),
        ("percent_other", "mycket", "Skriv ett helt tal mellan 0 och 100."),
        ("percent_other", "101", "Skriv ett helt tal mellan 0 och 100."),
        ("comment", "x" * 1001, "Du skrev 1\u00a0001 av högst 1\u00a0000 tecken."),
        ("next_step", "x" * 501, "Du skrev 501 av högst 500 tecken."),
        ("evidence", "javascript:alert(1)", "Skriv en webbadress"),
        ("obstacle_kind", "bad_luck", "Välj"),
    ],
)
async def test_a_fault_is_told_at_its_field_with_everything_that_was_typed(
    parlour: Parlour, field: str, wrong: str, fault: str
) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    before = await parlour.everything(but="draft")
    filled = {**FORM, "next_step": "Boka lift.", field: wrong}

    reply = card(await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=filled))

    assert fault in said(after(reply.content, field))
    kept, same = typed(reply.content), {*filled} - {field, "percent"}
    assert {name: kept[name] for name in same} == {name: filled[name] for name in same}
    assert await parlour.everything(but="draft") == before


async def test_a_delay_without_a_reason_is_asked_for_one(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)

    reply = card(await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={"progress": "delayed"}))

    assert "Välj" in said(after(reply.content, "obstacle_kind"))
    assert "Berätta kort" in said(after(reply.content, "obstacle_text"))
    assert "Välj när" in said(after(reply.content, "new_end"))
    assert await parlour.saved() == []


async def test_a_corrected_form_is_saved(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    faulty = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "percent_other": "sextio"})

    await parlour.press("karin", faulty, Verb.SAVE_ANSWER, inputs={"percent_other": "60 %"})

    assert await parlour.saved() == [(parlour.plan.solar_roofs, "Tre av fem tak är klara.", False)]


async def test_who_writes_while_a_co_owner_answers_is_told_and_may_insist(on_each: Parlour) -> None:
    plan = on_each.plan
    async with on_each.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)
    form = await on_each.press("karin", await on_each.list_of("karin"), Verb.OPEN_FORM)
    await on_each.press("johan", await on_each.list_of("johan"), Verb.REPEAT_ANSWER)

    told = await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)
    assert "Johan Åkerlund svarade" in text(told)
    assert typed(card(told).content)["comment"] == FORM["comment"]
    assert len(await on_each.saved()) == 1

    await on_each.press("karin", told, Verb.SAVE_ANSWER)

    assert [row[1] for row in await on_each.saved()] == ["Två av fem tak är klara.", FORM["comment"]]


async def test_the_message_that_was_pressed_is_redrawn_for_other_devices(parlour: Parlour) -> None:
    contact = replace(parlour.contact("karin"))
    message_id = await parlour.messenger.send(contact, await parlour.list_of("karin"))

    await parlour.press("karin", await parlour.list_of("karin"), Verb.REPEAT_ANSWER, message_id=message_id)
    parlour.at += AFTER_A_PRESS
    await parlour.deliver()

    [shown] = parlour.came("karin")
    assert not isinstance(shown, str)
    assert "1 av 2" in said(shown.content)

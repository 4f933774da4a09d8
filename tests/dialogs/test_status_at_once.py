"""The form when several press at once: co-owners, two devices, and somebody who presses twice."""

import asyncio

from cards.verbs import Verb
from dialogs.turn import Reply
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import typed
from tests.stored import answers


async def open_form(parlour: Parlour, name: str = "karin", message_id: str = "m1") -> Reply:
    return await parlour.send(name, Verb.OPEN_FORM, parlour.about(), message_id=message_id)


async def test_of_two_co_owners_who_save_at_once_one_is_told_who_was_first(on_each: Parlour) -> None:
    plan = on_each.plan
    async with on_each.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)
    forms = {name: await open_form(on_each, name) for name in ("karin", "johan")}

    replies = await asyncio.gather(
        *(
            on_each.press(name, form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": name}, message_id="m1")
            for name, form in forms.items()
        )
    )

    [(_, first, _)] = await on_each.saved()
    late = next(reply for reply, name in zip(replies, forms, strict=True) if name != first)
    assert "svarade tisdag 22 augusti kl. 09.00, medan du skrev" in text(late)
    assert typed(card(late).content)["comment"] != first


async def test_pressing_save_anyway_twice_is_one_answer(on_each: Parlour) -> None:
    form = await open_form(on_each)
    asked = await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "ok"})

    await asyncio.gather(*(on_each.press("karin", asked, Verb.SAVE_ANSWER) for _ in range(3)))

    assert len(await on_each.saved()) == 1


async def test_saving_on_one_device_and_going_back_on_another_saves_once(on_each: Parlour) -> None:
    forms = [await open_form(on_each, message_id=message_id) for message_id in ("m1", "m2")]

    await asyncio.gather(
        on_each.press("karin", forms[0], Verb.SAVE_ANSWER, inputs=FORM, message_id="m1"),
        on_each.press("karin", forms[1], Verb.CLOSE_FORM, inputs={**FORM, "comment": "x"}, message_id="m2"),
        on_each.send("karin", Verb.DISCARD_DRAFT, on_each.about(), message_id="m2"),
        on_each.press("karin", forms[0], Verb.SHOW_HISTORY, inputs=FORM, message_id="m1"),
    )

    assert [row[1] for row in await on_each.saved()] == [FORM["comment"]]


async def test_who_answers_on_another_device_meanwhile_is_told_that_it_was_they(on_each: Parlour) -> None:
    form = await open_form(on_each)
    await on_each.press("karin", await on_each.list_of("karin"), Verb.REPEAT_ANSWER)

    told = await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)
    assert "Du svarade tisdag 22 augusti kl. 09.00. Det du har skrivit här är inte sparat än." in text(told)

    await on_each.press("karin", told, Verb.SAVE_ANSWER)

    rows = await answers(on_each.database, on_each.plan.tenant_id)
    assert [(row.comment, row.unchanged) for row in rows][-2:] == [
        ("Två av fem tak är klara.", True),
        (FORM["comment"], False),
    ]

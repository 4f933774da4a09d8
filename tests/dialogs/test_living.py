"""Where a list stands in a chat, and what stands in its place while somebody writes."""

import asyncio
from datetime import timedelta

import pytest

from cards.verbs import Verb
from dialogs.turn import CardSubmitted, Reply, Sender, Show, TextSaid
from domain.reminders import ReminderDecision, ReminderKind
from storage import living
from storage import reminders as reminder_store
from tests.dialogs.parlour import FORM, Parlour, card
from tests.plans import add_co_owner

MESSAGE = "message-1"


async def said(parlour: Parlour, name: str, message_id: str) -> Show:
    """The person's list, asked for in words and posted in that message."""
    contact = parlour.contact(name)
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name=name)
    incoming = TextSaid(sender=sender, contact=contact, text="mina aktiviteter")
    reply = await parlour.router.answer(incoming)
    assert isinstance(reply, Show)
    await parlour.router.said(incoming, reply, message_id)
    return reply


async def living_of(parlour: Parlour, name: str) -> list[living.LivingMessage]:
    plan = parlour.plan
    async with parlour.database.reading(plan.tenant_id) as session:
        return await living.of(session, plan.follow_up_round_id, [plan.person_id(name)])


async def is_occupied(parlour: Parlour) -> bool:
    [message] = await living_of(parlour, "karin")
    return message.occupied_until is not None and message.occupied_until > parlour.at


async def pressed(parlour: Parlour, shown: Reply, verb: Verb) -> Reply:
    return await parlour.press("karin", shown, verb, message_id=MESSAGE)


async def test_a_list_that_was_asked_for_is_the_living_one(on_each: Parlour) -> None:
    await said(on_each, "karin", MESSAGE)

    [message] = await living_of(on_each, "karin")
    assert (message.recipient_id, message.message_id) == (on_each.plan.karin, MESSAGE)


async def test_asking_again_asks_for_the_former_to_be_redrawn(on_each: Parlour) -> None:
    await said(on_each, "karin", MESSAGE)
    on_each.at += timedelta(minutes=1)
    await said(on_each, "karin", "message-2")

    assert [each.message_id for each in await living_of(on_each, "karin")] == ["message-2"]
    assert on_each.woken == 1


async def test_an_answer_that_is_no_list_is_noted_nowhere(parlour: Parlour) -> None:
    contact = parlour.contact("karin")
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Karin")
    incoming = TextSaid(sender=sender, contact=contact, text="hjälp")
    before = await parlour.everything()

    await parlour.router.said(incoming, await parlour.router.answer(incoming), MESSAGE)

    assert await parlour.everything() == before


async def test_a_list_behind_a_button_takes_no_newer_ones_place(parlour: Parlour) -> None:
    await said(parlour, "karin", MESSAGE)
    contact = parlour.contact("karin")
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Karin")
    incoming = CardSubmitted(
        sender=sender, contact=contact, verb=Verb.MY_ACTIVITIES, data={}, message_id="the-welcome"
    )

    await parlour.router.said(incoming, await parlour.router.answer(incoming), "the-welcome")

    assert [each.message_id for each in await living_of(parlour, "karin")] == [MESSAGE]


@pytest.mark.parametrize("verb", [Verb.ASK_MORE_TIME, Verb.ASK_ABSENCE])
async def test_a_message_in_which_somebody_writes_is_occupied_until_they_come_back(
    parlour: Parlour, verb: Verb
) -> None:
    shown = await said(parlour, "karin", MESSAGE)
    question = await pressed(parlour, shown, verb)
    meanwhile = await is_occupied(parlour)

    await pressed(parlour, question, Verb.SHOW_WORKLIST)

    assert (meanwhile, await is_occupied(parlour)) == (True, False)


async def test_turning_the_page_occupies_nothing(parlour: Parlour) -> None:
    await said(parlour, "karin", MESSAGE)

    await parlour.send("karin", Verb.SHOW_WORKLIST, parlour.about(), message_id=MESSAGE)

    assert not await is_occupied(parlour)


async def test_the_answer_form_is_held_by_its_draft_and_not_by_the_clock(parlour: Parlour) -> None:
    shown = await said(parlour, "karin", MESSAGE)
    form = await pressed(parlour, shown, Verb.OPEN_FORM)

    assert not await is_occupied(parlour)
    saved = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM, message_id=MESSAGE)
    assert card(saved)


async def test_answers_and_reminders_that_arrive_at_once_never_wait_for_each_other_in_a_circle(
    on_each: Parlour,
) -> None:
    plan = on_each.plan
    async with on_each.database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.solar_roofs, plan.johan)
    for number in range(6):
        on_each.at += timedelta(minutes=1)
        await remind(on_each, f"nudge:{number}")
        answers = [
            on_each.send("karin", Verb.SAVE_ANSWER, on_each.about(**FORM, based=number, once=f"{number}"))
            for _ in range(2)
        ]
        await asyncio.gather(on_each.deliver(), said(on_each, "karin", f"said-{number}"), *answers)
    on_each.at += timedelta(minutes=1)
    await on_each.deliver()

    assert len(await living_of(on_each, "karin")) == 1
    assert len(await living_of(on_each, "johan")) == 1


async def remind(parlour: Parlour, key: str) -> None:
    plan = parlour.plan
    decisions = [
        ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.NUDGE, not_before=parlour.at)
        for person_id in (plan.karin, plan.johan)
    ]
    async with parlour.database.writing(plan.tenant_id) as session:
        await reminder_store.put(session, plan.follow_up_round_id, decisions, parlour.at)

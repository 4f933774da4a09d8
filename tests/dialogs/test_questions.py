"""“Fråga ansvarig”: what is asked, who gets it, and what comes back."""

import asyncio
from datetime import timedelta

import pytest

from cards.card import JsonValue
from cards.question.payloads import OWN_WORDS, READY, REPLY
from cards.verbs import Verb
from dialogs.turn import Refuse
from domain.contact import ContactState
from domain.matters import LONGEST_REASON
from domain.questions import ReadyMade
from storage import contacts as contact_store
from tests import plans
from tests.cards.gallery import buttons
from tests.dialogs.matters import ask_to_take_over, deeds, leave, matters_of, newest
from tests.dialogs.parlour import Parlour, card, text
from tests.dialogs.questions import WHAT, ask, form_for, reply_of, tick
from tests.shown import said


async def test_the_director_asks_and_the_reply_comes_to_the_chat(on_each: Parlour) -> None:
    back = await ask(on_each, ready=ReadyMade.HOW)
    await on_each.deliver()
    question = said(newest(on_each, "karin").content)
    receipt = await reply_of(on_each, "karin", "Då tar vi nästa tak först.")
    await on_each.deliver()
    answer = said(newest(on_each, "henrik").content)

    assert "Frågan går till Karin Ek direkt." in text(back)
    assert f"Fråga från Henrik Norling 22 aug: Hur går det? {WHAT}" in text(back)
    assert "Henrik Norling har en fråga till dig" in question
    assert "Hur går det? " + WHAT in question
    assert "Två av fem tak är klara." in question
    assert "Du har svarat Henrik Norling" in text(receipt)
    assert "Karin Ek har svarat på din fråga" in answer
    assert "Då tar vi nästa tak först." in answer
    assert "Du har svarat Henrik Norling" in said(newest(on_each, "karin").content)
    assert [each for each in await deeds(on_each) if each.startswith("question.")] == [
        "question.asked",
        "question.replied",
    ]


async def test_before_it_is_sent_one_reads_who_gets_it_and_when(parlour: Parlour) -> None:
    parlour.at += timedelta(hours=12)

    shown = text(await form_for(parlour, about=parlour.plan.meals))

    assert "Frågan går till Johan Åkerlund onsdag 23 augusti kl. 07.00." in shown
    assert "Amina Yusuf är borta till och med fredag 15 september. Johan Åkerlund är ersättare." in shown


async def test_the_form_and_the_receipt_lead_back_to_exactly_where_one_was(parlour: Parlour) -> None:
    deviations = await parlour.send("henrik", Verb.SHOW_SUMMARY, {"round": parlour.plan.follow_up_round_id})
    shown = await parlour.press("henrik", deviations, Verb.LOOK_IN_SUMMARY, nth=1)
    rows = await parlour.press("henrik", shown, Verb.LOOK_IN_SUMMARY)
    form = await parlour.press("henrik", rows, Verb.ASK_QUESTION)

    back = await parlour.press("henrik", form, Verb.LOOK_IN_SUMMARY)
    sent = await parlour.press("henrik", form, Verb.SEND_QUESTION, inputs={OWN_WORDS: WHAT})

    assert text(back) == text(rows)
    assert buttons(card(sent))["Tillbaka"] == buttons(card(rows))["Tillbaka"]
    assert WHAT in text(sent)


async def test_pressing_send_twice_or_at_once_asks_once(on_each: Parlour) -> None:
    form = await form_for(on_each)
    inputs = {OWN_WORDS: WHAT}

    replies = await asyncio.gather(
        *(on_each.press("henrik", form, Verb.SEND_QUESTION, inputs=inputs) for _ in range(3))
    )
    await on_each.deliver()

    assert all("Frågan går till Karin Ek direkt." in text(reply) for reply in replies)
    assert len(await matters_of(on_each)) == 1
    assert len(on_each.came("karin")) == 1


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", "Välj en fråga, eller skriv en egen."),
        ("å" * (LONGEST_REASON + 1), "Korta texten till högst 500 tecken."),
    ],
)
async def test_what_is_wrong_comes_back_with_what_was_typed(
    parlour: Parlour, written: str, fault: str
) -> None:
    form = await form_for(parlour)
    inputs = {OWN_WORDS: written, READY: "something else"}

    again = await parlour.press("henrik", form, Verb.SEND_QUESTION, inputs=inputs)

    assert fault in text(again)
    assert written in text(again)
    assert await matters_of(parlour) == []


async def test_a_personal_number_is_pointed_out_once_and_may_be_sent(parlour: Parlour) -> None:
    form = await form_for(parlour)

    doubted = await parlour.press(
        "henrik", form, Verb.SEND_QUESTION, inputs={OWN_WORDS: "Gäller det 19121212-1212?"}
    )
    asked_before = len(await matters_of(parlour))
    await parlour.press("henrik", doubted, Verb.SEND_QUESTION)
    await parlour.deliver()
    warned = await reply_of(parlour, "karin", "Ring mig på 070-174 06 05.")
    await parlour.press("karin", warned, Verb.REPLY_QUESTION)

    assert "Något i texten ser ut som ett personnummer." in text(doubted)
    assert asked_before == 0
    assert "Något i texten ser ut som ett telefonnummer." in text(warned)
    assert [each.reply for each in await matters_of(parlour)] == ["Ring mig på 070-174 06 05."]


@pytest.mark.parametrize(
    "written", ['"},{"type":"Action.OpenUrl"', "**[a](http://ond.example)**", "{name}\n# x"]
)
async def test_whatever_is_written_is_read_as_it_was_written(parlour: Parlour, written: str) -> None:
    await ask(parlour, text=written)
    await parlour.deliver()
    await reply_of(parlour, "karin", written)
    await parlour.deliver()

    assert written in said(newest(parlour, "karin").content)
    assert said(newest(parlour, "henrik").content).count(written) == 2


@pytest.mark.parametrize("verb", [Verb.ASK_QUESTION, Verb.SEND_QUESTION])
async def test_only_those_who_read_the_summary_ask(parlour: Parlour, verb: Verb) -> None:
    form = card(await form_for(parlour))
    data = buttons(form)["Skicka frågan"]["data"]
    assert isinstance(data, dict)

    refused = await parlour.send("amina", verb, {**data, OWN_WORDS: WHAT})

    assert isinstance(refused, Refuse)
    assert await matters_of(parlour) == []
    assert await deeds(parlour) == ["role.refused"]


async def test_nobody_asks_about_what_is_their_own_or_has_left_the_plan(parlour: Parlour) -> None:
    form = await form_for(parlour)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.add_co_owner(session, parlour.plan.solar_roofs, parlour.plan.henrik)
    own = await parlour.press("henrik", form, Verb.SEND_QUESTION, inputs={OWN_WORDS: WHAT})
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.take_out(session, parlour.plan.solar_roofs)
    gone = await parlour.press("henrik", form, Verb.SEND_QUESTION, inputs={OWN_WORDS: WHAT})

    assert text(own) == "Du ansvarar själv för den aktiviteten."
    assert text(gone) == "Den aktiviteten finns inte i planen längre."
    assert await matters_of(parlour) == []


async def test_the_list_has_one_s_own_first_and_the_unanswered_before_the_others(parlour: Parlour) -> None:
    for by, what in (("maja", "Majas fråga"), ("henrik", "Första frågan"), ("henrik", "Andra frågan")):
        await ask(parlour, by=by, text=what)
        parlour.at += timedelta(minutes=1)
    await parlour.deliver()
    await reply_of(parlour, "karin", "Så här.")

    shown = text(await parlour.say("henrik", "frågor"))

    order = [shown.index(each) for each in ("Första frågan", "Andra frågan", "Majas fråga")]
    assert order == sorted(order)
    assert "Så här." in shown


async def test_the_summary_counts_what_is_unanswered_and_leads_there(parlour: Parlour) -> None:
    before = text(await parlour.say("henrik", "sammanställning"))
    await ask(parlour)

    front = await parlour.say("henrik", "sammanställning")
    listed = await parlour.press("henrik", front, Verb.SHOW_QUESTIONS)
    back = await parlour.press("henrik", listed, Verb.LOOK_IN_SUMMARY)

    assert "Obesvarade frågor" not in before
    assert "Obesvarade frågor (1)" in text(front)
    assert WHAT in text(listed)
    assert text(back) == text(front)


async def test_an_owner_replies_from_their_own_list_of_questions(parlour: Parlour) -> None:
    await ask(parlour)
    listed = await parlour.say("karin", "frågor")

    question = await parlour.press("karin", listed, Verb.SHOW_QUESTION)
    receipt = await parlour.press("karin", question, Verb.REPLY_QUESTION, inputs={REPLY: "Ja."})
    back = await parlour.press("karin", receipt, Verb.SHOW_QUESTIONS)

    assert "Du har svarat Henrik Norling" in text(receipt)
    assert "Svar från Karin Ek 22 aug: Ja." in text(back)
    assert "No questions" in text(await parlour.say("amina", "questions"))


async def test_who_cannot_be_reached_is_told_before_and_after_and_a_strategist_replies(
    parlour: Parlour,
) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await contact_store.set_state(
            session, plans.contact_of(parlour.plan, "karin"), ContactState.UNINSTALLED, parlour.at
        )
    form = text(await form_for(parlour))
    await ask(parlour)
    await parlour.deliver()
    await tick(parlour)
    await parlour.deliver()
    told = said(newest(parlour, "henrik").content)

    todo = await parlour.say("maja", "att göra")
    opened = await parlour.press("maja", todo, Verb.SHOW_TODO)
    done = await parlour.press("maja", opened, Verb.REPLY_QUESTION, inputs={REPLY: "Hon är ledig."})
    await parlour.deliver()

    assert "Karin Ek går inte att nå i Teams." in form
    assert "Frågan går till miljökontoret i stället." in form
    assert "Karin Ek gick inte att nå" in told
    assert "Karin Ek gick inte att nå med en fråga från Henrik Norling" in text(todo)
    assert "Inget väntar på dig" in text(done)
    assert "Maja Strand har svarat på din fråga" in said(newest(parlour, "henrik").content)


async def test_an_owner_who_has_left_the_plan_does_not_keep_a_question_waiting(parlour: Parlour) -> None:
    await ask(parlour)
    await leave(parlour, "karin")

    await tick(parlour)

    assert [each.state for each in await matters_of(parlour)] == ["with_strategist"]


@pytest.mark.parametrize(
    ("changed", "said_to_be"),
    [
        ({"round": 999}, "Den uppföljningen finns inte längre."),
        ({"ask": 999}, "Den aktiviteten finns inte i planen längre."),
        ({"stop": "nowhere::0"}, "Det kortet går inte att använda längre."),
        ({"ask": "1; DROP TABLE matter"}, "Det kortet går inte att använda längre."),
        ({"own_words": {"a": []}}, "Det kortet går inte att använda längre."),
    ],
)
async def test_what_no_card_of_ours_sends_asks_nothing(
    parlour: Parlour, changed: dict[str, JsonValue], said_to_be: str
) -> None:
    data = buttons(card(await form_for(parlour)))["Skicka frågan"]["data"]
    assert isinstance(data, dict)

    refused = await parlour.send("henrik", Verb.SEND_QUESTION, {**data, OWN_WORDS: WHAT, **changed})

    assert isinstance(refused, Refuse)
    assert said_to_be in refused.text
    assert await matters_of(parlour) == []


async def test_a_matter_of_another_kind_takes_no_reply(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    [matter] = await matters_of(parlour)

    refused = await parlour.send("johan", Verb.REPLY_QUESTION, {"matter": matter.id or 0, REPLY: "Ja."})

    assert isinstance(refused, Refuse)
    assert [each.reply for each in await matters_of(parlour)] == [""]

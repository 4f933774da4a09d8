"""The reply to a question: who may give it, that one counts, and a question that is taken back."""

import asyncio
from datetime import timedelta

import pytest

from cards.question.payloads import REPLY
from cards.verbs import Verb
from dialogs.turn import Refuse
from domain.questions import LONGEST_REPLY
from tests import plans
from tests.dialogs.matters import deeds, heard, matters_of, newest
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.questions import WHAT, ask, reply_of
from tests.shown import said


async def test_a_closed_round_can_be_asked_about_and_takes_no_new_answer(parlour: Parlour) -> None:
    await parlour.close()
    parlour.at += timedelta(days=1)
    await ask(parlour)
    await parlour.deliver()

    receipt = await reply_of(parlour, "karin", "Ja.")

    assert "Du har svarat Henrik Norling" in text(receipt)
    assert "Ändra läget" not in text(receipt)
    assert "Lämna läget" not in text(receipt)


async def test_the_reply_leads_on_to_the_answer_and_stands_in_its_history(parlour: Parlour) -> None:
    await ask(parlour)
    await parlour.deliver()
    receipt = await reply_of(parlour, "karin", "Vi börjar om med upphandlingen.")

    form = await parlour.press("karin", receipt, Verb.OPEN_FORM, message_id="m1")
    history = text(await parlour.press("karin", form, Verb.SHOW_HISTORY))

    assert "1.1 Solceller på fem skoltak" in text(form)
    assert "Vi börjar om med upphandlingen." in history
    assert history.index(WHAT) < history.index("Två av fem tak är klara.")


async def test_a_deputy_is_asked_and_replies_in_the_place_of_who_is_away(parlour: Parlour) -> None:
    await ask(parlour, about=parlour.plan.meals)
    await parlour.deliver()
    question = said(newest(parlour, "johan").content)

    await reply_of(parlour, "johan", "Det blir klart i oktober.")
    await parlour.deliver()

    assert "Du är ersättare för Amina Yusuf." in question
    assert "Johan Åkerlund har svarat på din fråga" in said(newest(parlour, "henrik").content)
    assert "Du har svarat Henrik Norling" in said(newest(parlour, "johan").content)
    assert parlour.came("amina") == []


async def test_of_two_who_share_it_the_first_reply_counts_and_the_other_s_text_is_given_back(
    on_each: Parlour,
) -> None:
    async with on_each.database.writing(on_each.plan.tenant_id) as session:
        await plans.add_co_owner(session, on_each.plan.solar_roofs, on_each.plan.johan)
    await ask(on_each)
    await on_each.deliver()

    both = await asyncio.gather(
        reply_of(on_each, "karin", "Karins svar"), reply_of(on_each, "johan", "Johans svar")
    )
    await on_each.deliver()

    [kept] = [each.reply for each in await matters_of(on_each)]
    first, second = both if kept == "Karins svar" else both[::-1]
    assert "Du har svarat Henrik Norling" in text(first)
    assert "har svarat Henrik Norling" in text(second)
    assert "Det du skrev" in text(second)
    assert len(on_each.came("henrik")) == 1
    assert all("har svarat Henrik Norling" in heard(on_each, name) for name in ("karin", "johan"))


async def test_a_reply_and_a_withdrawal_at_once_leave_one_of_them(on_each: Parlour) -> None:
    await ask(on_each)
    await on_each.deliver()
    listed = await on_each.say("henrik", "frågor")

    await asyncio.gather(
        reply_of(on_each, "karin", "Ja."), on_each.press("henrik", listed, Verb.WITHDRAW_QUESTION)
    )
    await on_each.deliver()

    [state] = [each.state for each in await matters_of(on_each)]
    done = [each for each in await deeds(on_each) if each.startswith("question.")]
    assert done == ["question.asked", f"question.{state}"]
    assert len(on_each.came("henrik")) == (1 if state == "replied" else 0)


async def test_what_has_been_taken_back_says_so_and_takes_no_reply(parlour: Parlour) -> None:
    await ask(parlour)
    await parlour.deliver()
    question = newest(parlour, "karin")
    await parlour.press("henrik", await parlour.say("henrik", "frågor"), Verb.WITHDRAW_QUESTION)
    await parlour.deliver()

    late = await parlour.press("karin", question, Verb.REPLY_QUESTION, inputs={REPLY: "Ja."})

    assert "Henrik Norling har tagit tillbaka frågan" in said(newest(parlour, "karin").content)
    assert "Henrik Norling har tagit tillbaka frågan" in text(late)
    assert "Ja." in text(late)
    assert parlour.came("henrik") == []


async def test_a_question_that_was_taken_back_before_it_went_out_never_does(parlour: Parlour) -> None:
    await ask(parlour)
    await parlour.press("henrik", await parlour.say("henrik", "frågor"), Verb.WITHDRAW_QUESTION)
    await parlour.deliver()

    assert parlour.came("karin") == []
    assert "Inga frågor" in text(await parlour.say("karin", "frågor"))


@pytest.mark.parametrize("written", ["", "å" * (LONGEST_REPLY + 1)])
async def test_a_reply_that_cannot_be_sent_comes_back_as_it_was_typed(parlour: Parlour, written: str) -> None:
    await ask(parlour)
    await parlour.deliver()

    again = await reply_of(parlour, "karin", written)

    assert ("Skriv ett svar." if not written else "Korta texten till högst") in text(again)
    assert written in text(again)
    assert [each.state for each in await matters_of(parlour)] == ["asked"]


@pytest.mark.parametrize("verb", [Verb.SHOW_QUESTION, Verb.REPLY_QUESTION, Verb.WITHDRAW_QUESTION])
@pytest.mark.parametrize("name", ["johan", "henrik"])
async def test_somebody_without_a_part_in_it_is_refused_and_that_is_noted(
    parlour: Parlour, verb: Verb, name: str
) -> None:
    await ask(parlour, by="maja")
    [matter] = await matters_of(parlour)

    refused = await parlour.send(name, verb, {"matter": matter.id or 0, REPLY: "Ja."})

    assert isinstance(refused, Refuse)
    assert (await deeds(parlour))[-1] == "role.refused"
    assert [each.state for each in await matters_of(parlour)] == ["asked"]

"""“Inte mitt längre”: who may ask, who may be asked, and taking the question back."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from cards.verbs import Verb
from dialogs.turn import Refuse, Replace
from domain.rounds import RoundState
from storage.tables import PersonRow
from tests import plans
from tests.dialogs.matters import (
    WHY,
    ask_to_take_over,
    heard,
    leave,
    matters_of,
    owner_of,
    question_to,
)
from tests.dialogs.parlour import Parlour, text
from tests.shown import said


async def test_the_owner_keeps_the_activity_until_the_other_has_said_yes(on_each: Parlour) -> None:
    asked = await ask_to_take_over(on_each)
    question = await question_to(on_each, "johan")

    assert "Frågan har gått till Johan Åkerlund. Du ansvarar tills Johan Åkerlund har tackat ja." in text(
        asked
    )
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.karin
    assert "Karin Ek föreslår att du tar över ansvaret." in said(question.content)
    assert "1.1 Solceller på fem skoltak" in said(question.content)
    assert "Två av fem tak är klara." in said(question.content)
    assert WHY in said(question.content)
    assert "Svara senast tisdag 29 augusti kl. 16.00." in said(question.content)


async def test_pressing_send_twice_or_at_once_asks_once(on_each: Parlour) -> None:
    form = await on_each.send("karin", Verb.ASK_HANDOVER, on_each.about())
    inputs = {"person": str(on_each.plan.johan), "why": WHY}

    replies = await asyncio.gather(
        *(on_each.press("karin", form, Verb.HAND_OVER, inputs=inputs) for _ in range(3))
    )
    await on_each.deliver()

    assert all("Frågan har gått till Johan Åkerlund" in text(reply) for reply in replies)
    assert len(await matters_of(on_each)) == 1
    assert len(on_each.came("johan")) == 1


async def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    nobody = await parlour.press("karin", form, Verb.HAND_OVER, inputs={"why": WHY})
    no_reason = await parlour.press(
        "karin", form, Verb.HAND_OVER, inputs={"person": str(parlour.plan.johan), "why": ""}
    )
    too_long = await parlour.press(
        "karin", form, Verb.HAND_OVER, inputs={"person": str(parlour.plan.johan), "why": "a" * 501}
    )

    assert "Välj en person." in text(nobody)
    assert WHY in text(nobody)
    assert "Berätta kort varför." in text(no_reason)
    assert str(parlour.plan.johan) in text(no_reason)
    assert "Korta texten till högst 500 tecken." in text(too_long)
    assert "a" * 501 in text(too_long)
    assert await matters_of(parlour) == []


@pytest.mark.parametrize("name", ["karin", "somebody who is not in the plan"])
async def test_only_somebody_else_in_the_plan_can_be_asked(parlour: Parlour, name: str) -> None:
    chosen = str(parlour.plan.karin) if name == "karin" else str(uuid4())
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    refused = await parlour.press("karin", form, Verb.HAND_OVER, inputs={"person": chosen, "why": WHY})

    expected = "Det går inte att välja Karin Ek" if name == "karin" else "Jag känner inte igen den personen."
    assert expected in text(refused)
    assert await matters_of(parlour) == []


async def test_a_hand_over_is_sent_by_choosing_a_close_colleague_and_nothing_more(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    asked = await parlour.press("karin", form, Verb.HAND_OVER, inputs={"near": str(parlour.plan.johan)})

    [matter] = await matters_of(parlour)
    assert "Frågan har gått till Johan Åkerlund." in text(asked)
    assert matter.reason == "Jag ansvarar inte längre för den här aktiviteten."


async def test_whoever_is_searched_for_goes_before_a_close_colleague(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())
    inputs = {"near": str(parlour.plan.johan), "person": str(parlour.plan.henrik)}

    asked = await parlour.press("karin", form, Verb.HAND_OVER, inputs=inputs)

    assert "Frågan har gått till Henrik Norling." in text(asked)


async def test_a_people_picker_may_name_the_user_of_entra(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())
    inputs = {"person": plans.entra_id("johan"), "why": WHY}

    asked = await parlour.press("karin", form, Verb.HAND_OVER, inputs=inputs)

    assert "Frågan har gått till Johan Åkerlund." in text(asked)


async def test_whoever_has_left_the_plan_cannot_be_asked(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())
    await leave(parlour, "johan")
    inputs = {"person": str(parlour.plan.johan), "why": WHY}

    refused = await parlour.press("karin", form, Verb.HAND_OVER, inputs=inputs)

    assert "finns inte i handlingsplanen" in text(refused)


async def test_a_deputy_asks_for_the_owner_who_is_told(parlour: Parlour) -> None:
    about = {"owner": parlour.plan.amina, "item": parlour.plan.meals}

    asked = await ask_to_take_over(parlour, by="johan", successor="henrik", about=about)
    question = await question_to(parlour, "henrik")

    assert "Amina Yusuf ansvarar tills Henrik Norling har tackat ja." in text(asked)
    assert "Johan Åkerlund föreslår att du tar över ansvaret efter Amina Yusuf." in said(question.content)
    assert "The question has been sent" in heard(parlour, "amina")


async def test_a_stranger_to_the_activity_can_neither_ask_nor_hand_over(parlour: Parlour) -> None:
    before = await parlour.everything(but="audit_event")
    inputs = {"person": str(parlour.plan.henrik), "why": WHY}

    asked = await parlour.send("johan", Verb.ASK_HANDOVER, parlour.about())
    handed = await parlour.send("johan", Verb.HAND_OVER, parlour.about(**inputs))

    assert isinstance(asked, Refuse)
    assert isinstance(handed, Refuse)
    assert await parlour.everything(but="audit_event") == before


async def test_a_co_owner_is_told_who_can_hand_it_over(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.add_co_owner(session, parlour.plan.solar_roofs, parlour.plan.johan)

    asked = await parlour.send("johan", Verb.ASK_HANDOVER, parlour.about(owner=parlour.plan.johan))

    assert "Karin Ek ansvarar och kan lämna över den." in text(asked)


async def test_a_question_that_is_taken_back_can_no_longer_be_answered(on_each: Parlour) -> None:
    await ask_to_take_over(on_each)
    question = await question_to(on_each, "johan")
    standing = await on_each.send("karin", Verb.ASK_HANDOVER, on_each.about())

    taken_back = await on_each.press("karin", standing, Verb.WITHDRAW_HANDOVER)
    late = await on_each.press("johan", question, Verb.ACCEPT_HANDOVER)
    await on_each.deliver()

    assert "Frågan gäller inte längre" in text(taken_back)
    assert "Frågan gäller inte längre" in text(late)
    assert "Frågan gäller inte längre" in heard(on_each, "johan")
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.karin


async def test_a_question_taken_back_before_it_went_out_reaches_nobody(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    standing = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    await parlour.press("karin", standing, Verb.WITHDRAW_HANDOVER)
    await parlour.deliver()

    assert parlour.came("johan") == []


async def test_it_is_too_late_to_take_back_what_has_been_accepted(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    standing = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())
    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)

    late = await parlour.press("karin", standing, Verb.WITHDRAW_HANDOVER)

    assert "Johan Åkerlund har tagit över" in text(late)
    assert await owner_of(parlour, parlour.plan.solar_roofs) == parlour.plan.johan


async def test_in_a_closed_round_nothing_is_asked_and_what_was_typed_comes_back(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())
    await parlour.close()

    late = await parlour.press(
        "karin", form, Verb.HAND_OVER, inputs={"person": str(parlour.plan.johan), "why": WHY}
    )

    assert isinstance(late, Replace)
    assert "Uppföljningen stängde" in text(late)
    assert WHY in text(late)
    assert await matters_of(parlour) == []


async def test_somebody_without_the_app_is_given_up_like_any_message(parlour: Parlour) -> None:
    await parlour.remove("johan")
    await ask_to_take_over(parlour)

    await parlour.deliver()

    rows = (await parlour.everything())["delivery"]
    assert [row for row in rows if "given_up" in row and "not_installed" in row]


async def test_in_the_evening_the_question_waits_for_the_morning(parlour: Parlour) -> None:
    parlour.at += timedelta(hours=11)
    await ask_to_take_over(parlour)
    await parlour.deliver()
    in_the_evening = parlour.came("johan")

    parlour.at += timedelta(hours=12)
    await parlour.deliver()

    assert in_the_evening == []
    assert len(parlour.came("johan")) == 1


async def test_with_many_people_one_can_search(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        for number in range(120):
            session.sql.add(
                PersonRow(
                    tenant_id=parlour.plan.tenant_id,
                    name=f"Person {number:03}",
                    email=f"person{number}@borlange.example",
                    org_unit_id=parlour.plan.company_id,
                )
            )
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    searched = await parlour.press(
        "karin", form, Verb.ASK_HANDOVER, inputs={"search": "person 119", "why": WHY}
    )

    assert "Person 119" not in text(form)
    assert "Person 119 · Tunabyggen" in text(searched)
    assert "Person 118" not in text(searched)
    assert WHY in text(searched)


async def test_a_planned_round_takes_no_questions(planned: Parlour) -> None:
    asked = await planned.send("karin", Verb.ASK_HANDOVER, planned.about())

    assert planned.plan.follow_up_round.state is RoundState.OPEN
    assert "har inte öppnat" in text(asked)


async def test_whoever_would_not_answer_soon_is_marked_in_the_list(parlour: Parlour) -> None:
    await parlour.remove("henrik")

    form = text(await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about()))

    assert "Amina Yusuf · Tunabyggen · borta till 15 sep" in form
    assert "Henrik Norling · Sektor samhällsbyggnad · kan inte nås i Teams" in form
    assert "Johan Åkerlund · Tunabyggen\n" in form

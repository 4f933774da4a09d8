"""“Inte mitt längre”: the owner asks somebody, who says yes or no; one outcome, and everybody is told it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col

from cards.payloads import Verb
from dialogs.turn import Refuse, Replace
from domain.rounds import RoundState
from scheduler import reminders as scheduled
from storage.tables import PersonRow, PlanActivityRow
from tests import plans
from tests.dialogs.matters import (
    WHY,
    ask_to_take_over,
    co_owners_of,
    deeds,
    heard,
    leave,
    make_strategist,
    matters_of,
    newest,
    owner_of,
    question_to,
    roles_of,
    steps_noted,
)
from tests.dialogs.parlour import FORM, Parlour, card, text
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


async def test_a_yes_moves_the_activity_and_everybody_concerned_is_told(on_each: Parlour) -> None:
    await ask_to_take_over(on_each, successor="henrik")

    accepted = await on_each.press("henrik", await question_to(on_each, "henrik"), Verb.ACCEPT_HANDOVER)
    await on_each.deliver()

    plan = on_each.plan
    assert await owner_of(on_each, plan.solar_roofs) == plan.henrik
    assert "Nu ansvarar du" in text(accepted)
    assert "Svara senast tisdag 12 september." in text(accepted)
    assert "owner" in await roles_of(on_each, "henrik")
    assert "Henrik Norling har tagit över" in heard(on_each, "karin")
    assert "Henrik Norling har tagit över efter Karin Ek." in heard(on_each, "maja")
    assert "Solceller" in said((await on_each.list_of("henrik")).content)
    assert "Solceller" not in said((await on_each.list_of("karin")).content)
    assert "plan_activity.handed_over" in await deeds(on_each)


async def test_the_answers_go_along_with_the_activity(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)

    listed = said((await parlour.list_of("johan")).content)

    assert "Två av fem tak är klara." in listed


async def test_pressing_yes_twice_or_at_once_moves_it_once(on_each: Parlour) -> None:
    await ask_to_take_over(on_each)
    question = await question_to(on_each, "johan")

    replies = await asyncio.gather(
        *(on_each.press("johan", question, Verb.ACCEPT_HANDOVER) for _ in range(3))
    )

    assert {text(reply).splitlines()[0] for reply in replies} == {"Nu ansvarar du"}
    assert (await deeds(on_each)).count("plan_activity.handed_over") == 1


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


async def test_whoever_says_no_says_why_and_the_owner_and_the_strategist_are_told(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    question = await question_to(parlour, "johan")

    without = await parlour.press("johan", question, Verb.DECLINE_HANDOVER)
    declined = await parlour.press(
        "johan", without, Verb.DECLINE_HANDOVER, inputs={"why": "Jag slutar i september."}
    )
    await parlour.deliver()

    assert "Berätta kort varför." in text(without)
    assert "Du tackade nej" in text(declined)
    assert await owner_of(parlour, parlour.plan.solar_roofs) == parlour.plan.karin
    for name in ("karin", "maja"):
        assert "Jag slutar i september." in heard(parlour, name)
    assert "Du ansvarar fortfarande." in heard(parlour, "karin")


async def test_after_a_no_somebody_else_can_be_asked(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    no = {"why": "Jag hinner inte."}
    await parlour.press("johan", await question_to(parlour, "johan"), Verb.DECLINE_HANDOVER, inputs=no)

    again = await ask_to_take_over(parlour, successor="henrik")

    assert "Frågan har gått till Henrik Norling." in text(again)
    assert [row.state for row in await matters_of(parlour)] == ["declined", "asked"]


async def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_HANDOVER, parlour.about())

    nobody = await parlour.press("karin", form, Verb.HAND_OVER, inputs={"why": WHY})
    no_reason = await parlour.press("karin", form, Verb.HAND_OVER, inputs={"person": str(parlour.plan.johan)})
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

    expected = "Det går inte att välja Karin Ek" if name == "karin" else "finns inte i handlingsplanen"
    assert expected in text(refused)
    assert await matters_of(parlour) == []


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
    before = await parlour.everything()
    inputs = {"person": str(parlour.plan.henrik), "why": WHY}

    asked = await parlour.send("johan", Verb.ASK_HANDOVER, parlour.about())
    handed = await parlour.send("johan", Verb.HAND_OVER, parlour.about(**inputs))

    assert isinstance(asked, Refuse)
    assert isinstance(handed, Refuse)
    assert await parlour.everything() == before


async def test_a_co_owner_is_told_who_can_hand_it_over(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.add_co_owner(session, parlour.plan.solar_roofs, parlour.plan.johan)

    asked = await parlour.send("johan", Verb.ASK_HANDOVER, parlour.about(owner=parlour.plan.johan))

    assert "Karin Ek ansvarar och kan lämna över den." in text(asked)


async def test_nobody_but_whoever_was_asked_can_answer_the_question(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    question = await question_to(parlour, "johan")
    before = await parlour.everything()

    for name in ("karin", "henrik", "maja"):
        for verb in (Verb.ACCEPT_HANDOVER, Verb.DECLINE_HANDOVER):
            assert isinstance(await parlour.press(name, question, verb, inputs={"why": "Nej"}), Refuse)

    assert await parlour.everything() == before


@pytest.mark.parametrize("matter", [0, 999, "1 or 1=1", -1, None, [1]])
async def test_a_payload_of_any_shape_moves_nothing(parlour: Parlour, matter: object) -> None:
    before = await parlour.everything()

    for verb in (Verb.ACCEPT_HANDOVER, Verb.DECLINE_HANDOVER, Verb.WITHDRAW_HANDOVER):
        reply = await parlour.send("johan", verb, {"matter": matter, "decision": ""})  # type: ignore[dict-item]
        assert isinstance(reply, Refuse)

    assert await parlour.everything() == before


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


async def test_an_activity_that_got_another_owner_meanwhile_stays_with_that_one(on_each: Parlour) -> None:
    await ask_to_take_over(on_each)
    question = await question_to(on_each, "johan")
    async with on_each.database.writing(on_each.plan.tenant_id) as session:
        it = col(PlanActivityRow.id) == on_each.plan.solar_roofs
        await session.change(PlanActivityRow, it, owner_id=on_each.plan.henrik)

    late = await on_each.press("johan", question, Verb.ACCEPT_HANDOVER)

    assert "Frågan gäller inte längre" in text(late)
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.henrik


async def test_an_answer_meanwhile_counts_and_the_successor_reads_it(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    question = await question_to(parlour, "johan")
    accepted = await parlour.press("johan", question, Verb.ACCEPT_HANDOVER)

    assert "Tre av fem tak är klara." in said(question.content)
    assert "Den är redan besvarad i den här uppföljningen." in text(accepted)


async def test_the_former_owner_s_open_form_answers_truthfully(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)
    await ask_to_take_over(parlour)
    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)

    saved = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    assert "Inte längre ditt att svara på" in text(saved)
    assert await parlour.saved() == []


async def test_the_round_may_close_before_the_successor_says_yes(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    question = await question_to(parlour, "johan")
    await parlour.close()

    accepted = await parlour.press("johan", question, Verb.ACCEPT_HANDOVER)

    assert "Just nu pågår ingen uppföljning av den." in text(accepted)
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


async def test_a_successor_who_was_co_owner_is_the_only_one(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.add_co_owner(session, parlour.plan.solar_roofs, parlour.plan.johan)
    await ask_to_take_over(parlour)

    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)

    assert await co_owners_of(parlour, parlour.plan.solar_roofs) == set()


async def test_the_successor_gets_the_steps_to_come_and_not_the_one_that_has_been(parlour: Parlour) -> None:
    parlour.at += timedelta(hours=1)
    await ask_to_take_over(parlour, successor="henrik")
    await parlour.press("henrik", await question_to(parlour, "henrik"), Verb.ACCEPT_HANDOVER)

    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)
    now = await steps_noted(parlour, "henrik")
    parlour.at = plans.SECOND_STEP
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)
    await parlour.deliver()

    assert now == ["-15"]
    assert await steps_noted(parlour, "henrik") == ["-15", "-5"]
    assert "Solceller" in said(newest(parlour, "henrik").content)


async def test_the_former_owner_s_waiting_reminder_is_taken_back_when_nothing_is_left(
    parlour: Parlour,
) -> None:
    await ask_to_take_over(
        parlour,
        by="johan",
        successor="karin",
        about={"owner": parlour.plan.johan, "item": parlour.plan.travel},
    )
    question = await question_to(parlour, "karin")
    parlour.at = plans.SECOND_STEP
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)

    await parlour.press("karin", question, Verb.ACCEPT_HANDOVER)
    await parlour.deliver()

    assert not any("arbetsdagar kvar" in said(card(each).content) for each in parlour.came("johan"))  # type: ignore[arg-type]


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


async def test_every_strategist_is_told_once(parlour: Parlour) -> None:
    await make_strategist(parlour, "henrik")
    await ask_to_take_over(parlour)

    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)
    await parlour.deliver()

    assert heard(parlour, "maja").count("En aktivitet har fått ny ansvarig") == 1
    assert heard(parlour, "henrik").count("En aktivitet har fått ny ansvarig") == 1


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

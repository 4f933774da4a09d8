"""Whoever is asked to take over says yes or no: one outcome, and everybody concerned is told it."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import Refuse
from scheduler import reminders as scheduled
from storage.tables import PlanActivityRow
from tests import plans
from tests.dialogs.matters import (
    ask_to_take_over,
    co_owners_of,
    deeds,
    fates_of_reminders,
    heard,
    make_strategist,
    matters_of,
    newest,
    owner_of,
    question_to,
    roles_of,
    steps_noted,
    tick,
)
from tests.dialogs.parlour import FORM, Parlour, text
from tests.shown import said


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


async def test_nobody_but_whoever_was_asked_can_answer_the_question(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    question = await question_to(parlour, "johan")
    before = await parlour.everything(but="audit_event")

    for name in ("karin", "henrik", "maja"):
        for verb in (Verb.ACCEPT_HANDOVER, Verb.DECLINE_HANDOVER):
            assert isinstance(await parlour.press(name, question, verb, inputs={"why": "Nej"}), Refuse)

    assert await parlour.everything(but="audit_event") == before


@pytest.mark.parametrize("matter", [0, 999, "1 or 1=1", -1, None, [1]])
async def test_a_payload_of_any_shape_moves_nothing(parlour: Parlour, matter: object) -> None:
    before = await parlour.everything(but="audit_event")

    for verb in (Verb.ACCEPT_HANDOVER, Verb.DECLINE_HANDOVER, Verb.WITHDRAW_HANDOVER):
        reply = await parlour.send("johan", verb, {"matter": matter, "decision": ""})  # type: ignore[dict-item]
        assert isinstance(reply, Refuse)

    assert await parlour.everything(but="audit_event") == before


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
    travel = {"owner": parlour.plan.johan, "item": parlour.plan.travel}
    await ask_to_take_over(parlour, by="johan", successor="karin", about=travel)
    question = await question_to(parlour, "karin")
    parlour.at = plans.SECOND_STEP
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)
    before = await fates_of_reminders(parlour, "johan")

    await parlour.press("karin", question, Verb.ACCEPT_HANDOVER)

    assert before == ["waiting"]
    assert await fates_of_reminders(parlour, "johan") == ["not_wanted"]


async def test_every_strategist_is_told_once(parlour: Parlour) -> None:
    await make_strategist(parlour, "henrik")
    await ask_to_take_over(parlour)

    await parlour.press("johan", await question_to(parlour, "johan"), Verb.ACCEPT_HANDOVER)
    await parlour.deliver()

    assert heard(parlour, "maja").count("En aktivitet har fått ny ansvarig") == 1
    assert heard(parlour, "henrik").count("En aktivitet har fått ny ansvarig") == 1


async def test_an_answer_and_a_yes_at_the_same_time_both_get_a_true_reply(on_each: Parlour) -> None:
    form = await on_each.press("karin", await on_each.list_of("karin"), Verb.OPEN_FORM)
    await ask_to_take_over(on_each)
    question = await question_to(on_each, "johan")

    saved, accepted = await asyncio.gather(
        on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM),
        on_each.press("johan", question, Verb.ACCEPT_HANDOVER),
    )

    was_first = bool(await on_each.saved())
    assert ("Inte längre ditt att svara på" in text(saved)) is not was_first
    assert "Nu ansvarar du" in text(accepted)
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.johan


async def test_a_yes_in_the_moment_when_the_question_goes_on_counts(on_each: Parlour) -> None:
    await ask_to_take_over(on_each)
    question = await question_to(on_each, "johan")
    on_each.at += timedelta(days=8)

    await asyncio.gather(tick(on_each), on_each.press("johan", question, Verb.ACCEPT_HANDOVER))
    await on_each.deliver()

    assert [row.state for row in await matters_of(on_each)] == ["accepted"]
    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.johan
    assert "Välj ny ansvarig" not in heard(on_each, "maja")

"""A strategist answers for somebody: with a reason, on record, and the owner is told."""

import asyncio
import json
from collections.abc import Mapping

import pytest
from sqlmodel import col, select

from bot.demo.chat import buttons
from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from storage.tables import AnswerRow, AuditEventRow, MatterRow
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import after, said, typed
from tests.stored import answers

REASON = "Karin är på resa till på fredag."
ON_BEHALF: Mapping[str, JsonValue] = {**FORM, "reason": REASON}


async def karins_list(parlour: Parlour) -> Reply:
    """Maja goes from Karin's unit to Karin's list."""
    plan = parlour.plan
    about = {"round": plan.follow_up_round_id, "unit": plan.sector_id}
    unit = await parlour.send("maja", Verb.SHOW_UNIT, about)
    return await parlour.press("maja", unit, Verb.ANSWER_FOR)


async def the_form(parlour: Parlour) -> Reply:
    return await parlour.press("maja", await karins_list(parlour), Verb.OPEN_FORM)


async def saved_for_karin(parlour: Parlour) -> Reply:
    return await parlour.press("maja", await the_form(parlour), Verb.SAVE_ANSWER, inputs=ON_BEHALF)


async def rows(parlour: Parlour) -> list[AnswerRow]:
    found = await answers(parlour.database, parlour.plan.tenant_id)
    return [row for row in found if row.follow_up_round_id == parlour.plan.follow_up_round_id]


async def test_a_strategist_finds_somebody_s_list_from_their_unit(parlour: Parlour) -> None:
    shown = text(await karins_list(parlour))

    assert "Du svarar för Karin Ek, som får veta om varje svar." in shown
    assert "Solceller på fem skoltak" in shown


async def test_an_answer_for_somebody_is_saved_with_both_names_and_the_reason(on_each: Parlour) -> None:
    plan = on_each.plan

    reply = text(await saved_for_karin(on_each))

    [row] = await rows(on_each)
    assert (row.answered_by, row.answered_for, row.reason) == (plan.maja, plan.karin, REASON)
    assert "av Maja Strand för Karin Ek · " + REASON in reply
    assert "Du svarar för Karin Ek" in reply
    assert on_each.woken == 1


async def test_the_audit_trail_names_both(parlour: Parlour) -> None:
    await saved_for_karin(parlour)

    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        wanted = session.rows(AuditEventRow).where(col(AuditEventRow.deed) == "answer.saved")
        [event] = (await session.sql.exec(wanted)).all()
    assert event.actor_id == parlour.plan.maja
    assert json.loads(event.details)["answered_for"] == parlour.plan.karin


async def test_without_a_reason_nothing_is_saved_and_everything_typed_comes_back(parlour: Parlour) -> None:
    reply = card(await parlour.press("maja", await the_form(parlour), Verb.SAVE_ANSWER, inputs=FORM))

    assert "Berätta kort varför" in said(after(reply.content, "reason"))
    assert typed(reply.content)["comment"] == FORM["comment"]
    assert await rows(parlour) == []


async def test_too_long_a_reason_is_given_back_whole(parlour: Parlour) -> None:
    long = "Karin är på resa. " * 30
    form = await the_form(parlour)

    reply = card(
        await parlour.press("maja", form, Verb.SAVE_ANSWER, inputs={**ON_BEHALF, "reason": long.strip()})
    )

    assert typed(reply.content)["reason"] == long.strip()
    assert await rows(parlour) == []


async def test_unchanged_is_not_offered_since_it_gives_no_reason(parlour: Parlour) -> None:
    shown = card(await karins_list(parlour))

    verbs = {each.verb for each in buttons(shown.content)}
    assert verbs.isdisjoint({Verb.REPEAT_ANSWER, Verb.ASK_REPEAT_REST, Verb.ASK_MORE_TIME, Verb.ASK_ABSENCE})


@pytest.mark.parametrize("verb", [Verb.REPEAT_ANSWER, Verb.ASK_REPEAT_REST, Verb.ASK_MORE_TIME])
async def test_what_is_not_offered_is_refused_too(parlour: Parlour, verb: Verb) -> None:
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send("maja", verb, parlour.about())

    assert isinstance(reply, Refuse)
    assert await parlour.everything(but="audit_event") == before


@pytest.mark.parametrize("name", ["johan", "amina", "henrik"])
async def test_nobody_but_a_strategist_answers_for_somebody(parlour: Parlour, name: str) -> None:
    before = await parlour.everything(but="audit_event")

    listed = await parlour.send(name, Verb.ANSWER_FOR, parlour.about())
    opened = await parlour.send(name, Verb.OPEN_FORM, parlour.about())
    await parlour.send(name, Verb.SAVE_ANSWER, parlour.about(**ON_BEHALF))

    assert isinstance(listed, Refuse)
    assert isinstance(opened, Refuse)
    assert await parlour.everything(but="audit_event") == before


async def test_an_owner_s_own_answer_has_no_reason_whatever_the_card_says(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)

    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=ON_BEHALF)

    [row] = await rows(parlour)
    assert (row.answered_by, row.answered_for, row.reason) == (parlour.plan.karin, None, "")


async def test_a_deputy_answers_in_their_own_name_and_for_nobody(parlour: Parlour) -> None:
    own = await parlour.list_of("johan")
    theirs = await parlour.press("johan", own, Verb.SHOW_WORKLIST)
    form = await parlour.press("johan", theirs, Verb.OPEN_FORM)

    await parlour.press("johan", form, Verb.SAVE_ANSWER, inputs={**FORM, "promise": "kept"})

    [row] = await rows(parlour)
    assert (row.answered_by, row.answered_for) == (parlour.plan.johan, None)


async def test_a_strategist_answers_for_their_own_activities_as_anybody(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.charging, plan.maja)
    form = await parlour.press("maja", await parlour.list_of("maja"), Verb.OPEN_FORM)

    await parlour.press("maja", form, Verb.SAVE_ANSWER, inputs=FORM)

    [row] = await rows(parlour)
    assert (row.answered_by, row.answered_for) == (plan.maja, None)


async def test_a_double_click_is_one_answer_and_one_message(on_each: Parlour) -> None:
    form = await the_form(on_each)

    replies = await asyncio.gather(
        *(on_each.press("maja", form, Verb.SAVE_ANSWER, inputs=ON_BEHALF) for _ in range(3))
    )

    assert len(await rows(on_each)) == 1
    assert len({text(reply) for reply in replies}) == 1
    assert len(await matters(on_each)) == 1


async def test_when_the_owner_answers_meanwhile_the_strategist_is_told_and_may_insist(
    on_each: Parlour,
) -> None:
    form = await the_form(on_each)
    await on_each.press("karin", await on_each.list_of("karin"), Verb.REPEAT_ANSWER)

    told = await on_each.press("maja", form, Verb.SAVE_ANSWER, inputs=ON_BEHALF)

    assert "Karin Ek svarade" in text(told)
    assert typed(card(told).content)["reason"] == REASON
    assert len(await rows(on_each)) == 1


async def test_a_round_that_closes_meanwhile_gives_everything_back(parlour: Parlour) -> None:
    form = await the_form(parlour)
    await parlour.close()

    reply = await parlour.press("maja", form, Verb.SAVE_ANSWER, inputs=ON_BEHALF)

    assert "stängde" in text(reply)
    assert typed(card(reply).content)["reason"] == REASON
    assert await rows(parlour) == []


async def test_the_owner_reads_who_answered_and_may_change_it(parlour: Parlour) -> None:
    await saved_for_karin(parlour)

    own = await parlour.list_of("karin")
    assert "av Maja Strand för Karin Ek · " + REASON in said(own.content)
    form = await parlour.press("karin", own, Verb.OPEN_FORM, nth=1)
    await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "Fyra av fem."})

    assert [(row.answered_by, row.answered_for) for row in await rows(parlour)] == [
        (parlour.plan.maja, parlour.plan.karin),
        (parlour.plan.karin, None),
    ]


async def test_the_owner_gets_a_message_about_it(on_each: Parlour) -> None:
    await saved_for_karin(on_each)

    await on_each.deliver()

    [notice] = on_each.came("karin")
    assert not isinstance(notice, str)
    assert "Maja Strand har svarat åt dig" in said(notice.content)
    assert "Solceller på fem skoltak" in said(notice.content)
    assert REASON in said(notice.content)


async def test_several_answers_on_one_day_are_told_in_one_message(on_each: Parlour) -> None:
    await saved_for_karin(on_each)
    await on_each.deliver()
    await saved_for_karin(on_each)

    await on_each.deliver()

    assert len(await rows(on_each)) == 2
    [notice] = on_each.came("karin")
    assert not isinstance(notice, str)
    assert "Flera av dina aktiviteter är besvarade." in said(notice.content)


async def test_nothing_is_redrawn_in_the_strategist_s_own_chat(parlour: Parlour) -> None:
    overview = card(await parlour.say("maja", "läge"))
    message_id = await parlour.messenger.send(parlour.contact("maja"), overview)

    form = await the_form(parlour)
    await parlour.press("maja", form, Verb.SAVE_ANSWER, inputs=ON_BEHALF, message_id=message_id)
    await parlour.deliver()

    assert parlour.came("maja") == [overview]


async def test_the_way_leads_back_to_the_unit(parlour: Parlour) -> None:
    unit = await parlour.press("maja", await karins_list(parlour), Verb.SHOW_UNIT)

    assert "Sektor samhällsbyggnad" in text(unit)


async def test_whom_a_list_belongs_to_is_looked_up_and_not_believed(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.ANSWER_FOR, parlour.about(owner=2**31 - 1))

    assert isinstance(reply, Refuse)


async def test_it_is_answered_for_the_owner_whatever_list_the_card_names(parlour: Parlour) -> None:
    plan = parlour.plan
    opened = await parlour.send("maja", Verb.OPEN_FORM, parlour.about(owner=plan.johan))

    await parlour.press("maja", opened, Verb.SAVE_ANSWER, inputs=ON_BEHALF)

    [row] = await rows(parlour)
    assert (row.plan_activity_id, row.answered_for) == (plan.solar_roofs, plan.karin)


async def matters(parlour: Parlour) -> list[MatterRow]:
    """Every matter that there is."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        of_tenant = col(MatterRow.tenant_id) == parlour.plan.tenant_id
        return list((await session.sql.exec(select(MatterRow).where(of_tenant))).all())

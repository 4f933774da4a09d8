"""“Unchanged for the rest”: shown before it is saved, saved all at once, and only what was shown."""

import asyncio

import pytest
from sqlmodel import col

from bot.demo.chat import buttons
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.plan import PlanActivityId
from storage.tables import AuditEventRow, PlanActivityRow
from tests import plans
from tests.dialogs.parlour import FORM, Parlour, card, text


async def all_repeatable(parlour: Parlour) -> None:
    """Everything of Karin's was answered in the earlier round, the charging with a next step."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.answer(
            session,
            parlour.plan,
            parlour.plan.charging,
            parlour.plan.karin,
            statement=plans.DELAYED,
            at=plans.ANSWERED_EARLIER,
            follow_up_round_id=parlour.plan.earlier_round_id,
        )


async def asked(parlour: Parlour, name: str = "karin") -> Reply:
    return await parlour.press(name, await parlour.list_of(name), Verb.ASK_REPEAT_REST)


async def answer_charging(parlour: Parlour, by: str = "johan") -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await plans.answer(session, plan, plan.charging, plan.person_id(by), at=parlour.at)


async def move_to_johan(parlour: Parlour, plan_activity_id: PlanActivityId) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        is_it = col(PlanActivityRow.id) == plan_activity_id
        await session.change(PlanActivityRow, is_it, owner_id=parlour.plan.johan)


async def test_what_will_be_saved_is_shown_before_anything_is(parlour: Parlour) -> None:
    await all_repeatable(parlour)
    before = await parlour.everything()

    shown = text(await asked(parlour))

    assert "Spara 2 aktiviteter som oförändrade?" in shown
    assert "1. Solceller på fem skoltak\n● \nEnligt plan · 40\u00a0%\nTvå av fem tak är klara." in shown
    assert "Nästa steg: Ny upphandling i oktober." in shown
    assert await parlour.everything() == before


async def test_two_presses_save_everything_that_is_unchanged(on_each: Parlour) -> None:
    await all_repeatable(on_each)

    reply = await on_each.press("karin", await asked(on_each), Verb.REPEAT_REST)

    assert await on_each.saved() == [
        (on_each.plan.solar_roofs, "Två av fem tak är klara.", True),
        (on_each.plan.charging, "delayed", True),
    ]
    assert "✔ 2 svar är sparade som oförändrade." in text(reply)
    assert "Alla 2 aktiviteter är besvarade" in text(reply)
    assert on_each.woken == 1


async def test_each_answer_is_in_the_audit_trail(parlour: Parlour) -> None:
    await all_repeatable(parlour)

    await parlour.press("karin", await asked(parlour), Verb.REPEAT_REST)

    recorded = (await parlour.everything())[AuditEventRow.__tablename__]
    assert len([row for row in recorded if "answer.saved" in row]) == 2


async def test_what_cannot_be_repeated_is_left_out_and_said_why(parlour: Parlour) -> None:
    view = parlour.about(item=0)

    shown = text(await parlour.send("karin", Verb.ASK_REPEAT_REST, view))

    assert "Spara 1 aktivitet som oförändrad?" in shown
    assert "2. Laddplatser vid förskolorna – har inte följts upp förut" in shown


async def test_a_double_press_is_one_answer_each_with_the_same_receipt(on_each: Parlour) -> None:
    await all_repeatable(on_each)
    question = await asked(on_each)

    replies = await asyncio.gather(*(on_each.press("karin", question, Verb.REPEAT_REST) for _ in range(3)))

    assert len(await on_each.saved()) == 2
    assert all("Alla 2 aktiviteter är besvarade" in text(reply) for reply in replies)
    assert not any("har inte ändrats" in text(reply) for reply in replies)


async def test_what_somebody_has_answered_meanwhile_is_not_changed_and_is_said(on_each: Parlour) -> None:
    await all_repeatable(on_each)
    question = await asked(on_each)
    await answer_charging(on_each)

    reply = await on_each.press("karin", question, Verb.REPEAT_REST)

    assert "2. Laddplatser vid förskolorna hade redan fått ett svar av Johan Åkerlund" in text(reply)
    assert [(item, unchanged) for item, _, unchanged in await on_each.saved()] == [
        (on_each.plan.charging, False),
        (on_each.plan.solar_roofs, True),
    ]


async def test_two_who_answer_the_same_at_once_save_it_once(on_each: Parlour) -> None:
    await all_repeatable(on_each)
    plan = on_each.plan
    async with on_each.database.writing(plan.tenant_id) as session:
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)
        await plans.add_co_owner(session, plan.charging, plan.johan)
    questions = [(name, await asked(on_each, name)) for name in ("karin", "johan")]

    await asyncio.gather(*(on_each.press(name, shown, Verb.REPEAT_REST) for name, shown in questions))

    answered = [item for item, _, _ in await on_each.saved()]
    assert sorted(answered) == sorted({plan.solar_roofs, plan.charging})


async def test_only_what_was_shown_is_saved(parlour: Parlour) -> None:
    question = await parlour.send("karin", Verb.ASK_REPEAT_REST, parlour.about())
    await all_repeatable(parlour)

    await parlour.press("karin", question, Verb.REPEAT_REST)

    assert [item for item, _, _ in await parlour.saved()] == [parlour.plan.solar_roofs]


async def test_what_belongs_to_somebody_else_now_is_not_saved_and_is_said(parlour: Parlour) -> None:
    await all_repeatable(parlour)
    question = await asked(parlour)
    await move_to_johan(parlour, parlour.plan.charging)

    reply = await parlour.press("karin", question, Verb.REPEAT_REST)

    assert "1 aktivitet finns inte kvar i listan och sparades inte." in text(reply)
    assert [item for item, _, _ in await parlour.saved()] == [parlour.plan.solar_roofs]


async def test_a_round_that_closes_meanwhile_saves_nothing_and_says_so(parlour: Parlour) -> None:
    await all_repeatable(parlour)
    question = await asked(parlour)
    await parlour.close()

    reply = await parlour.press("karin", question, Verb.REPEAT_REST)
    again = await parlour.send("karin", Verb.ASK_REPEAT_REST, parlour.about())

    assert "Inget sparades" in text(reply)
    assert "Inget sparades" in text(again)
    assert await parlour.saved() == []


async def test_when_nothing_is_left_to_repeat_the_list_says_so(parlour: Parlour) -> None:
    await all_repeatable(parlour)
    question = await asked(parlour)
    await parlour.press("karin", question, Verb.REPEAT_REST)

    reply = await parlour.send("karin", Verb.ASK_REPEAT_REST, parlour.about())

    assert "kan besvaras med oförändrat" in text(reply)


@pytest.mark.parametrize("name", ["johan", "maja", "henrik"])
@pytest.mark.parametrize("verb", [Verb.ASK_REPEAT_REST, Verb.REPEAT_REST])
async def test_nobody_repeats_what_is_somebody_elses(parlour: Parlour, name: str, verb: Verb) -> None:
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send(name, verb, parlour.about(items=str(parlour.plan.solar_roofs)))

    assert isinstance(reply, Refuse)
    assert await parlour.everything(but="audit_event") == before


async def test_a_deputy_repeats_for_whoever_is_away(parlour: Parlour) -> None:
    plan = parlour.plan
    sent = parlour.about(owner=plan.amina, items=str(plan.meals))

    await parlour.send("johan", Verb.REPEAT_REST, sent)

    assert [item for item, _, _ in await parlour.saved()] == [plan.meals]


@pytest.mark.parametrize(
    "items", ["", "x", "1;2", "-1", "1,,2", "99999999999", "²", "1," * 500, ["1"], {"a": 1}, True]
)
async def test_a_button_that_carries_nonsense_is_refused(parlour: Parlour, items: object) -> None:
    before = await parlour.everything()

    reply = await parlour.send("karin", Verb.REPEAT_REST, parlour.about(items=items))  # type: ignore[arg-type]

    assert isinstance(reply, Refuse)
    assert await parlour.everything() == before


async def test_somebody_elses_activity_in_ones_own_button_is_not_saved(parlour: Parlour) -> None:
    plan = parlour.plan

    await parlour.send("karin", Verb.REPEAT_REST, parlour.about(items=f"{plan.travel},{plan.meals}"))

    assert await parlour.saved() == []


async def test_the_way_back_leads_to_the_list_and_saves_nothing(parlour: Parlour) -> None:
    await all_repeatable(parlour)

    reply = await parlour.press("karin", await asked(parlour), Verb.SHOW_WORKLIST)

    assert "0 av 2 klara" in text(reply)
    assert await parlour.saved() == []


async def test_a_form_saved_first_leaves_one_to_repeat_with_its_own_button(parlour: Parlour) -> None:
    await all_repeatable(parlour)
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)

    reply = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs=FORM)

    verbs = [each.verb for each in buttons(card(reply).content)]
    assert verbs.count(Verb.REPEAT_ANSWER) == 1
    assert Verb.ASK_REPEAT_REST not in verbs

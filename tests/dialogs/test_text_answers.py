"""Answers in words: shown before they are saved, saved once, and nothing that was written is lost."""

import asyncio
from collections.abc import Mapping
from datetime import date

import pytest

from cards.verbs import Verb
from dialogs.turn import Replace, Reply, Say
from domain.answers import Progress
from domain.people import Absence
from scheduler import reminders
from storage import drafts
from storage import people as people_store
from tests.cards.gallery import of_type
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.plans import CALENDAR, add_co_owner, answer, take_out
from tests.scheduler.stage import text_of
from tests.stored import answers


async def fields_of(parlour: Parlour, plan_activity_id: int) -> Mapping[str, str]:
    """Karin's draft of that plan activity."""
    plan = parlour.plan
    async with parlour.database.reading(plan.tenant_id) as session:
        found = await drafts.of_round(session, plan.karin, plan.follow_up_round_id)
    return {**found[plan_activity_id].fields} if plan_activity_id in found else {}  # type: ignore[index]


def inputs(reply: Reply) -> dict[str, object]:
    """What stands in the form."""
    fields = of_type(card(reply), "Input.Text", "Input.ChoiceSet", "Input.Date")
    return {str(each["id"]): each.get("value", "") for each in fields}


def verbs(reply: Reply) -> list[object]:
    """The buttons of the card, in order."""
    return [each["verb"] for each in of_type(card(reply), "Action.Execute")]


async def test_nothing_is_saved_before_it_has_been_shown(parlour: Parlour) -> None:
    before = await parlour.everything()

    shown = await parlour.say("karin", "1 klar; 2 försenad väntar på upphandling")

    assert "Inget är sparat än." in text(shown)
    assert "1. Solceller på fem skoltak" in text(shown)
    assert "100" in str(of_type(card(shown), "RichTextBlock"))
    assert "”väntar på upphandling”" in text(shown)
    assert "blir klar i stället." in text(shown)
    assert await parlour.everything() == before


async def test_what_was_shown_is_saved_with_one_press(on_each: Parlour) -> None:
    shown = await on_each.say("karin", "1 oförändrat\n1.2 enligt plan 60 % Tre av fem är klara.")

    reply = await on_each.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    plan = on_each.plan
    assert await on_each.saved() == [
        (plan.solar_roofs, "Två av fem tak är klara.", True),
        (plan.charging, "Tre av fem är klara.", False),
    ]
    assert isinstance(reply, Replace)
    assert "✔ 2 svar är sparade" in text(reply)
    assert on_each.woken == 1


async def test_pressing_twice_is_one_deed(on_each: Parlour) -> None:
    shown = await on_each.say("karin", "1 klar; 2 klar")

    replies = await asyncio.gather(*(on_each.press("karin", shown, Verb.SAVE_UNDERSTOOD) for _ in range(2)))

    assert len(await on_each.saved()) == 2
    assert all("✔ 2 svar är sparade" in text(reply) for reply in replies)


async def test_what_is_not_complete_is_kept_as_a_draft_when_the_rest_is_saved(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "1 klar; 2 försenad väntar på upphandling")

    reply = await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    assert "2. Laddplatser vid förskolorna behöver mer och är sparad som utkast." in text(reply)
    draft = await fields_of(parlour, parlour.plan.charging)
    assert [row[0] for row in await parlour.saved()] == [parlour.plan.solar_roofs]
    assert (draft["progress"], draft["obstacle_kind"], draft["obstacle_text"]) == (
        "delayed",
        "procurement",
        "väntar på upphandling",
    )


async def test_the_form_opens_with_what_was_said(on_each: Parlour) -> None:
    shown = await on_each.say("karin", "2 försenad väntar på upphandling")

    form = await on_each.press("karin", shown, Verb.EDIT_UNDERSTOOD, message_id="m1")

    filled = inputs(form)
    assert filled["progress"] == "delayed"
    assert filled["obstacle_kind"] == "procurement"
    assert filled["obstacle_text"] == "väntar på upphandling"
    saved = await on_each.press(
        "karin", form, Verb.SAVE_ANSWER, inputs={"new_end": "2023-12-01"}, message_id="m1"
    )
    row = (await answers(on_each.database, on_each.plan.tenant_id))[-1]
    assert isinstance(saved, Replace)
    assert (row.progress, row.obstacle_text) == ("delayed", "väntar på upphandling")


async def test_what_was_typed_in_the_form_before_is_not_lost(parlour: Parlour) -> None:
    opened = await parlour.send("karin", Verb.OPEN_FORM, parlour.about())
    await parlour.press(
        "karin", opened, Verb.CLOSE_FORM, inputs={**FORM, "comment": "Långt utkast om taken."}
    )
    shown = await parlour.say("karin", "1 klar alla tak är klara")

    form = await parlour.press("karin", shown, Verb.EDIT_UNDERSTOOD)

    assert inputs(form)["comment"] == "Långt utkast om taken.\nalla tak är klara"
    assert inputs(form)["progress"] == "done"


async def test_all_unchanged_is_all_that_can_be_repeated(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "alla oförändrade")

    await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    assert await parlour.saved() == [(parlour.plan.solar_roofs, "Två av fem tak är klara.", True)]
    assert "Det finns inget svar från förra gången att upprepa." in text(shown)


async def test_all_but_one_leaves_that_one_alone(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "alla utom 2 oförändrade")

    assert "1. Solceller på fem skoltak" in text(shown)
    assert "Laddplatser" not in text(shown)


async def test_in_english_too(parlour: Parlour) -> None:
    shown = await parlour.say("amina", "1 done")

    reply = await parlour.press("amina", shown, Verb.SAVE_UNDERSTOOD)

    assert "✔ 1 answer is saved" in text(reply)
    assert [row.progress for row in await answers(parlour.database, parlour.plan.tenant_id)][-1] == "done"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("7 klar", "Det finns ingen 7 i din lista."),
        ("1 inte klar", "Jag förstod inte hur det går."),
        ("1 klar i oktober", "Är det klart, eller blir det klart senare?"),
        ("1 oförändrat men något har hänt", "Då behövs ett eget svar."),
        ("2 oförändrat", "Det finns inget svar från förra gången att upprepa."),
        ("1 klar\n1 försenad", "Du skrev om den mer än en gång."),
        ("Hej Maja!\n1 klar", "Jag förstod inte ”Hej Maja!”."),
        ("1 klar ring 070-174 06 35", "telefonnummer"),
        ("1 klar se 811218-9876", "personnummer"),
    ],
)
async def test_what_is_doubtful_is_told(parlour: Parlour, said: str, told: str) -> None:
    assert told in text(await parlour.say("karin", said))


async def test_without_anything_to_save_there_is_no_button_for_it(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "1 inte klar; 7 klar")

    assert Verb.SAVE_UNDERSTOOD not in verbs(shown)


async def test_an_answer_that_came_meanwhile_is_not_replaced_and_the_text_is_kept(parlour: Parlour) -> None:
    plan = parlour.plan
    shown = await parlour.say("karin", "1 klar; 2 enligt plan Vi har börjat.")
    async with parlour.database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.charging, plan.johan)
        await answer(session, plan, plan.charging, plan.johan)

    reply = await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    assert (
        "2. Laddplatser vid förskolorna har fått ett svar från Johan Åkerlund under tiden och ändrades inte. "
        "Din text är sparad som utkast." in text(reply)
    )
    assert (await fields_of(parlour, plan.charging))["comment"] == "Vi har börjat."
    assert [row[0] for row in await parlour.saved()] == [plan.charging, plan.solar_roofs]


async def test_an_answer_of_ones_own_is_corrected_and_said_to_be_replaced(parlour: Parlour) -> None:
    await parlour.press("karin", await parlour.say("karin", "1 klar"), Verb.SAVE_UNDERSTOOD)

    shown = await parlour.say("karin", "1 enligt plan Ett tak återstår.")
    await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    assert "Ersätter svaret från tisdag 22 augusti kl. 09.00" in text(shown)
    assert [row[1] for row in await parlour.saved()] == [Progress.DONE.value, "Ett tak återstår."]


async def test_an_activity_that_has_left_the_list_is_told_with_what_was_written(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "1 klar; 2 klar Alla laddplatser står där.")
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await take_out(session, parlour.plan.charging)

    reply = await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    assert "En aktivitet finns inte längre i din lista och sparades inte." in text(reply)
    assert "Du skrev: ”Alla laddplatser står där.”" in text(reply)
    assert len(await parlour.saved()) == 1


async def test_when_the_round_has_closed_nothing_is_saved_and_the_text_stays(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "1 klar Alla tak är klara.")
    await parlour.close()

    reply = await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD)

    assert "Inget sparades." in text(reply)
    assert "Alla tak är klara." in text(reply)
    assert verbs(reply) == [Verb.SHOW_WORKLIST]
    assert await parlour.saved() == []


async def test_in_a_closed_round_words_get_a_true_sentence(parlour: Parlour) -> None:
    await parlour.close()

    assert "Inget sparades." in text(await parlour.say("karin", "1 klar"))


async def test_before_the_round_opens_words_get_a_true_sentence(planned: Parlour) -> None:
    reply = await planned.say("karin", "1 klar")

    assert "Uppföljningen har inte öppnat än." in text(reply)


async def test_somebody_without_activities_is_told_so(parlour: Parlour) -> None:
    assert "Du ansvarar inte för någon aktivitet i uppföljningen" in text(
        await parlour.say("henrik", "1 klar")
    )


async def test_more_than_fits_is_to_be_divided(parlour: Parlour) -> None:
    reply = await parlour.say("karin", "1 klar " + "x" * 3000)

    assert reply == Say("Det är mer än 2\N{NO-BREAK SPACE}000 tecken. Dela upp det i flera meddelanden.")


async def test_other_texts_are_not_understood_as_before(parlour: Parlour) -> None:
    assert "Det förstod jag inte" in text(await parlour.say("karin", "vad blir det för mat"))


async def test_whoever_only_stands_in_is_led_to_the_lists_of_those_who_are_away(parlour: Parlour) -> None:
    away = Absence(first_day=date(2023, 8, 1), last_day=date(2023, 9, 10), deputy_id=parlour.plan.henrik)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await people_store.set_absence(session, parlour.plan.karin, away)

    assert "Svara för Karin Ek" in text(await parlour.say("henrik", "1 klar"))


async def test_the_list_in_the_chat_is_redrawn_when_answers_are_saved_in_words(parlour: Parlour) -> None:
    await reminders.run(parlour.database, parlour.at, CALENDAR)
    await parlour.deliver()
    shown = await parlour.say("karin", "1 klar; 2 klar")

    await parlour.press("karin", shown, Verb.SAVE_UNDERSTOOD, message_id="m-words")
    await parlour.deliver()

    [living] = parlour.came("karin")
    assert "Alla 2 aktiviteter är besvarade" in text_of(living)

"""A question from the summary and its reply, over HTTP as Teams does it."""

from cards.verbs import Verb
from tests.flows.test_matters import to_the_first_reminder
from tests.flows.town import Town
from tests.shown import said

TEXT = "Håller tidplanen om överklagandet bifalls?"
REPLY = "Nej, då blir det våren 2024."


async def test_the_director_asks_the_owner_replies_and_both_cards_and_the_log_say_so(on_each: Town) -> None:
    await to_the_first_reminder(on_each)
    henrik, karin = on_each.chats["henrik"], on_each.chats["karin"]
    await karin.press(Verb.REPEAT_ANSWER)
    await henrik.say("hur går det för solcellerna på skoltaken?")
    await henrik.press(Verb.ASK_QUESTION)
    await henrik.press(Verb.SEND_QUESTION, inputs={"own_words": TEXT})
    asked_from = said(henrik.latest)

    await on_each.deliver()
    question = said(karin.latest)
    await karin.press(Verb.REPLY_QUESTION, inputs={"reply": REPLY})
    receipt = said(karin.latest)
    await on_each.deliver()

    assert "Frågan går till Karin Ek direkt." in asked_from
    assert TEXT in question
    assert "Två av fem tak är klara." in question
    assert "Du har svarat Henrik Norling" in receipt
    assert on_each.came_to("karin")[-1] == f"Henrik Norling har en fråga till dig: {TEXT}"
    assert on_each.came_to("henrik")[-1] == f"Karin Ek har svarat på din fråga: {REPLY}"
    assert REPLY in said(henrik.latest)
    await henrik.press(Verb.LOOK_IN_SUMMARY)
    assert REPLY in said(henrik.latest)
    deeds = [row[4] for row in (await on_each.everything())["audit_event"]]
    assert [each for each in deeds if each.startswith("question.")] == ["question.asked", "question.replied"]


async def test_a_silent_owner_is_reminded_once_and_then_a_strategist_replies(place: Town) -> None:
    await to_the_first_reminder(place)
    henrik, maja = place.chats["henrik"], place.chats["maja"]
    await henrik.say("hur går det för solcellerna på skoltaken?")
    await henrik.press(Verb.ASK_QUESTION)
    await henrik.press(Verb.SEND_QUESTION, inputs={"ready": "how"})
    await place.deliver()

    await place.move_to("2023-08-30T09:00:00+02:00")
    await maja.say("att göra")
    await maja.press(Verb.SHOW_TODO)
    await maja.press(Verb.REPLY_QUESTION, inputs={"reply": REPLY})
    await place.deliver()

    about = [each for each in place.came_to("karin") if "Henrik Norling" in each]
    assert about == [
        "Henrik Norling har en fråga till dig: Hur går det?",
        "Henrik Norling väntar på ditt svar: Hur går det?",
    ]
    assert "Maja" in place.came_to("henrik")[-1]
    assert "Att göra" in said(maja.latest)
    assert not any("Skriv ett svar" in said(card) for card in place.chats["karin"].shown.values())

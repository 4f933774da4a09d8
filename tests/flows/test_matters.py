"""Handing over, being several and asking for more time, over HTTP as Teams does it."""

from cards.verbs import Verb
from tests.flows.town import Town
from tests.shown import said

WHY = {"why": "Johan leder projektet sedan i maj."}


async def to_the_first_reminder(town: Town) -> None:
    for chat in town.chats.values():
        await chat.install()
    await town.move_to("2023-08-22T09:00:00+02:00")


async def karin_asks_johan(town: Town) -> None:
    karin = town.chats["karin"]
    await karin.press(Verb.OPEN_FORM)
    await karin.press(Verb.ASK_HANDOVER)
    await karin.press(Verb.HAND_OVER, inputs={"person": str(town.plan.johan), **WHY})
    await town.deliver()


async def test_an_activity_is_handed_over_and_answered_by_its_new_owner(on_each: Town) -> None:
    await to_the_first_reminder(on_each)
    karin, johan = on_each.chats["karin"], on_each.chats["johan"]
    await karin_asks_johan(on_each)
    assert "Frågan har gått till Johan Åkerlund." in said(karin.latest)

    await johan.press(Verb.ACCEPT_HANDOVER)
    await on_each.deliver()
    await johan.press(Verb.MY_ACTIVITIES)

    assert "1. Solceller på fem skoltak" in said(johan.latest)
    assert "Johan Åkerlund har tagit över" in said(karin.latest)
    assert on_each.came_to("maja")[-1].startswith("En aktivitet har fått ny ansvarig")
    assert not any(
        "1. Solceller" in said(card) and "Uppdatera" in said(card) for card in karin.shown.values()
    )


async def test_each_message_about_a_hand_over_comes_once(place: Town) -> None:
    await to_the_first_reminder(place)
    before = {name: len(place.came_to(name)) for name in place.chats}
    await karin_asks_johan(place)

    await place.chats["johan"].press(Verb.ACCEPT_HANDOVER)
    await place.deliver()
    await place.move_to("2023-08-23T09:00:00+02:00")

    new = {name: len(place.came_to(name)) - before[name] for name in place.chats}
    assert new == {"karin": 1, "johan": 1, "maja": 1, "amina": 0, "henrik": 0}


async def test_what_nobody_answers_is_decided_by_the_strategist(place: Town) -> None:
    await to_the_first_reminder(place)
    await karin_asks_johan(place)
    maja = place.chats["maja"]

    await place.move_to("2023-08-30T09:00:00+02:00")
    await maja.press(Verb.DECIDE_HANDOVER)
    await maja.press(Verb.DECIDE_HANDOVER, inputs={"person": str(place.plan.henrik)})
    await place.deliver()

    assert "Henrik Norling ansvarar efter Karin Ek." in said(maja.latest)
    assert "Nu ansvarar du" in said(place.chats["henrik"].latest)
    assert "Nu ansvarar Henrik Norling" in said(place.chats["karin"].latest)


async def test_reminders_follow_the_day_that_was_granted(place: Town) -> None:
    await to_the_first_reminder(place)
    karin, maja = place.chats["karin"], place.chats["maja"]
    await karin.press(Verb.ASK_MORE_TIME)
    await karin.press(Verb.REQUEST_TIME, inputs={"until": "2023-09-14", **WHY})
    await place.deliver()
    await maja.press(Verb.GRANT_TIME)
    await place.deliver()
    assert "Du har fått mer tid" in said(karin.latest)
    await place.move_to("2023-09-08T09:00:00+02:00")
    before = len(place.came_to("karin"))

    await place.move_to("2023-09-12T17:00:00+02:00")
    by_the_round_s_deadline = len(place.came_to("karin")) - before
    await place.move_to("2023-09-13T17:00:00+02:00")

    assert by_the_round_s_deadline == 0
    assert len(place.came_to("karin")) - before == 1
    assert "torsdag 14 september" in said(karin.latest)


async def test_who_has_become_co_owner_is_reminded_until_one_of_them_has_answered(place: Town) -> None:
    await to_the_first_reminder(place)
    karin = place.chats["karin"]
    await karin.press(Verb.OPEN_FORM)
    await karin.press(Verb.ASK_CO_OWNER)
    await karin.press(Verb.ADD_CO_OWNER, inputs={"person": str(place.plan.henrik)})
    await place.deliver()
    assert "Du är medansvarig för en aktivitet" in said(place.chats["henrik"].latest)

    await place.move_to("2023-09-05T09:00:00+02:00")
    assert "Solceller" in said(place.chats["henrik"].latest)
    await place.chats["henrik"].press(Verb.REPEAT_ANSWER)
    await place.deliver()

    assert "Henrik Norling" in said(karin.latest)

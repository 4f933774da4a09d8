"""One living message: whatever shows the list anew takes the former's place, and answers reach every chat."""

import pytest

from cards.card import JsonValue
from cards.verbs import Verb
from tests import plans
from tests.flows.town import Town
from tests.shown import said

A_NOTE = "det finns en nyare lista längre ner"
AT_NINE, TEN_SECONDS_LATER = "2023-08-22T09:00:00+02:00", "2023-08-22T09:00:10+02:00"


@pytest.fixture
async def reminded(place: Town) -> Town:
    """Karin and Johan have the app, and the first reminder with their lists."""
    for name in ("karin", "johan"):
        await place.chats[name].install()
    await place.move_to(AT_NINE)
    return place


def lists(town: Town, name: str) -> list[str]:
    """The messages in the person's chat that show a list or the line that one has left, the oldest first."""
    cards = {message_id: said(card) for message_id, card in town.chats[name].shown.items()}
    return [message_id for message_id, shown in cards.items() if "Delårsbokslut 2023" in shown]


def shows(town: Town, name: str, message_id: str) -> str:
    return said(town.chats[name].shown[message_id])


async def share_with_johan(town: Town) -> None:
    async with town.house.database.writing(town.plan.tenant_id) as session:
        await plans.add_co_owner(session, town.plan.solar_roofs, town.plan.johan)


async def test_a_list_that_is_asked_for_takes_the_place_of_the_reminder(reminded: Town) -> None:
    [reminder] = lists(reminded, "karin")

    await reminded.chats["karin"].say("mina aktiviteter")
    await reminded.deliver()

    [former, living] = lists(reminded, "karin")
    assert (former, A_NOTE in shows(reminded, "karin", former)) == (reminder, True)
    assert "0 av 2 klara" in shows(reminded, "karin", living)


async def test_a_reminder_takes_the_place_of_a_list_that_was_asked_for(reminded: Town) -> None:
    await reminded.chats["karin"].say("mina aktiviteter")

    await reminded.move_to("2023-09-05T09:00:00+02:00")

    *former, living = lists(reminded, "karin")
    assert len(former) == 2
    assert all(A_NOTE in shows(reminded, "karin", each) for each in former)
    assert "0 av 2 klara" in shows(reminded, "karin", living)


async def test_a_press_in_an_old_message_works_and_both_tell_the_truth_afterwards(reminded: Town) -> None:
    karin = reminded.chats["karin"]
    [old] = lists(reminded, "karin")
    seen = karin.shown[old]
    await karin.say("mina aktiviteter")
    await reminded.deliver()

    await karin.press(Verb.REPEAT_ANSWER, message_id=old, card=seen)
    answered = shows(reminded, "karin", old)
    await reminded.move_to(TEN_SECONDS_LATER)

    assert "1 av 2 klara" in answered
    assert A_NOTE in shows(reminded, "karin", old)
    assert "1 av 2 klara" in shows(reminded, "karin", lists(reminded, "karin")[-1])


async def test_the_message_that_was_pressed_is_redrawn_for_other_devices_after_a_pause(
    reminded: Town,
) -> None:
    karin = reminded.chats["karin"]
    [message_id] = lists(reminded, "karin")
    await karin.press(Verb.REPEAT_ANSWER)
    on_another_device: dict[str, JsonValue] = {}
    karin.shown[message_id] = on_another_device

    await reminded.deliver()
    at_once = karin.shown[message_id]
    await reminded.move_to(TEN_SECONDS_LATER)

    assert at_once is on_another_device
    assert "1 av 2 klara" in shows(reminded, "karin", message_id)


async def test_pressing_on_puts_the_redrawing_off(reminded: Town) -> None:
    karin = reminded.chats["karin"]
    [message_id] = lists(reminded, "karin")
    await karin.press(Verb.REPEAT_ANSWER)
    await reminded.move_to("2023-08-22T09:00:09+02:00")
    await karin.press(Verb.OPEN_FORM)
    form = karin.shown[message_id]

    await reminded.move_to("2023-08-22T09:05:00+02:00")

    assert karin.shown[message_id] is form


async def test_a_co_owners_list_tells_at_once_who_has_answered(reminded: Town) -> None:
    await share_with_johan(reminded)
    await reminded.chats["karin"].press(Verb.REPEAT_ANSWER)
    await reminded.deliver()

    assert any("av Karin Ek" in shows(reminded, "johan", each) for each in lists(reminded, "johan"))


async def test_a_list_behind_a_button_is_the_living_one_only_when_there_is_no_other(place: Town) -> None:
    karin = place.chats["karin"]
    await karin.install()
    [welcome] = karin.shown
    await karin.press(Verb.MY_ACTIVITIES)
    await place.move_to(AT_NINE)
    [_, living] = karin.shown
    retired = shows(place, "karin", welcome)

    await karin.say("hjälp")
    asked = next(reversed(karin.shown))
    await karin.press(Verb.MY_ACTIVITIES)
    await place.deliver()

    assert A_NOTE in retired
    assert "0 av 2 klara" in shows(place, "karin", living)
    assert "0 av 2 klara" in shows(place, "karin", asked)


async def test_reminders_bring_no_more_messages_than_there_are_steps(reminded: Town) -> None:
    for_karin = len(reminded.came_to("karin"))

    await reminded.chats["karin"].press(Verb.REPEAT_ANSWER)
    await reminded.move_to("2023-09-05T09:00:00+02:00")

    assert len(reminded.came_to("karin")) == for_karin + 1

"""Wishes about reminders: own hours and the pause, what is stored and what is promised."""

from collections.abc import Mapping
from datetime import time

import pytest

from cards.card import JsonValue
from cards.verbs import Verb
from domain.calendar import WorkingHours
from domain.people import Person
from tests.dialogs.parlour import Parlour, text
from tests.plans import person_of


async def karin(parlour: Parlour) -> Person:
    return await person_of(parlour.database, parlour.plan, "karin")


async def save(parlour: Parlour, **inputs: JsonValue) -> str:
    shown = await parlour.say("karin", "påminnelser")
    return text(await parlour.press("karin", shown, Verb.SAVE_PREFERENCES, inputs=inputs))


async def test_own_hours_are_saved_and_said(on_each: Parlour) -> None:
    said = await save(on_each, begins="08:30", ends="12:00")

    person = await karin(on_each)
    assert person.hours == WorkingHours(begins=time(8, 30), ends=time(12))
    assert "Påminnelser kommer på arbetsdagar mellan 08.30 och 12.00." in said
    assert "På sista svarsdagen kan en påminnelse komma utanför dina tider" in said


async def test_what_is_promised_is_within_the_municipalitys_hours(parlour: Parlour) -> None:
    said = await save(parlour, begins="05:00", ends="23:00")

    assert "mellan 07.00 och 18.00" in said


async def test_hours_can_be_taken_away_again(parlour: Parlour) -> None:
    await save(parlour, begins="08:30", ends="12:00")
    await save(parlour, begins="", ends="")

    assert (await karin(parlour)).hours is None


@pytest.mark.parametrize(
    ("inputs", "fault"),
    [
        ({"begins": "08:00", "ends": ""}, "Fyll i båda tiderna, eller ingen."),
        ({"begins": "åtta", "ends": "12:00"}, "Skriv en tid, till exempel 08:00."),
        ({"begins": "12:00", "ends": "08:00"}, "Den senaste tiden måste komma efter den tidigaste."),
        ({"begins": "17:30", "ends": "23:00"}, "Lämna minst en timme av kommunens arbetstid"),
        ({"begins": "x" * 5000, "ends": "12:00+02:00"}, "Skriv en tid, till exempel 08:00."),
    ],
)
async def test_a_fault_is_told_and_nothing_is_saved(
    parlour: Parlour, inputs: Mapping[str, JsonValue], fault: str
) -> None:
    before = await parlour.everything()

    assert fault in await save(parlour, **inputs)
    assert await parlour.everything() == before


@pytest.mark.parametrize(
    ("pausing", "resuming"),
    [("pausa påminnelser", "starta påminnelser"), ("Pause reminders", "resume reminders")],
)
async def test_a_pause_says_what_comes_all_the_same(parlour: Parlour, pausing: str, resuming: str) -> None:
    paused = text(await parlour.say("karin", pausing))
    was_paused = (await karin(parlour)).wants_only_the_deadline
    resumed = text(await parlour.say("karin", resuming))

    assert was_paused
    assert not (await karin(parlour)).wants_only_the_deadline
    assert "Påminnelserna före sista svarsdagen är pausade." in paused
    assert "Den sista, strax före sista svarsdagen, kommer ändå." in paused
    assert "Du får alla påminnelser" in resumed


async def test_a_pause_in_the_card_leaves_the_hours_and_a_command_too(parlour: Parlour) -> None:
    await save(parlour, begins="08:30", ends="12:00", paused="true")
    await parlour.say("karin", "starta påminnelser")

    person = await karin(parlour)
    assert person.hours == WorkingHours(begins=time(8, 30), ends=time(12))
    assert not person.wants_only_the_deadline


async def test_saying_the_same_twice_is_one_deed(parlour: Parlour) -> None:
    await parlour.say("karin", "pausa påminnelser")
    await parlour.say("karin", "pausa påminnelser")

    [event] = (await parlour.everything())["audit_event"]
    assert "person.wishes_set" in event


async def test_from_the_receipt_one_can_change_ones_mind(parlour: Parlour) -> None:
    receipt = await parlour.say("karin", "pausa påminnelser")

    shown = await parlour.press("karin", receipt, Verb.SHOW_PREFERENCES)

    assert "Dina påminnelser" in text(shown)

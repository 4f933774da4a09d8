"""A strategist answers for somebody over HTTP: the owner is told, and the director reads who answered."""

from cards.verbs import Verb
from tests.flows.town import Town
from tests.shown import said

FORM = {
    "progress": "delayed",
    "percent": "30",
    "obstacle_kind": "procurement",
    "obstacle_text": "Upphandlingen är överklagad.",
    "new_end": "2024-03-01",
    "reason": "Karin hinner inte.",
}


async def maja_answers_for_karin(town: Town) -> None:
    """All install the app and are reminded; then Maja goes from the overview to Karin's first activity."""
    for chat in town.chats.values():
        await chat.install()
    await town.move_to("2023-08-22T09:00:00+02:00")
    maja = town.chats["maja"]
    await maja.say("läge")
    units = ("Sektor samhällsbyggnad", "Tunabyggen")
    first = min(units, key=said(maja.latest).index)
    await maja.press(Verb.SHOW_UNIT, nth=0 if first == units[0] else 1)
    await maja.press(Verb.ANSWER_FOR)
    await maja.press(Verb.OPEN_FORM)
    await maja.press(Verb.SAVE_ANSWER, inputs=FORM)
    await town.deliver()


async def test_the_owner_is_told_and_finds_it_in_the_list_that_stood_there(on_each: Town) -> None:
    await maja_answers_for_karin(on_each)

    welcome, reminder, notice = on_each.chats["karin"].shown.values()
    assert "Hej" in said(welcome)
    assert "av Maja Strand för Karin Ek · Karin hinner inte." in said(reminder)
    assert "Maja Strand har svarat åt dig" in said(notice)
    assert "Karin hinner inte." in said(notice)


async def test_the_strategist_goes_on_where_she_was(place: Town) -> None:
    await maja_answers_for_karin(place)
    maja = place.chats["maja"]

    await place.move_to("2023-08-22T09:10:00+02:00")

    assert "Du svarar för Karin Ek" in said(maja.latest)
    assert "1 av 2 klara" in said(maja.latest)
    await maja.press(Verb.SHOW_UNIT)
    assert "1 av 2 besvarade" in said(maja.latest)


async def test_the_director_reads_who_answered_for_whom(place: Town) -> None:
    await maja_answers_for_karin(place)

    await place.move_to("2023-09-19T16:00:00+02:00")

    summary = said(place.chats["henrik"].latest)
    assert "1 svar har en miljöstrateg lämnat i den ansvarigas ställe." in summary
    assert "svarat av Maja Strand för Karin Ek" in summary
    assert "Nytt slutdatum: 1 mars 2024" in summary
    assert "Karin hinner inte" not in summary


async def test_the_owner_presses_on_in_the_message_about_it(place: Town) -> None:
    await maja_answers_for_karin(place)
    karin = place.chats["karin"]

    await karin.press(Verb.MY_ACTIVITIES)

    assert "1 av 2 klara" in said(karin.latest)

"""Being away, told in words or in the card: what is stored, what is promised, and who gets the reminders."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.people import Absence
from scheduler import reminders
from storage import people as people_store
from tests.cards.gallery import of_type
from tests.dialogs.parlour import Parlour, card, text
from tests.plans import CALENDAR, FIRST_STEP, SECOND_STEP, contact_of, person_of
from tests.scheduler.stage import text_of
from tests.stored import stored

DAYS: Mapping[str, JsonValue] = {"first": "2023-09-01", "last": "2023-09-10"}


async def absence_of(parlour: Parlour, name: str) -> Absence | None:
    return (await person_of(parlour.database, parlour.plan, name)).absence


async def set_by_card(parlour: Parlour, name: str, deputy: str, **fields: JsonValue) -> Reply:
    shown = await parlour.say(name, "jag är borta")
    chosen = {**DAYS, "person": str(parlour.plan.person_id(deputy)), **fields}
    return await parlour.press(name, shown, Verb.SET_ABSENCE, inputs=chosen)


def fields_of(reply: Reply) -> dict[str, object]:
    """What stands in the card's fields."""
    inputs = of_type(card(reply), "Input.Date", "Input.ChoiceSet")
    return {str(each["id"]): each.get("value", "") for each in inputs}


async def test_without_a_known_deputy_the_card_asks_with_the_days_filled_in(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "jag är borta till 15 september")

    assert fields_of(shown) == {"first": "2023-08-22", "last": "2023-09-15", "person": ""}
    assert await absence_of(parlour, "karin") is None


async def test_the_receipt_says_exactly_what_happens(on_each: Parlour) -> None:
    reply = await set_by_card(on_each, "karin", "johan")

    assert await absence_of(on_each, "karin") == Absence(
        first_day=date(2023, 9, 1), last_day=date(2023, 9, 10), deputy_id=on_each.plan.johan
    )
    assert (
        "Från fredag 1 september till och med söndag 10 september får Johan Åkerlund dina påminnelser "
        "och kan svara åt dig." in text(reply)
    )
    assert "Från och med måndag 11 september kommer de till dig igen." in text(reply)


async def test_what_was_said_is_written_down_once_however_often_it_is_pressed(parlour: Parlour) -> None:
    first = await set_by_card(parlour, "karin", "johan")
    again = await set_by_card(parlour, "karin", "johan")

    [event] = (await parlour.everything())["audit_event"]
    assert text(first) == text(again)
    assert "person.absence_set" in event


async def test_with_a_known_deputy_a_sentence_is_enough(parlour: Parlour) -> None:
    reply = await parlour.say("amina", "I am away until 20 September")

    amina = await absence_of(parlour, "amina")
    assert amina == Absence(
        first_day=date(2023, 8, 22), last_day=date(2023, 9, 20), deputy_id=parlour.plan.johan
    )
    assert "Through Wednesday 20 September Johan Åkerlund gets your reminders" in text(reply)


async def test_a_day_far_away_is_asked_about_since_the_year_may_be_wrong(parlour: Parlour) -> None:
    before = await absence_of(parlour, "amina")

    shown = await parlour.say("amina", "I am away until 15 August")

    assert fields_of(shown)["last"] == "2024-08-15"
    assert await absence_of(parlour, "amina") == before


@pytest.mark.parametrize("said", ["jag är borta till snart", "borta till igår", "jag är borta 31 februari"])
async def test_days_that_cannot_be_read_or_have_been_get_an_example(parlour: Parlour, said: str) -> None:
    reply = await parlour.say("karin", said)

    assert "Skriv till exempel ”jag är borta 1–15 augusti”" in text(reply)
    assert await absence_of(parlour, "karin") is None


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"first": ""}, "Välj en dag."),
        ({"first": "igår" * 999, "last": "2023-99-99"}, "Välj en dag."),
        ({"last": "2023-08-30"}, "Sista dagen ligger före den första."),
        ({"first": "2023-08-01", "last": "2023-08-21"}, "De dagarna har redan varit."),
        ({"last": "2033-09-10"}, "Välj högst två år."),
        ({"person": ""}, "Välj vem som svarar medan du är borta."),
        ({"person": "4711"}, "Välj vem som svarar medan du är borta."),
        ({"person": "x" * 5000}, "Välj vem som svarar medan du är borta."),
    ],
)
async def test_a_fault_is_told_and_what_was_typed_is_given_back(
    parlour: Parlour, fields: Mapping[str, JsonValue], fault: str
) -> None:
    reply = await set_by_card(parlour, "karin", "johan", **fields)

    kept = {**DAYS, **fields}
    assert fault in text(reply)
    assert fields_of(reply)["first"] in {kept["first"], ""}
    assert await absence_of(parlour, "karin") is None


async def test_nobody_is_their_own_deputy(parlour: Parlour) -> None:
    reply = await set_by_card(parlour, "karin", "karin")

    assert "Välj vem som svarar medan du är borta." in text(reply)
    assert await absence_of(parlour, "karin") is None


async def test_a_deputy_who_is_chosen_in_the_clients_own_picker_is_known(parlour: Parlour) -> None:
    reply = await set_by_card(
        parlour, "karin", "johan", person=contact_of(parlour.plan, "johan").entra_object_id
    )

    assert "Johan Åkerlund" in text(reply)


async def test_a_card_can_only_speak_for_whoever_presses_it(parlour: Parlour) -> None:
    shown = await parlour.say("karin", "jag är borta")
    chosen = {**DAYS, "person": str(parlour.plan.johan), "owner": parlour.plan.amina}

    before = await absence_of(parlour, "amina")
    await parlour.press("karin", shown, Verb.SET_ABSENCE, inputs=chosen)

    assert await absence_of(parlour, "amina") == before
    assert await absence_of(parlour, "karin") is not None


async def test_from_the_list_one_comes_back_to_the_list(parlour: Parlour) -> None:
    asked = await parlour.send("karin", Verb.ASK_ABSENCE, parlour.about())

    back = await parlour.press("karin", asked, Verb.SHOW_WORKLIST)
    away = await parlour.press(
        "karin", asked, Verb.SET_ABSENCE, inputs={**DAYS, "person": parlour.plan.johan}
    )
    then = await parlour.press("karin", away, Verb.SHOW_WORKLIST)

    assert "Solceller på fem skoltak" in text(back)
    assert "Solceller på fem skoltak" in text(then)


@pytest.mark.parametrize("data", [{"round": "x"}, {"round": 1, "owner": []}, {"round": 2**40}])
async def test_a_hostile_card_is_refused(parlour: Parlour, data: Mapping[str, JsonValue]) -> None:
    assert isinstance(await parlour.send("karin", Verb.ASK_ABSENCE, data), Refuse)


async def test_a_deputy_who_is_away_too_is_told_of_with_who_gets_the_reminders(parlour: Parlour) -> None:
    away = Absence(first_day=date(2023, 9, 5), last_day=date(2023, 9, 30), deputy_id=parlour.plan.maja)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await people_store.set_absence(session, parlour.plan.johan, away)

    reply = await set_by_card(parlour, "karin", "johan")

    assert (
        "Johan Åkerlund är själv borta från tisdag 5 september till och med söndag 10 september. "
        "Då får Maja Strand dem." in text(reply)
    )


async def test_two_who_stand_in_for_each_other_are_told_that_it_comes_back(parlour: Parlour) -> None:
    away = Absence(first_day=date(2023, 9, 1), last_day=date(2023, 9, 30), deputy_id=parlour.plan.karin)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await people_store.set_absence(session, parlour.plan.johan, away)

    reply = await set_by_card(parlour, "karin", "johan")

    assert "Då kommer de till dig." in text(reply)


async def test_a_deputy_without_the_app_is_warned_about(parlour: Parlour) -> None:
    await parlour.remove("johan")

    reply = await set_by_card(parlour, "karin", "johan")

    assert "⚠ Johan Åkerlund har inte appen i Teams än" in text(reply)


async def test_the_deputy_gets_the_next_reminder_and_then_they_come_back_by_themselves(
    parlour: Parlour,
) -> None:
    await set_by_card(parlour, "karin", "johan", first="2023-08-22", last="2023-09-01")

    for at in (FIRST_STEP, SECOND_STEP):
        parlour.at = at
        await reminders.run(parlour.database, at, CALENDAR)
        await parlour.deliver()

    # Johan is told, and gets his own, Amina's and Karin's; then his own and Amina's, who is still away.
    assert len(parlour.came("johan")) == 1 + 3 + 2
    assert len(parlour.came("karin")) == 1


@pytest.mark.parametrize("said", ["jag är tillbaka", "I am back", "tillbaka!"])
async def test_back_again_in_words(parlour: Parlour, said: str) -> None:
    reply = await parlour.say("amina", said)

    amina = await person_of(parlour.database, parlour.plan, "amina")
    assert "Welcome back!" in text(reply)
    assert not amina.is_away(FIRST_STEP.date())
    assert amina.absence is not None
    assert amina.absence.deputy_id == parlour.plan.johan


async def test_an_absence_that_has_not_begun_can_be_removed_from_the_receipt(parlour: Parlour) -> None:
    receipt = await set_by_card(parlour, "karin", "johan")

    removed = await parlour.press("karin", receipt, Verb.END_ABSENCE)
    again = await parlour.press("karin", receipt, Verb.END_ABSENCE)

    assert await absence_of(parlour, "karin") is None
    assert "Din frånvaro är borttagen" in text(removed)
    assert "Du är inte anmäld som borta" in text(again)


async def test_back_on_the_first_day_leaves_nothing_behind(parlour: Parlour) -> None:
    await set_by_card(parlour, "karin", "johan", first="2023-08-22")

    reply = await parlour.say("karin", "tillbaka")

    assert "Välkommen tillbaka!" in text(reply)
    assert await absence_of(parlour, "karin") is None


async def test_nothing_is_written_but_the_absence_who_said_it_and_that_the_deputy_is_to_know(
    parlour: Parlour,
) -> None:
    before = await stored(parlour.database, parlour.plan.tenant_id)

    await set_by_card(parlour, "karin", "johan")

    after = await stored(parlour.database, parlour.plan.tenant_id)
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"person", "audit_event", "matter", "delivery"}


async def test_whoever_stands_in_is_told_and_told_when_it_counts_no_longer(on_each: Parlour) -> None:
    receipt = await set_by_card(on_each, "karin", "johan")
    await on_each.deliver()
    [first] = on_each.came("johan")

    await on_each.press("karin", receipt, Verb.END_ABSENCE)
    await on_each.deliver()
    [now] = on_each.came("johan")

    assert "Johan Åkerlund får ett meddelande om det." in text(receipt)
    assert "Du svarar åt Karin Ek" in text_of(first)
    assert "Karin Ek är borta från fredag 1 september till och med söndag 10 september." in text_of(first)
    assert "Det här gäller inte längre" in text_of(now)


async def test_who_was_to_stand_in_hears_nothing_of_what_was_taken_back_at_once(parlour: Parlour) -> None:
    receipt = await set_by_card(parlour, "karin", "johan")
    await parlour.press("karin", receipt, Verb.END_ABSENCE)

    await parlour.deliver()

    assert parlour.came("johan") == []


async def test_with_another_deputy_only_that_one_is_told(parlour: Parlour) -> None:
    await set_by_card(parlour, "karin", "johan")
    await set_by_card(parlour, "karin", "henrik")

    await parlour.deliver()

    assert parlour.came("johan") == []
    assert len(parlour.came("henrik")) == 1


async def test_a_later_year_is_said(parlour: Parlour) -> None:
    parlour.at = datetime(2023, 12, 20, 9, tzinfo=UTC)

    reply = await set_by_card(parlour, "karin", "johan", first="2023-12-21", last="2024-08-01")

    assert "till och med 1 augusti 2024" in text(reply)

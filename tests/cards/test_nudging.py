"""What the strategist is asked before people are reminded: who, with which words, and who was just now."""

from dataclasses import replace

from cards.card import Card
from cards.nudging import choosing
from cards.nudging.payloads import AboutNudge
from cards.nudging.question import NOTHING_TYPED, Telling, Typed, ask_nudge
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.nudging import places
from domain.overview import Overview
from domain.people import PersonId
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, of_type, shown
from tests.cards.nudging_gallery import ABOUT, ASKER, nudging

WORDS = Words()
SOON = "Påminnelserna skickas efter 5 minuter."
TELLING = Telling(when=SOON, asker="Maja Lind", names={ASKER: "Maja Lind"})


def asked(
    view: Overview,
    about: AboutNudge = ABOUT,
    *,
    just_now: int = 0,
    earlier: int = 0,
    given: Typed = NOTHING_TYPED,
    telling: Telling = TELLING,
) -> Card:
    known = nudging(view, about, just_now=just_now, earlier=earlier)
    return ask_nudge(view, known, about, WORDS, telling, given=given)


def test_the_question_names_exactly_those_who_will_be_reminded() -> None:
    card = asked(givens.overview(2, 3))

    assert shown(card) == [
        "Påminna 4 personer?",
        "Var och en får ett kort med det som inte är besvarat än.",
        SOON,
        "Enhet 01",
        "Person 1001 och Person 1002",
        "Enhet 02",
        "Person 2001 och Person 2002",
    ]


def test_only_the_unit_is_named_when_only_the_unit_is_asked_for() -> None:
    view = givens.overview(2, 3)
    unit_id = view.units[1].org_unit.org_unit_id

    card = asked(view, replace(ABOUT, about=replace(ABOUT.about, org_unit_id=unit_id)))

    assert shown(card)[0] == "Påminna 2 personer i Enhet 02?"
    assert "Person 1001 och Person 1002" not in shown(card)


def test_a_measure_is_named_with_those_of_all_its_units() -> None:
    view = givens.overview(2, 3)
    measure_id = view.measures[0].measure.measure_id

    card = asked(view, replace(ABOUT, about=replace(ABOUT.about, measure_id=measure_id)))

    assert shown(card)[0] == "Påminna 4 personer om åtgärd 1 Giftfria verksamheter?"


def test_only_those_who_were_chosen_are_named() -> None:
    card = asked(givens.overview(2, 3), replace(ABOUT, chosen=frozenset({PersonId(2001)})))

    assert shown(card)[0] == "Påminna 1 person?"
    assert "Person 2001" in shown(card)


def test_those_who_cannot_be_reached_stand_apart_and_nothing_can_be_sent_to_them_alone() -> None:
    card = asked(givens.overview(1, 3, contact=ContactState.UNINSTALLED))

    assert shown(card)[-2:] == ["⚠ Går inte att nå, får ingen påminnelse", "Person 1001 och Person 1002"]
    assert list(buttons(card)) == ["Tillbaka"]


def test_sending_carries_the_key_of_the_card() -> None:
    send = buttons(asked(givens.overview()))["Skicka"]

    assert send["verb"] == Verb.NUDGE
    assert send["data"] == {"round": 7, "unit": 0, "page": 0, "once": KEY, "to": "", "seen": ""}


def test_hundreds_of_names_are_turned_page_by_page() -> None:
    view = givens.overview(2, 200)

    first = asked(view)
    last = asked(view, replace(ABOUT, about=replace(ABOUT.about, page=3)))

    assert {"Nästa", "Skicka", "Välj personer", "Tillbaka"} == set(buttons(first))
    assert {"Föregående", "Skicka", "Välj personer", "Tillbaka"} == set(buttons(last))
    assert shown(first)[0] == shown(last)[0] == "Påminna 398 personer?"
    assert "Sida 4 av 4" in shown(last)


def test_those_who_were_reminded_just_now_are_left_out_and_it_says_by_whom() -> None:
    texts = shown(asked(givens.overview(2, 3), just_now=3))

    assert texts[0] == "Påminna 1 person?"
    assert "Maja Lind påminde 3 av dem kl. 09.05." in texts
    assert "De får ingen påminnelse nu, om du inte väljer det här nedanför." in texts
    assert texts[texts.index("Påmindes nyss, får ingen påminnelse") + 1] == (
        "Person 1001, Person 1002 och Person 2001"
    )


def test_even_those_are_named_and_counted_once_one_has_chosen_so() -> None:
    card = asked(givens.overview(2, 3), just_now=3, given=Typed(even_them=True))

    (toggle,) = of_type(card, "Input.Toggle")
    assert toggle["value"] == "true"
    assert shown(card)[0] == "Påminna 4 personer?"
    assert "Påmindes nyss, får ingen påminnelse" not in shown(card)


def test_when_all_were_reminded_just_now_one_may_still_choose_to() -> None:
    card = asked(givens.overview(1, 3), just_now=2)

    assert shown(card)[0] == "Påminna 0 personer?"
    assert "Skicka" in buttons(card)
    assert of_type(card, "Input.Toggle")


def test_who_had_a_reminder_this_morning_gets_another_and_it_is_said() -> None:
    texts = shown(asked(givens.overview(1, 3), earlier=1))

    assert texts[0] == "Påminna 2 personer?"
    assert texts[texts.index("Har fått en påminnelse tidigare i dag") + 1] == "Person 1001"


def test_the_reminder_that_comes_by_itself_is_told() -> None:
    card = asked(givens.overview(), telling=replace(TELLING, next_reminder=givens.CLOSES_AT))

    assert (
        "Den vanliga påminnelsen går ändå tisdag 19 september kl. 16.00 till alla som har något kvar."
        in shown(card)
    )


def test_own_words_are_shown_as_they_will_stand_in_the_card() -> None:
    card = asked(givens.overview(), given=Typed(sentence="Det *brådskar*.", preview=True))

    texts = shown(card)
    assert texts[texts.index("I kortet") + 1] == "Maja Lind på miljökontoret skriver: Det *brådskar*."
    assert "Inget är skickat än. Så här står dina ord i kortet." in texts
    send = buttons(card)["Skicka"]["data"]
    assert isinstance(send, dict)
    assert send["seen"] == "Det *brådskar*."


def test_the_field_for_own_words_says_how_long_they_may_be() -> None:
    (field,) = of_type(asked(givens.overview()), "Input.Text")

    assert field["maxLength"] == 300


def test_only_those_who_can_be_reached_can_be_chosen() -> None:
    lost = givens.overview(1, 3, contact=None)

    card = choosing.choose(places(lost) or (), ABOUT, WORDS)

    (field,) = of_type(card, "Input.ChoiceSet")
    assert field["isMultiSelect"] is True
    assert field.get("choices", []) == []


def test_hundreds_to_choose_among_are_turned_and_those_chosen_elsewhere_are_counted() -> None:
    people = places(givens.overview(2, 200)) or ()
    chosen = replace(ABOUT, chosen=frozenset({PersonId(1001), PersonId(2199)}))

    first = choosing.choose(people, chosen, WORDS)

    (field,) = of_type(first, "Input.ChoiceSet")
    assert field["value"] == "1001"
    assert "1 är vald på en annan sida." in shown(first)
    assert "Nästa" in buttons(first)

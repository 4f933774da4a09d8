"""What the strategist is asked before people are written to, and told afterwards."""

from cards.nudge import ask_nudge, ask_open, opened
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, shown

WORDS = Words()
SOON = "Påminnelserna skickas efter 5 minuter."


def test_the_question_names_exactly_those_who_will_be_reminded() -> None:
    card = ask_nudge(givens.overview(2, 3), None, WORDS, key=KEY, when=SOON)

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

    card = ask_nudge(view, view.units[1].org_unit, WORDS, key=KEY, when=SOON)

    assert shown(card)[0] == "Påminna 2 personer i Enhet 02?"
    assert "Person 1001 och Person 1002" not in shown(card)


def test_those_who_cannot_be_reached_stand_apart_and_nothing_can_be_sent_to_them_alone() -> None:
    card = ask_nudge(givens.overview(1, 3, contact=ContactState.UNINSTALLED), None, WORDS, key=KEY, when=SOON)

    assert shown(card)[-2:] == ["⚠ Går inte att nå, får ingen påminnelse", "Person 1001 och Person 1002"]
    assert list(buttons(card)) == ["Tillbaka"]


def test_it_says_when_the_reminders_go() -> None:
    assert SOON in shown(ask_nudge(givens.overview(), None, WORDS, key=KEY, when=SOON))


def test_sending_carries_the_key_of_the_card() -> None:
    card = ask_nudge(givens.overview(), None, WORDS, key=KEY, when=SOON)

    send = buttons(card)["Skicka"]
    assert send["verb"] == Verb.NUDGE
    assert send["data"] == {"round": 7, "unit": 0, "page": 0, "once": KEY}


def test_a_person_in_two_units_is_named_and_counted_once() -> None:
    view = givens.overview(2, 1, answered=0, name="Karin")
    twice = type(view)(follow_up_round=view.follow_up_round, units=(view.units[0], view.units[0]))

    card = ask_nudge(twice, None, WORDS, key=KEY, when=SOON)

    assert shown(card)[0] == "Påminna 1 person?"
    assert shown(card).count("Karin") == 2  # the unit has the same name


def test_hundreds_of_names_are_turned_page_by_page() -> None:
    view = givens.overview(2, 200)

    first = ask_nudge(view, None, WORDS, key=KEY, when=SOON)
    last = ask_nudge(view, None, WORDS, key=KEY, when=SOON, page=3)

    assert {"Nästa", "Skicka", "Tillbaka"} == set(buttons(first))
    assert {"Föregående", "Skicka", "Tillbaka"} == set(buttons(last))
    assert shown(first)[0] == shown(last)[0] == "Påminna 398 personer?"
    assert "Sida 4 av 4" in shown(last)


def test_opening_early_is_asked_about_with_its_dates() -> None:
    card = ask_open(
        givens.follow_up_round(RoundState.PLANNED), WORDS, key=KEY, first_reminder=givens.OPENS_AT
    )

    assert "tisdag 22 augusti kl. 08.00" in shown(card)
    assert "tisdag 12 september" in shown(card)
    assert buttons(card)["Öppna nu"]["verb"] == Verb.OPEN_ROUND


def test_the_receipt_for_opening_leads_back_to_the_overview() -> None:
    card = opened(givens.follow_up_round(), WORDS)

    assert shown(card)[0] == "Uppföljningen är öppen"
    assert list(buttons(card)) == ["Till läget"]

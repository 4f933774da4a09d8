"""The delivery ledger's card: those who need the strategist first, each with why and what helps."""

from dataclasses import replace
from itertools import pairwise

import pytest

from cards import delivery_words
from cards.again import ask_again
from cards.deliveries import deliveries
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.deliveries import FailureReason, Fate
from domain.ledger import Place
from domain.mail import Mailed
from domain.people import Language, PersonId
from domain.rounds import FollowUpRoundId, RoundState
from tests.cards.gallery import KEY, buttons, shown
from tests.cards.ledger_givens import FIVE_PAST, NINE, again, entry, ledger, step

WORDS = Words()
SEND_AGAIN = "Skicka igen till dem"


def test_the_numbers_come_first_and_then_the_people_by_place() -> None:
    people = [entry(number, place) for number, place in enumerate(Place)]

    texts = shown(deliveries(ledger(people), WORDS, key=KEY, at=NINE))

    assert texts[2] == (
        "1 nåddes inte · 1 får ett nytt försök · 1 väntar · 1 på väg · 1 med e-post · 1 skickad"
        " · 1 får en annan påminnelse · 1 har pausat · 1 inte längre aktuell · 1 avbruten"
    )
    headings = [delivery_words.heading(place, WORDS) + " (1)" for place in Place]
    assert all(texts.index(before) < texts.index(after) for before, after in pairwise(headings))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("failure", FailureReason)
def test_every_reason_is_told_in_words_with_what_helps(language: Language, failure: FailureReason) -> None:
    words = Words(language=language)

    texts = shown(deliveries(ledger([entry(1, Place.NOT_REACHED, failure=failure)]), words, key=KEY, at=NINE))

    reason, remedy = texts[-2:]
    assert reason == delivery_words.reason(failure, words)
    assert remedy == delivery_words.remedy(failure, words)
    assert reason.endswith(".")
    assert remedy.endswith(".")


def test_the_code_is_shown_where_it_will_want_to_know_it() -> None:
    people = [
        entry(1, Place.NOT_REACHED, failure=FailureReason.REJECTED, code="BadArgument"),
        entry(2, Place.NOT_REACHED, failure=FailureReason.BLOCKED, code="MessageWritesBlocked"),
    ]

    texts = shown(deliveries(ledger(people), WORDS, key=KEY, at=NINE))

    assert "Teams tog inte emot meddelandet. (BadArgument)" in texts
    assert "Personen har blockerat appen." in texts


def test_whoever_a_letter_has_reached_asks_nothing_of_the_strategist_but_has_a_link_to_withdraw() -> None:
    mailed = {PersonId(1): Mailed(fate=Fate.SENT, at=NINE)}
    view = replace(ledger([entry(1, Place.MAILED)]), letters=mailed, links={PersonId(1)})

    card = deliveries(view, WORDS, key=KEY, at=NINE)

    assert shown(card)[-3:] == [
        "Personen har blockerat appen.",
        "E-post skickad kl. 09.00.",
        "Dra tillbaka länken ›",
    ]
    assert buttons(card)["Dra tillbaka länken till Person 1"]["verb"] == Verb.ASK_WITHDRAW_LINK
    closed = replace(view, follow_up_round=ledger([], state=RoundState.CLOSED).follow_up_round)
    assert "Dra tillbaka länken ›" not in shown(deliveries(closed, WORDS, key=KEY, at=NINE))


def test_an_obstacle_that_is_gone_is_said_to_be() -> None:
    view = ledger([entry(1, Place.NOT_REACHED)], contact=ContactState.ACTIVE)

    card = deliveries(view, WORDS, key=KEY, at=NINE)

    assert "Det är åtgärdat nu. Skicka igen." in shown(card)
    assert buttons(card)[SEND_AGAIN]["verb"] == Verb.ASK_AGAIN


def test_in_a_closed_round_nothing_is_asked_for() -> None:
    card = deliveries(ledger([entry(1, Place.NOT_REACHED)], state=RoundState.CLOSED), WORDS, key=KEY, at=NINE)

    assert shown(card)[-1] == "Personen har blockerat appen."
    assert set(buttons(card)) == {"Uppdatera", "Till läget"}


def test_what_is_on_its_way_can_be_stopped_from_here() -> None:
    card = deliveries(ledger([entry()], under_way=[step(waiting=4)]), WORDS, key=KEY, at=NINE)

    assert "Påminnelse 15 arbetsdagar före sista svarsdagen" in shown(card)
    assert "4 väntar · 12 skickade" in shown(card)
    assert buttons(card)["Avbryt resten"]["verb"] == Verb.ASK_CANCEL


def test_what_waits_says_when_it_goes_and_what_is_due_goes_soon() -> None:
    view = ledger([entry(1, Place.WAITING)])

    assert shown(deliveries(view, WORDS, key=KEY, at=NINE))[-1] == "kl. 09.05"
    assert shown(deliveries(view, WORDS, key=KEY, at=FIVE_PAST))[-1] == "strax"


def test_the_summary_says_by_itself_what_became_of_it() -> None:
    view = ledger([entry()], summaries=[entry(9, Place.SENT, person="Henrik Norling")])

    texts = shown(deliveries(view, WORDS, key=KEY, at=NINE))

    place = texts.index("Henrik Norling")
    assert texts[place - 1 : place + 2] == ["Sammanställning", "Henrik Norling", "skickad kl. 09.00"]


def test_300_people_are_turned_page_by_page_and_no_page_is_too_large() -> None:
    people = [entry(number, Place.NOT_REACHED, person="Å" * 80, org_unit="Ö" * 80) for number in range(310)]

    pages = [deliveries(ledger(people, page=page), WORDS, key=KEY, at=NINE) for page in range(13)]

    assert sum(text.startswith("Å") for page in pages for text in shown(page)) == 310
    assert "Sida 13 av 13" in shown(pages[-1])


def test_before_anybody_has_been_reminded_that_is_what_it_says() -> None:
    assert "Ingen har fått någon påminnelse än." in shown(deliveries(ledger([]), WORDS, key=KEY, at=NINE))


def test_it_is_shown_exactly_who_gets_it_again_and_who_does_not_and_why() -> None:
    card = ask_again(again(3, 2), FollowUpRoundId(7), WORDS, key=KEY, when="Påminnelserna skickas direkt.")

    assert shown(card) == [
        "Skicka igen till 3 personer?",
        "Var och en får ett kort med det som inte är besvarat än.",
        "Påminnelserna skickas direkt.",
        "Får påminnelsen",
        "Person 1000, Person 1001 och Person 1002",
        "⚠ Går inte att nå: har tagit bort appen. Be personen lägga till den igen.",
        "Person 1000 och Person 1001",
    ]
    assert buttons(card)["Skicka"]["verb"] == Verb.SEND_AGAIN


def test_when_nobody_can_be_reached_there_is_nothing_to_send() -> None:
    card = ask_again(again(0, 2), FollowUpRoundId(7), WORDS, key=KEY, when="")

    assert shown(card)[:2] == [
        "Ingen att skicka till igen",
        "Ingen av dem som inte nåddes går att nå än.",
    ]
    assert list(buttons(card)) == ["Tillbaka"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("fate", Fate)
@pytest.mark.parametrize("failure", [None, *FailureReason])
def test_every_fate_has_words(language: Language, fate: Fate, failure: FailureReason | None) -> None:
    assert delivery_words.fate(fate, failure, Words(language=language))

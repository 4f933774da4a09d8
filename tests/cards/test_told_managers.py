"""The escalation in the ledger's card: who was told what and when, or why not."""

from dataclasses import replace

from cards.deliveries import deliveries
from cards.verbs import Verb
from cards.words import Words
from domain.ledger import Place
from domain.rounds import RoundState
from domain.tellings import Tellings
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, shown
from tests.cards.ledger_givens import FIVE_PAST, NEXT_STEP, NINE, entry, ledger, told

WORDS = Words()


def texts_of(managers: Tellings, state: RoundState = RoundState.OPEN) -> list[str]:
    return shown(deliveries(ledger([], managers=managers, state=state), WORDS, key=KEY, at=NINE))


def test_each_manager_stands_with_the_time_and_what_the_unit_has_left() -> None:
    texts = texts_of(told([entry(1, person="Karin Ek")]))

    assert texts[texts.index("Till enheternas chefer") + 1 :] == [
        "Karin Ek",
        "Tunabyggen",
        "Fick veta kl. 09.00.",
        "Enheten har 3 aktiviteter kvar nu.",
        "Visa ›",
    ]


def test_what_a_unit_has_left_is_a_tap_away() -> None:
    card = deliveries(ledger([], managers=told([entry(1)])), WORDS, key=KEY, at=NINE)

    assert buttons(card)["Visa vad Tunabyggen har kvar"]["verb"] == Verb.SHOW_ESCALATION


def test_a_manager_who_was_not_reached_has_the_reason_and_the_remedy() -> None:
    texts = texts_of(told([entry(1, Place.NOT_REACHED)]))

    assert "⚠ Personen har blockerat appen." in texts
    assert "Be personen häva blockeringen." in texts


def test_a_deputy_was_told_instead() -> None:
    assert "Gick till ersättaren Johan Åkerlund." in texts_of(told([entry(1, recipient="Johan Åkerlund")]))


def test_a_unit_that_answered_first_was_not_told_of() -> None:
    texts = texts_of(told([entry(1, Place.NOT_NEEDED)], left=0))

    assert "Fick inte veta något: det behövdes inte längre." in texts
    assert "Enheten har svarat på allt." in texts
    assert "Visa ›" not in texts


def test_what_is_on_its_way_says_when() -> None:
    waiting, claimed, again = entry(1, Place.WAITING), entry(2, Place.ON_THE_WAY), entry(3, Place.HELD_UP)
    texts = texts_of(told([waiting, claimed, again]))

    assert "Får veta kl. 09.05." in texts
    assert "Får veta just nu." in texts
    assert "⚠ Har inte kunnat få veta än. Nytt försök kl. 09.05." in texts


def test_before_the_day_it_says_when_managers_are_told() -> None:
    texts = texts_of(replace(Tellings(), at=NEXT_STEP))

    assert "De får veta tisdag 5 september kl. 09.00 vad som saknas då." in texts


def test_a_manager_who_has_got_nothing_is_named() -> None:
    texts = texts_of(replace(told([]), untold=(givens.person(5, "Anna Berg"),)))

    assert "Ingen chef har fått veta något." in texts
    assert "Har inte fått veta något: Anna Berg. Inget i deras enheter är försenat än." in texts


def test_units_that_nobody_leads_are_named_with_what_helps() -> None:
    texts = texts_of(told([], unled=["Sektor A", "Tunabyggen"]))

    assert texts[-4:] == [
        "⚠ Enheter utan chef (2)",
        "Sektor A och Tunabyggen",
        "Ingen får veta vad som saknas där.",
        "Ge någon i enheten rollen ”Enhetschef” i planen.",
    ]


def test_in_a_closed_round_nothing_is_to_be_mended() -> None:
    texts = texts_of(told([entry(1, Place.NOT_REACHED)], unled=["Sektor A"]), RoundState.CLOSED)

    assert texts[-1] == "⚠ Personen har blockerat appen."


def test_the_next_page_is_people_alone() -> None:
    people = [entry(number) for number in range(30)]
    card = deliveries(ledger(people, page=1, managers=told(people)), WORDS, key=KEY, at=FIVE_PAST)

    assert "Till enheternas chefer" not in shown(card)

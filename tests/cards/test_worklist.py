"""The owner's list."""

from dataclasses import replace
from datetime import timedelta

from cards.payloads import Verb
from cards.words import Words
from cards.worklist import worklist
from domain.answers import Progress
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, of_type, shown

WORDS = Words()
BEFORE = givens.statement(Progress.ON_TRACK, "Två hus är klara.")


def test_an_unanswered_activity_shows_what_was_said_last_time() -> None:
    view = givens.worklist((givens.item(previous=BEFORE),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card) == [
        "Delårsbokslut 2023",
        "0 av 1 besvarade",
        "Svara senast tisdag 12 september",
        "1.1 Byt lampor i trapphusen",
        "Åtgärd 1: Giftfria verksamheter",
        "Förra gången: ● Enligt plan · 40\u00a0% – Två hus är klara.",
    ]
    assert {button["verb"] for button in buttons(card).values()} == {Verb.REPEAT_ANSWER, Verb.OPEN_FORM}


def test_an_answered_activity_shows_its_state_and_who_saved_it_when() -> None:
    view = givens.worklist((givens.item(now=givens.statement(Progress.DELAYED, "Anbuden dröjer.")),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[5:] == [
        "▲ Försenad · 40\u00a0%",
        "Anbuden dröjer.",
        "Hinder: Pengar. Anbuden dröjer.",
        "Nästa steg: Anbuden dröjer.",
        "Sparat torsdag 24 augusti kl. 09.05 av Karin Ståhlberg",
    ]
    assert list(buttons(card)) == ["Ändra"]


def test_only_the_symbol_has_the_colour_of_the_state() -> None:
    view = givens.worklist((givens.item(now=givens.statement(Progress.DELAYED)),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    coloured = [run["text"] for run in of_type(card, "TextRun") if run.get("color") == "warning"]
    assert coloured == ["▲ "]


def test_what_was_done_last_time_cannot_be_repeated() -> None:
    view = givens.worklist((givens.item(previous=givens.statement(Progress.DONE)),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert list(buttons(card)) == ["Uppdatera"]


def test_what_is_unanswered_comes_first() -> None:
    view = givens.worklist((givens.item(1, BEFORE), givens.item(2)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert [text for text in shown(card) if text.endswith("trapphusen")] == [
        "1.2 Byt lampor i trapphusen",
        "1.1 Byt lampor i trapphusen",
    ]


def test_sixty_activities_are_turned_page_by_page() -> None:
    view = givens.worklist(tuple(givens.item(number) for number in range(1, 61)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY, page=11)

    assert "Sida 12 av 12" in shown(card)
    assert {"Föregående", "Uppdatera"} == set(buttons(card))


def test_a_closed_round_offers_no_button_that_would_be_refused() -> None:
    view = givens.worklist((givens.item(previous=BEFORE),), RoundState.CLOSED)

    card = worklist(view, WORDS, key=KEY, today=givens.CLOSES_AT.date() + timedelta(days=1))

    assert buttons(card) == {}
    assert "Uppföljningen är stängd. Hör av dig till miljökontoret om ett svar behöver rättas." in shown(card)


def test_after_the_deadline_the_time_that_is_left_stands_out() -> None:
    view = givens.worklist((givens.item(),))

    card = worklist(view, WORDS, key=KEY, today=givens.DEADLINE + timedelta(days=1))

    (line,) = [block for block in of_type(card, "TextBlock") if block.get("color") == "attention"]
    assert line["text"] == (
        "Sista svarsdag var tisdag 12 september, men du kan svara fram till tisdag 19 september kl. 16.00."
    )


def test_a_repeated_answer_is_told_apart() -> None:
    view = givens.worklist((givens.item(now=BEFORE, unchanged=True),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[-1].startswith("Oförändrat · Sparat")


def test_a_greeting_opens_the_card_and_its_notification() -> None:
    view = givens.worklist((givens.item(),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY, greeting="Hej Karin!")

    assert shown(card)[0] == "Hej Karin!"
    assert card.summary == "Hej Karin! 0 av 1 besvarade."


def test_somebody_without_activities_is_told_so() -> None:
    view = replace(givens.worklist(()), items=())

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert "Du ansvarar inte för någon aktivitet i uppföljningen" in shown(card)

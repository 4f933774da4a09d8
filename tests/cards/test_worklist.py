"""The owner's list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.card import Card
from cards.verbs import Verb
from cards.words import Words
from cards.worklist import worklist
from domain.answers import Progress
from domain.plan import PlanActivityId
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, elements, of_type, seen_buttons, shown

WORDS = Words()
BEFORE = givens.statement(Progress.ON_TRACK, "Två hus är klara.")


def test_an_unanswered_activity_shows_what_was_said_last_time() -> None:
    view = givens.worklist((givens.item(previous=BEFORE),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card) == [
        "Delårsbokslut 2023",
        "0 av 1 klara · svara senast tisdag 12 september",
        "1. Byt lampor i trapphusen",
        "Uppdatera ›",
        "1.1 · Åtgärd 1: Giftfria verksamheter",
        "Förra gången: ● Enligt plan · 40\u00a0% – Två hus är klara.",
    ]
    assert verbs(card) >= {Verb.REPEAT_ANSWER, Verb.OPEN_FORM}


def test_an_answered_activity_shows_its_state_and_who_saved_it_when() -> None:
    view = givens.worklist((givens.item(now=givens.statement(Progress.DELAYED, "Anbuden dröjer.")),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[1:] == [
        "Din aktivitet är besvarad",
        "Tack! Du kan ändra dina svar fram till tisdag 19 september kl. 16.00.",
        "1. Byt lampor i trapphusen",
        "Ändra ›",
        "1.1 · Åtgärd 1: Giftfria verksamheter",
        "▲ Försenad · 40\u00a0%",
        "Anbuden dröjer.",
        "Hinder: Pengar. Anbuden dröjer.",
        "Nästa steg: Anbuden dröjer.",
        "Sparat torsdag 24 augusti kl. 09.05 av Karin Ståhlberg",
    ]


def test_pressing_a_row_anywhere_opens_its_form_and_a_screen_reader_hears_all_of_it() -> None:
    view = givens.worklist((givens.item(previous=BEFORE), givens.item(2, BEFORE)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    left, done = [each for each in buttons(card).values() if each["verb"] == Verb.OPEN_FORM]
    assert left["title"] == (
        "Uppdatera: 1. Byt lampor i trapphusen. Förra gången: ● Enligt plan · 40 % – Två hus är klara."
    )
    assert str(done["title"]).startswith("Ändra: 2. Byt lampor i trapphusen. Enligt plan · 40 %")


def test_no_button_stands_inside_something_else_that_can_be_pressed() -> None:
    view = givens.worklist(tuple(givens.item(number, previous=BEFORE) for number in range(1, 4)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    pressed = [each for each in of_type(card, "Container") if "selectAction" in each]
    assert pressed
    assert not [each for row in pressed for each in elements(row["items"]) if each["type"] == "ActionSet"]


def test_a_row_keeps_its_number_whatever_has_been_answered() -> None:
    view = givens.worklist((givens.item(1, BEFORE), givens.item(2), givens.item(3, BEFORE)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert titles(card) == [
        "2. Byt lampor i trapphusen",
        "1. Byt lampor i trapphusen",
        "3. Byt lampor i trapphusen",
    ]


def test_what_is_done_is_folded_until_everything_is() -> None:
    some = givens.worklist((givens.item(1, BEFORE), givens.item(2), givens.item(3, BEFORE)))
    every = givens.worklist((givens.item(1, BEFORE),))

    folded = worklist(some, WORDS, key=KEY, today=givens.TODAY)
    shown_open = worklist(every, WORDS, key=KEY, today=givens.TODAY)

    [fold] = of_type(folded, "Action.ToggleVisibility")
    assert (fold["title"], fold["targetElements"]) == ("Visa de 2 besvarade", ["answered"])
    assert [each["isVisible"] for each in of_type(folded, "Container") if each.get("id") == "answered"] == [
        False
    ]
    assert of_type(shown_open, "Action.ToggleVisibility") == []
    assert [each["isVisible"] for each in of_type(shown_open, "Container") if "id" in each] == [True]


def test_a_draft_is_told_of_on_its_row() -> None:
    view = givens.worklist((givens.item(1, previous=BEFORE), givens.item(2)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY, drafted={PlanActivityId(2)})

    assert shown(card).count("✎ Utkast sparat") == 1
    assert "✎ Utkast sparat" in str([title for title in buttons(card) if "2." in title])


def test_all_that_can_be_repeated_is_repeated_with_one_button() -> None:
    dropped = givens.statement(Progress.DROPPED)
    items = (
        *(givens.item(number, previous=BEFORE) for number in range(1, 8)),
        givens.item(8, previous=dropped),
    )

    card = worklist(givens.worklist(items), WORDS, key=KEY, today=givens.TODAY)

    assert buttons(card)["Oförändrat för resten (7)"]["verb"] == Verb.ASK_REPEAT_REST


def test_one_alone_is_repeated_with_its_own_button() -> None:
    view = givens.worklist((givens.item(1, previous=BEFORE), givens.item(2)))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert Verb.REPEAT_ANSWER in verbs(card)
    assert Verb.ASK_REPEAT_REST not in verbs(card)


@pytest.mark.parametrize("many", [1, 2, 5, 6, 20, 60])
@pytest.mark.parametrize("page", range(8))
@pytest.mark.parametrize("share_answered", [0, 3, 1])
def test_no_more_than_six_buttons_are_seen_at_once(many: int, page: int, share_answered: int) -> None:
    now = [BEFORE if share_answered and number % share_answered == 0 else None for number in range(many)]
    items = tuple(givens.item(number + 1, said, previous=BEFORE) for number, said in enumerate(now))
    others = [givens.person(number, "Amina") for number in range(2, 5)]

    card = worklist(
        givens.worklist(items), WORDS, key=KEY, today=givens.TODAY, page=page, standing_in_for=others
    )

    assert len(seen_buttons(card.content)) <= 6


def test_what_is_asked_for_seldom_stands_in_the_menu() -> None:
    card = worklist(givens.worklist((givens.item(),)), WORDS, key=KEY, today=givens.TODAY)

    hidden = [each["title"] for each in of_type(card, "Action.Execute") if each.get("mode") == "secondary"]
    assert hidden == ["Jag behöver mer tid", "Jag är borta"]


def test_who_has_been_given_more_time_reads_their_own_last_day() -> None:
    view = replace(givens.worklist((givens.item(),)), deadline=givens.DEADLINE + timedelta(days=3))

    card = worklist(view, WORDS, key=KEY, today=givens.DEADLINE + timedelta(days=1))

    assert shown(card)[1:3] == [
        "0 av 1 klara · svara senast fredag 15 september",
        "Du har fått längre tid. Övriga svarar senast tisdag 12 september.",
    ]


def test_only_the_symbol_has_the_colour_of_the_state() -> None:
    view = givens.worklist((givens.item(now=givens.statement(Progress.DELAYED)),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    coloured = [run["text"] for run in of_type(card, "TextRun") if run.get("color") == "warning"]
    assert coloured == ["▲ "]


def test_what_was_done_last_time_cannot_be_repeated() -> None:
    view = givens.worklist((givens.item(previous=givens.statement(Progress.DONE)),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert Verb.OPEN_FORM in verbs(card)
    assert Verb.REPEAT_ANSWER not in verbs(card)


def test_sixty_activities_are_turned_page_by_page_and_every_one_is_there_once() -> None:
    view = givens.worklist(
        tuple(givens.item(number, BEFORE if number > 40 else None) for number in range(1, 61))
    )

    pages = [worklist(view, WORDS, key=KEY, today=givens.TODAY, page=page) for page in range(14)]

    assert [title for page in pages for title in titles(page)] == [
        f"{number}. Byt lampor i trapphusen" for number in range(1, 61)
    ]
    assert ["Sida 1 av 10" in shown(pages[0]), "Sida 4 av 4" in shown(pages[-1])] == [True, True]
    assert "Visa 4 till" in buttons(pages[0])
    assert "Föregående" in buttons(pages[1])
    assert buttons(pages[0])["Visa de 20 besvarade"]["data"]["page"] == 10  # type: ignore[index,call-overload]
    assert buttons(pages[10])["Till det som är kvar"]["data"]["page"] == 0  # type: ignore[index,call-overload]


def test_a_closed_round_offers_no_button_that_would_be_refused() -> None:
    view = givens.worklist((givens.item(previous=BEFORE),), RoundState.CLOSED)

    card = worklist(view, WORDS, key=KEY, today=givens.CLOSES_AT.date() + timedelta(days=1))

    assert buttons(card) == {}
    assert "Uppföljningen är stängd. Hör av dig till miljökontoret om ett svar behöver rättas." in shown(card)


def test_after_the_deadline_the_time_that_is_left_stands_out() -> None:
    view = givens.worklist((givens.item(),))

    card = worklist(view, WORDS, key=KEY, today=givens.DEADLINE + timedelta(days=1))

    assert shown(card)[1] == "⚠ 0 av 1 klara · sista dagen var tisdag 12 september"
    assert [run["text"] for run in of_type(card, "TextRun") if run.get("color")] == ["⚠ "]
    assert "Du kan svara fram till tisdag 19 september kl. 16.00." in shown(card)


def test_a_repeated_answer_is_told_apart() -> None:
    view = givens.worklist((givens.item(now=BEFORE, unchanged=True),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[-1].startswith("Oförändrat · Sparat")


def test_a_greeting_opens_the_card_and_its_notification() -> None:
    view = givens.worklist((givens.item(),))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY, greeting="Hej Karin!")

    assert shown(card)[0] == "Hej Karin!"
    assert card.summary == "Hej Karin! 0 av 1 klara."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Yasmin Karimi", "⇄ Yasmin Karimi har fått frågan om att ta över"),
        ("", "⇄ Miljökontoret avgör vem som ska ta över"),
    ],
)
def test_a_row_tells_whom_has_been_asked_to_take_over(name: str, told: str) -> None:
    view = replace(givens.worklist((givens.item(1), givens.item(2))), handed_to={PlanActivityId(2): name})

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card).count(told) == 1
    assert told in str([title for title in buttons(card) if "2." in title])


def test_whoever_has_asked_for_more_time_reads_that_it_is_not_decided() -> None:
    view = replace(givens.worklist((givens.item(),)), asked_until=givens.DEADLINE + timedelta(days=3))

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[2] == "Du har bett om tid till fredag 15 september och har inte fått svar än."


def test_somebody_without_activities_is_told_so() -> None:
    view = replace(givens.worklist(()), items=())

    card = worklist(view, WORDS, key=KEY, today=givens.TODAY)

    assert "Du ansvarar inte för någon aktivitet i uppföljningen" in shown(card)


def titles(card: Card) -> list[str]:
    return [text for text in shown(card) if text.endswith("trapphusen")]


def verbs(card: Card) -> set[object]:
    return {each["verb"] for each in of_type(card, "Action.Execute")}

"""“Unchanged for the rest”, before it is saved."""

from dataclasses import replace
from datetime import timedelta

from cards import repetition
from cards.card import Card
from cards.payloads import AboutWorklist
from cards.repetition import MOST_TOGETHER, rest_of
from cards.verbs import Verb
from cards.words import Words
from cards.worklist import repeatable
from domain.answers import Progress
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, shown

WORDS = Words()
BEFORE = givens.statement(Progress.ON_TRACK, "Två hus är klara.")
LATE = replace(givens.statement(Progress.DELAYED), new_end=givens.TODAY - timedelta(days=1))
AHEAD = replace(givens.statement(Progress.DELAYED), new_end=givens.TODAY + timedelta(days=1))


def asked(*items: WorkItem) -> Card:
    view = givens.worklist(items)
    about = AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1))
    return repetition.ask(view, repeatable(view, givens.TODAY), about, WORDS, key=KEY, today=givens.TODAY)


def test_what_will_be_saved_stands_there_word_for_word() -> None:
    card = asked(givens.item(1, previous=BEFORE), givens.item(2, previous=AHEAD))

    assert shown(card) == [
        "Spara 2 aktiviteter som oförändrade?",
        "Svaren från förra gången sparas en gång till, märkta som oförändrade:",
        "1. Byt lampor i trapphusen",
        "● Enligt plan · 40\u00a0%",
        "Två hus är klara.",
        "Nästa steg: Två hus är klara.",
        "2. Byt lampor i trapphusen",
        "▲ Försenad · 40\u00a0%",
        "Det går bra.",
        "Nytt slutdatum: 25 augusti 2023",
        "Nästa steg: Det går bra.",
    ]


def test_what_needs_an_answer_of_its_own_is_named_with_the_reason() -> None:
    done = givens.statement(Progress.DONE)
    card = asked(
        givens.item(1, previous=BEFORE),
        givens.item(2),
        givens.item(3, previous=done),
        givens.item(4, previous=LATE),
    )

    assert shown(card)[-3:] == [
        "2. Byt lampor i trapphusen – har inte följts upp förut",
        "3. Byt lampor i trapphusen – förra gången: ✔ Klar · 40\u00a0%",
        "4. Byt lampor i trapphusen – det nya slutdatumet, 23 augusti 2023, har passerat",
    ]


def test_what_is_answered_already_is_neither_saved_nor_named() -> None:
    card = asked(givens.item(1, previous=BEFORE), givens.item(2, BEFORE, previous=BEFORE))

    assert not [text for text in shown(card) if text.startswith("2.")]


def test_the_button_carries_exactly_what_is_shown() -> None:
    card = asked(*(givens.item(number, previous=BEFORE) for number in range(1, 4)), givens.item(4))

    [data] = [each["data"] for each in buttons(card).values() if each["verb"] == Verb.REPEAT_REST]
    assert isinstance(data, dict)
    assert rest_of(data).plan_activity_ids == (1, 2, 3)


def test_very_many_are_saved_some_at_a_time_and_the_others_are_told_of() -> None:
    card = asked(*(givens.item(number, previous=BEFORE) for number in range(1, 61)))

    assert shown(card)[0] == f"Spara {MOST_TOGETHER} aktiviteter som oförändrade?"
    assert "40 till kommer i nästa steg." in shown(card)

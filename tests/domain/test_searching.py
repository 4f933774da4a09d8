"""What a question in one's own words is about."""

import pytest

from domain.plan import MeasureId
from domain.summary.searching import Named, found, stems
from domain.summary.selection import Selection

NAMES = (
    "1 Egen solel på tak och mark",
    "2 Öka återvinningen i alla verksamheter",
    "3 Klimatsmart mat",
    "4 Solceller på fem skoltak",
    "5 Laddplatser vid förskolorna",
    "6 Giftfri förskola",
)
NAMED = [
    Named(name=name, selection=Selection(measure_id=MeasureId(number)))
    for number, name in enumerate(NAMES, start=1)
]


def names(question: str) -> list[str]:
    return [each.name for each in found(question, NAMED).candidates]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hur går det för återvinningen?", NAMES[1]),
        ("återvinning", NAMES[1]),
        ("Återvinningens läge", NAMES[1]),
        ("atervinningen", NAMES[1]),
        ("solceller", NAMES[3]),
        ("solcellerna", NAMES[3]),
        ("laddplats", NAMES[4]),
        ("how is it going with klimatsmart mat", NAMES[2]),
    ],
)
def test_a_question_finds_what_it_names_however_the_word_is_bent(question: str, expected: str) -> None:
    outcome = found(question, NAMED)

    assert outcome.candidates[0].name == expected
    assert outcome.is_certain or len(outcome.candidates) == 1


def test_where_several_are_as_like_nothing_is_taken_for_certain() -> None:
    outcome = found("förskolor", NAMED)

    assert {each.name for each in outcome.candidates} == {NAMES[4], NAMES[5]}
    assert not outcome.is_certain


@pytest.mark.parametrize("text", ["", "?", "tack", "hur går det?", "zebra", "\U0001f600", "ok bra jobbat"])
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert names(text) == []


def test_at_most_five_are_offered() -> None:
    many = [Named(name=f"Cykelväg {number}", selection=Selection()) for number in range(20)]

    assert len(found("cykelväg", many).candidates) == 5


def test_endings_are_taken_away_and_small_words_are_passed_over() -> None:
    assert stems("Hur går det för återvinningen i skolorna?") == ["återvinning", "skol"]

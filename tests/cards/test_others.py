from dataclasses import replace
from datetime import date

from cards.card import Card
from cards.others import others
from cards.payloads import AboutItem, item_of
from cards.verbs import Verb
from cards.words import Words
from domain.answers import Progress
from domain.others import Others
from domain.people import Language
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import buttons, shown
from tests.cards.others_gallery import ABOUT, unit

WORDS = Words()
FIRST = replace(ABOUT, leaf=0)


def drawn(
    view: Others, *, about: AboutItem = FIRST, state: RoundState = RoundState.OPEN, words: Words = WORDS
) -> Card:
    round_ = givens.follow_up_round(state)
    return others(view, givens.measure(), round_, words, about=about, may_answer=round_.is_open)


def test_each_activity_tells_unit_state_and_what_was_said() -> None:
    said = replace(
        givens.statement(Progress.DELAYED, "Vi väntar på anbud."), new_end=date(2024, 3, 1), percent=20
    )
    told = unit(2, "Borlänge Energi", answers=1, missing=0)
    [item] = told.answered
    answered = replace(item, answer=givens.answer(said))

    texts = shown(drawn(Others(units=(replace(told, answered=(answered,)),), silent=0)))

    assert "Borlänge Energi" in texts
    assert "▲ Försenad · 20\u00a0%" in texts
    assert "Nästa steg: Vi väntar på anbud." in texts
    assert any("1 mars 2024" in text for text in texts)


def test_what_is_only_repeated_says_so() -> None:
    told = unit(2, "Energi", answers=1, missing=0)
    [item] = told.answered
    repeated = replace(item, answer=givens.answer(givens.statement(), unchanged=True))

    assert "Oförändrat sedan förra gången" in shown(
        drawn(Others(units=(replace(told, answered=(repeated,)),), silent=0))
    )


def test_nobody_is_named() -> None:
    texts = shown(drawn(Others(units=(unit(2, "Borlänge Energi"),), silent=0)))

    assert not any("Karin Ståhlberg" in text for text in texts)


def test_the_silent_are_only_counted() -> None:
    assert "1 annan enhet har svarat. 3 enheter har inte svarat än." in shown(
        drawn(Others(units=(unit(2, "Energi"),), silent=3))
    )


def test_when_the_round_is_closed_nobody_is_waited_for() -> None:
    texts = shown(drawn(Others(units=(unit(2, "Energi"),), silent=1), state=RoundState.CLOSED))

    assert "1 annan enhet har svarat. 1 enhet svarade inte." in texts


def test_it_is_said_when_no_other_unit_works_with_the_measure() -> None:
    assert "Ingen annan enhet arbetar med den här åtgärden." in shown(drawn(Others(units=(), silent=0)))


def test_it_is_said_when_nobody_else_has_answered() -> None:
    assert "2 units have not answered yet." in shown(
        drawn(Others(units=(), silent=2), words=Words(language=Language.ENGLISH))
    )


def test_what_a_unit_has_left_stands_under_the_last_of_its_answers() -> None:
    texts = shown(drawn(Others(units=(unit(2, "Energi", answers=2, missing=1),), silent=0)))

    assert texts.count("1 aktivitet till är inte besvarad.") == 1
    assert texts[-1] == "1 aktivitet till är inte besvarad."


def test_a_long_list_is_turned_page_by_page() -> None:
    view = Others(units=tuple(unit(number, f"Enhet {number}", missing=0) for number in range(1, 6)), silent=0)

    first = buttons(drawn(view))
    second = buttons(drawn(view, about=replace(ABOUT, leaf=1)))

    assert item_of(first["Nästa"]["data"]).leaf == 1  # type: ignore[arg-type]
    assert "Föregående" not in first
    assert item_of(second["Föregående"]["data"]).leaf == 0  # type: ignore[arg-type]
    assert "Nästa" not in second


def test_there_is_a_way_back_to_the_form_and_to_the_list() -> None:
    ways = buttons(drawn(Others(units=(unit(2, "Energi"),), silent=0)))

    assert ways["Till formuläret"]["verb"] == Verb.OPEN_FORM
    assert ways["Till listan"]["verb"] == Verb.SHOW_WORKLIST


def test_no_form_is_offered_where_none_can_be_saved() -> None:
    closed = drawn(Others(units=(unit(2, "Energi"),), silent=0), state=RoundState.CLOSED)

    assert list(buttons(closed)) == ["Till listan"]

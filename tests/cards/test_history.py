"""Earlier answers."""

from dataclasses import replace
from datetime import date

from cards.history import ROWS_ON_A_PAGE, history
from cards.words import Words
from domain.answers import Progress
from domain.history import history as in_order
from tests.cards.form_gallery import ITEM, counted
from tests.cards.gallery import buttons, shown
from tests.cards.history_gallery import past, said

WORDS = Words()


def test_an_answer_is_shown_in_full_with_who_and_when() -> None:
    given = replace(said("Anbuden dröjer.", Progress.DELAYED), evidence="https://borlange.se/")

    card = history(counted("MWh"), [past(1, "Karin Ek", statement=given)], WORDS, about=ITEM, may_answer=True)

    assert shown(card)[2:] == [
        "Delårsbokslut 2023",
        "▲ Försenad · 40\u00a0%",
        "Anbuden dröjer.",
        "Hinder: Pengar. Anbuden dröjer.",
        f"Nytt slutdatum: {WORDS.full_day(date(2024, 3, 1))}",
        "Nyckeltal: 312,5 MWh",
        "Nästa steg: Anbuden dröjer.",
        "Det som var tänkt förra gången: ▲ Flyttat",
        "◆ Behöver beslut",
        "Underlag: https://borlange.se/",
        "Sparat 24 augusti 2023 kl. 09.05 av Karin Ek",
    ]


def test_a_correction_is_seen_and_so_is_what_it_corrected() -> None:
    answers = in_order([past(1, "Karin Ek"), past(2, "Johan Ek")])

    card = history(counted("MWh"), answers, WORDS, about=ITEM, may_answer=True)

    assert [text for text in shown(card) if "Sparat" in text] == [
        "Rättelse · Sparat 24 augusti 2023 kl. 09.05 av Johan Ek",
        "Rättat senare · Sparat 24 augusti 2023 kl. 09.05 av Karin Ek",
    ]


def test_a_long_history_has_pages_and_the_way_back_is_first() -> None:
    answers = in_order([past(number, "Karin", year=2000 + number) for number in range(ROWS_ON_A_PAGE * 3)])

    card = history(counted("MWh"), answers, WORDS, about=replace(ITEM, leaf=1), may_answer=True)

    assert "Sida 2 av 3" in shown(card)
    assert list(buttons(card)) == ["Tillbaka till formuläret", "Nyare", "Äldre"]


def test_what_nobody_has_answered_says_so() -> None:
    card = history(counted("MWh"), [], WORDS, about=ITEM, may_answer=False)

    assert "Ingen har svarat än." in shown(card)
    assert list(buttons(card)) == ["Till mina aktiviteter"]

"""What a strategist is asked before a round is opened ahead of its day, and told afterwards."""

from cards.nudge import ask_open, opened
from cards.verbs import Verb
from cards.words import Words
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import KEY, buttons, shown

WORDS = Words()


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

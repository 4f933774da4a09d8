"""The draft of next year's plan as a card."""

from cards import next_year
from cards.card import Card
from cards.words import Words
from domain.next_year import next_year_draft
from tests.cards import givens


def cards_about_next_year(words: Words, text: str, many: int) -> dict[str, Card]:
    """With something proposed, and empty."""
    items = [givens.item(number, text=text) for number in range(1, many + 1)]
    follow_up_round = givens.follow_up_round()
    return {
        "next year": next_year.next_year(
            next_year_draft(2024, items), many, follow_up_round, words, ownerless=many
        ),
        "next year, nothing": next_year.next_year(next_year_draft(2024, []), 0, follow_up_round, words),
    }

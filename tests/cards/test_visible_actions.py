"""No card shows more than six buttons at once, wherever in it they stand."""

from collections.abc import Mapping

import pytest

from cards.card import Card
from cards.words import Words
from domain.people import Language
from tests.cards.gallery import every_card

MOST_VISIBLE = 6
MANY = (1, 5, 20, 60)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("many", MANY)
def test_a_card_shows_at_most_six_buttons(many: int, language: Language) -> None:
    cards = every_card(Words(language=language), "Byt lampor", many=many)

    crowded = {name for name, card in cards.items() if len(visible_buttons(card)) > MOST_VISIBLE}
    assert crowded == set()


def test_a_button_in_the_menu_or_in_what_is_folded_is_not_shown() -> None:
    shown, hidden = (
        {"type": "Action.Execute", "title": "Spara"},
        {"type": "Action.Execute", "mode": "secondary"},
    )
    buttons = {"type": "ActionSet", "actions": [shown, hidden]}
    folded = {"type": "Container", "isVisible": False, "items": [buttons]}
    row = {"type": "Container", "selectAction": shown, "items": [buttons]}

    assert _in([buttons, folded, row, {"type": "AdaptiveCard", "actions": [shown]}]) == ["Spara"] * 3


def visible_buttons(card: Card) -> list[str]:
    """The titles of the buttons that one sees; a row that can be tapped is none."""
    return _in(card.content)


def _in(part: object) -> list[str]:
    if isinstance(part, list):
        return [title for each in part for title in _in(each)]
    if not isinstance(part, Mapping) or part.get("isVisible") is False or part.get("mode") == "secondary":
        return []
    if str(part.get("type", "")).startswith("Action."):
        return [str(part.get("title"))]
    return [title for name, each in part.items() if name != "selectAction" for title in _in(each)]

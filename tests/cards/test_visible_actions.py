"""No card shows more than six buttons at once, wherever in it they stand."""

from collections.abc import Mapping

import pytest

from cards.card import Card
from cards.words import Words
from domain.people import Language
from tests.cards.gallery import every_card

MOST_VISIBLE = 6
MANY = (1, 5, 20, 60)
DRAWN = {
    f"{name}, {many}, {language.value}": card
    for many in MANY
    for language in Language
    for name, card in every_card(Words(language=language), "Byt lampor", many=many).items()
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_card_shows_at_most_six_buttons(name: str) -> None:
    assert len(visible_buttons(DRAWN[name])) <= MOST_VISIBLE


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

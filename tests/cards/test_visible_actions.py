"""No card shows more than six buttons at once, wherever in it they stand."""

from collections.abc import Mapping

import pytest

from cards.card import Card
from cards.words import Words
from domain.people import Language
from tests.cards.gallery import every_card

MOST_VISIBLE = 6
WIDTHS = ("Standard", "Wide")
# In which of those widths an element is drawn that asks for some only; a phone is narrower than both.
SEEN_AT = {"Wide": ("Wide",), "AtMost:Standard": ("Standard",)}
MANY = (1, 5, 20, 60)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("many", MANY)
def test_a_card_shows_at_most_six_buttons(many: int, language: Language) -> None:
    cards = every_card(Words(language=language), "Byt lampor", many=many)

    crowded = {
        name
        for name, card in cards.items()
        if max(len(visible_buttons(card, width)) for width in WIDTHS) > MOST_VISIBLE
    }
    assert crowded == set()


def test_a_button_in_the_menu_or_in_what_is_folded_is_not_shown() -> None:
    shown, hidden = (
        {"type": "Action.Execute", "title": "Spara"},
        {"type": "Action.Execute", "mode": "secondary"},
    )
    buttons = {"type": "ActionSet", "actions": [shown, hidden]}
    folded = {"type": "Container", "isVisible": False, "items": [buttons]}
    row = {"type": "Container", "selectAction": shown, "items": [buttons]}

    card = [buttons, folded, row, {"type": "AdaptiveCard", "actions": [shown]}]
    assert _in(card, "Wide") == ["Spara"] * 3


def test_a_button_for_another_width_is_not_shown() -> None:
    shown = {"type": "Action.Execute", "title": "Nästa"}
    parts = [{"type": "Container", "targetWidth": width, "items": [shown]} for width in SEEN_AT]

    assert [_in(parts, width) for width in WIDTHS] == [["Nästa"], ["Nästa"]]


def visible_buttons(card: Card, width: str) -> list[str]:
    """The titles of the buttons seen where the card is that wide; a row that can be tapped is none."""
    return _in(card.content, width)


def _in(part: object, width: str) -> list[str]:
    if isinstance(part, list):
        return [title for each in part for title in _in(each, width)]
    if not isinstance(part, Mapping) or part.get("isVisible") is False or part.get("mode") == "secondary":
        return []
    if width not in SEEN_AT.get(str(part.get("targetWidth")), WIDTHS):
        return []
    if str(part.get("type", "")).startswith("Action."):
        return [str(part.get("title"))]
    return [title for name, each in part.items() if name != "selectAction" for title in _in(each, width)]

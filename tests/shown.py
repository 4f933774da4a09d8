"""Reads cards as people do: by what they say."""

from collections.abc import Mapping

from bot.demo.chat import JsonObject, parts
from cards.card import JsonValue

SAYS = ("text", "title", "value", "label", "placeholder")


def said(card: JsonValue | JsonObject) -> str:
    """Every text of a card in reading order, one on each line, typed values too."""
    return "\n".join(
        str(part[name]) for part in parts(card) for name in SAYS if isinstance(part.get(name), str)
    )


def typed(card: JsonValue | JsonObject) -> dict[str, JsonValue]:
    """What stands in a form's fields, by field."""
    return {
        str(part["id"]): part.get("value", "")
        for part in parts(card)
        if str(part.get("type", "")).startswith("Input.")
    }


def after(card: JsonValue | JsonObject, field: str) -> Mapping[str, JsonValue]:
    """The element that stands right under a field: its fault, if it has one."""
    for part in parts(card):
        body = part.get("body")
        if isinstance(body, list):
            elements = [each for each in body if isinstance(each, dict)]
            ids = [each.get("id") for each in elements]
            return elements[ids.index(field) + 1]
    raise AssertionError(field)

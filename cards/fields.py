"""What a card's data holds, field by field: read strictly, since a client may send anything."""

from collections.abc import Mapping
from typing import TypeGuard

from cards.card import JsonValue

LARGEST_ID = 2**31 - 1
LONGEST_KEY = 40
# The field is not called "key": a client made with React takes that for its own, and the button is dead.
ONCE = "once"


class PayloadError(ValueError):
    """A card sent something that none of our cards sends."""


def text_of(data: Mapping[str, JsonValue], name: str) -> str:
    """A form field as text; clients send numbers as text or as numbers, and leave empty fields out."""
    value = data.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | str):
        return str(value).strip()
    raise PayloadError(name)


def number_of(data: Mapping[str, JsonValue], name: str, *, default: int | None = None) -> int:
    """A whole number that an id or a page can be; without a `default` it must be there."""
    value = data.get(name, default)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:10])
    if not is_id(value):
        raise PayloadError(name)
    return value


def is_id(value: JsonValue) -> TypeGuard[int]:
    """Whether something that a client sent looks like an id of ours, as our own buttons carry it."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_ID


def short_of(data: Mapping[str, JsonValue], name: str, longest: int) -> str:
    """A text that our own card put there: printable, and no longer than it can have been."""
    text = text_of(data, name)
    if len(text) > longest or not text.isprintable():
        raise PayloadError(name)
    return text


def key_of(data: Mapping[str, JsonValue]) -> str:
    """The card's own key, which makes the same press twice one press."""
    return short_of(data, ONCE, LONGEST_KEY)

"""A rendered card."""

from collections.abc import Mapping
from dataclasses import dataclass

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An Adaptive Card as JSON, with the sentence shown in the notification."""

    content: Mapping[str, JsonValue]
    summary: str

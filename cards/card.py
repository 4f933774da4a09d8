"""A rendered card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import orjson

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An Adaptive Card as the JSON that is sent, with the sentence shown in the notification."""

    json: bytes
    summary: str

    @property
    def has_fields(self) -> bool:
        """Whether somebody may write in it; a card that only speaks of inputs may be taken for one."""
        return b'"Input.' in self.json

    @property
    def content(self) -> Mapping[str, JsonValue]:
        """The card parsed, for whoever wants to look into it; sending it does not need that."""
        return cast("Mapping[str, JsonValue]", orjson.loads(self.json))

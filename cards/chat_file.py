"""What the buttons about a file in the chat carry."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.card import JsonValue
from cards.fields import LONGEST_KEY, PayloadError, short_of

FILE = "file"


@dataclass(frozen=True, slots=True)
class AboutFile:
    """A file, by its key."""

    key: str

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button sends."""
        return {FILE: self.key}


def about_file(data: Mapping[str, JsonValue]) -> AboutFile:
    """The file that a button is about. Raises `PayloadError` when it names none."""
    key = short_of(data, FILE, LONGEST_KEY)
    if not key:
        raise PayloadError(FILE)
    return AboutFile(key)

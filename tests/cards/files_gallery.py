"""The cards about files in the chat."""

from cards.card import Card
from cards.file_link import file_link
from cards.words import Words


def cards_about_files(words: Words, text: str) -> dict[str, Card]:
    """A file behind a link."""
    return {
        "file link": file_link(words, name=text, description=text, address="http://127.0.0.1:3978/files/0"),
    }

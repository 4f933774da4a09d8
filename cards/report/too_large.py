"""A document that the chat cannot take, because it is too large, and that is fetched in a browser instead."""

from cards.card import Card
from cards.file_link import file_link
from cards.words import Words


def by_link(name: str, address: str, words: Words) -> Card:
    """Where it is fetched; `name` says which document it is."""
    told = words.say(
        "The file is over 5 MB, and a larger one cannot be sent in the chat. "
        "Fetch it in the browser instead; it may take a minute."
    )
    return file_link(words, name=name, description=told, address=address)

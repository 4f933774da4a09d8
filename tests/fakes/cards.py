"""A card with any content, for tests to which it does not matter what the card says."""

import orjson

from cards.card import Card


def card_of(content: object, summary: str = "") -> Card:
    """A card that is this JSON."""
    return Card(json=orjson.dumps(content), summary=summary)

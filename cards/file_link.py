"""A file behind a link, where the channel cannot ask whether somebody wants it."""

from cards.card import Card
from cards.plain_text import cut_to_fit, excerpt
from cards.render import render
from cards.words import Words

LONGEST_SUMMARY = 300
LONGEST_SENTENCE = 2_000


def file_link(words: Words, *, name: str, description: str, address: str) -> Card:
    """The file's name, what it is, and a button that fetches it."""
    return render(
        "file_link",
        words,
        summary=excerpt(f"{name}: {description}", LONGEST_SUMMARY),
        name=cut_to_fit(name, LONGEST_SENTENCE),
        description=cut_to_fit(description, LONGEST_SENTENCE),
        address=address,
    )

"""The help: what one can write, under a heading for each of the roles that one has."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.card import Card
from cards.message import LONGEST_SUMMARY, Button
from cards.plain_text import excerpt
from cards.render import render
from cards.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What there is for one role: each command with what it does."""

    heading: str
    commands: Sequence[tuple[str, str]]


def help_card(words: Words, heading: str, sections: Sequence[Section], buttons: Sequence[Button]) -> Card:
    """All of it."""
    written = ", ".join(term for section in sections for term, _ in section.commands)
    return render(
        "help",
        words,
        summary=excerpt(f"{heading}: {written}", LONGEST_SUMMARY),
        heading=heading,
        sections=sections,
        buttons=buttons,
    )

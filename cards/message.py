"""The small cards: welcome, help, polite refusals and receipts; a heading, some sentences, some buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cards.card import Card, JsonValue
from cards.render import render
from cards.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button with what it sends back."""

    title: str
    verb: str
    data: dict[str, JsonValue] = field(default_factory=dict)


def message(
    words: Words,
    heading: str,
    sentences: Sequence[str],
    buttons: Sequence[Button] = (),
    facts: Sequence[tuple[str, str]] = (),
) -> Card:
    """A card of that kind; `facts` are pairs of a term and what it means."""
    return render(
        "message",
        words,
        summary=" ".join([heading, *sentences]),
        heading=heading,
        sentences=sentences,
        facts=facts,
        buttons=buttons,
    )

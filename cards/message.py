"""The small cards: welcome, help, polite refusals and receipts; a heading, some sentences, some buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cards.card import Card, JsonValue
from cards.plain_text import cut_to_fit, excerpt
from cards.render import render
from cards.words import Words

LONGEST_SUMMARY = 300
LONGEST_SENTENCE = 2_000
LONGEST_MEANING = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button with what it sends back. `is_folded` puts it in the menu behind “…”.

    `tooltip` tells it from others with the same title, also to a screen reader.
    """

    title: str
    verb: str
    data: dict[str, JsonValue] = field(default_factory=dict)
    is_main: bool = False
    is_folded: bool = False
    tooltip: str = ""


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
        summary=excerpt(" ".join([heading, *sentences]), LONGEST_SUMMARY),
        heading=cut_to_fit(heading, LONGEST_SENTENCE),
        sentences=[cut_to_fit(sentence, LONGEST_SENTENCE) for sentence in sentences],
        facts=[
            (cut_to_fit(term, LONGEST_SENTENCE), cut_to_fit(meaning, LONGEST_MEANING))
            for term, meaning in facts
        ],
        buttons=buttons,
    )

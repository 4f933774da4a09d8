"""Looks at every card that is built in its own way, and gathers what is wrong with it."""

from collections.abc import Awaitable, Callable, Mapping

from playwright.async_api import Locator, ViewportSize

from cards.card import Card
from cards.words import Words
from tests.browser import sight
from tests.browser.gallery_page import GalleryPage
from tests.browser.teams_window import DESKTOP
from tests.cards.gallery import every_card

Look = Callable[[Locator, Card], Awaitable[list[str]]]

TITLE = "Byt lampor i trapphusen"
# 200 characters, of which half are one word.
LONGEST = "Byt ut alla armaturer i trapphusen. " * 2 + "https://a.example/" + "energikartläggning" * 6
EVERYDAY, MOST = 5, 60
# What a card says, sends and is called by, in distinction to what it is made of.
SAID = {"text", "title", "tooltip", "label", "placeholder", "value", "data", "verb", "id", "fallbackText"}
SAID |= {
    "fallback",
    "speak",
    "lang",
    "choices",
    "facts",
    "errorMessage",
    "associatedInputs",
    "targetElements",
}


def every_look(words: Words, text: str, *, many: int) -> dict[str, Card]:
    """Every card that is built in its own way; one of those that only say different things."""
    looks: dict[str, tuple[str, Card]] = {}
    for name, card in every_card(words, text, many=many).items():
        looks.setdefault(_build(card.content), (name, card))
    return dict(looks.values())


def _build(value: object) -> str:
    """What a card is made of, without what it says."""
    if isinstance(value, Mapping):
        parts = [f"{name}={_build(part)}" for name, part in sorted(value.items()) if name not in SAID]
        return f"{value.get('type', '')}({' '.join(parts)})"
    if isinstance(value, list):
        return "|".join(sorted({_build(part) for part in value}))
    return str(value)


async def found_wrong(
    page: GalleryPage, cards: Mapping[str, Card], look: Look, *, size: ViewportSize = DESKTOP
) -> list[str]:
    """All that a look finds at the cards, a line for each."""
    found = []
    for name, drawn in cards.items():
        card = await page.show(dict(drawn.content), size=size)
        found += [f"{name}: {wrong}" for wrong in await look(card, drawn)]
    return found


async def _unusable(card: Locator, drawn: Card) -> list[str]:
    nameless = [f"no name: {label}" for label in await sight.without_name(card, drawn)]
    return nameless + await sight.violations(card)


async def too_pale(card: Locator, drawn: Card) -> list[str]:  # noqa: ARG001 - all looks are called alike
    """What cannot be told from its ground."""
    return await sight.violations(card, rules=("color-contrast",))


async def misplaced(card: Locator, drawn: Card) -> list[str]:  # noqa: ARG001 - all looks are called alike
    """What is cut off, sticks out or is read in another order than it is seen."""
    return await sight.cut(card) + await sight.out_of_order(card)


async def anything(card: Locator, drawn: Card) -> list[str]:
    """All that can be wrong with a card."""
    return await _unusable(card, drawn) + await misplaced(card, drawn)

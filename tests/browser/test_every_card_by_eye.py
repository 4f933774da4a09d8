"""Every card in a browser: read by axe, measured at a phone's width, light and dark, in both languages."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, ViewportSize

from bot.demo.playground.install import Installation
from cards.card import Card
from cards.words import Words
from domain.people import Language
from tests.browser import sight
from tests.browser.gallery_page import GalleryPage, gallery_page
from tests.browser.teams_window import DESKTOP, PHONE
from tests.cards.gallery import every_card

pytestmark = pytest.mark.browser

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


@pytest.fixture
async def light(browser: Browser, playground: Installation, tmp_path: Path) -> AsyncIterator[GalleryPage]:
    async with gallery_page(browser, playground, tmp_path) as page:
        yield page


@pytest.fixture
async def dark(browser: Browser, playground: Installation, tmp_path: Path) -> AsyncIterator[GalleryPage]:
    async with gallery_page(browser, playground, tmp_path, dark=True) as page:
        yield page


async def test_everybody_can_read_and_use_every_card(light: GalleryPage) -> None:
    wrong = await _wrong(light, every_look(Words(), TITLE, many=EVERYDAY), _anything, size=PHONE)

    assert not wrong, "\n".join(wrong)


async def test_every_text_stands_out_from_its_ground_in_the_dark(dark: GalleryPage) -> None:
    wrong = await _wrong(dark, every_look(Words(), TITLE, many=EVERYDAY), _too_pale)

    assert not wrong, "\n".join(wrong)


async def test_a_card_with_the_longest_texts_fits_a_phone(light: GalleryPage) -> None:
    wrong = await _wrong(light, every_look(Words(), LONGEST, many=MOST), _misplaced, size=PHONE)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_card_in_english_fits_too(light: GalleryPage, size: ViewportSize) -> None:
    cards = every_look(Words(language=Language.ENGLISH), TITLE, many=EVERYDAY)
    wrong = await _wrong(light, cards, _misplaced, size=size)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("many", [1, 20, MOST])
async def test_an_owner_of_few_or_many_activities_sees_all_and_can_use_it(
    light: GalleryPage, many: int
) -> None:
    cards = {
        f"{name}, {language.value}": card
        for language in Language
        for name, card in every_card(Words(language=language), TITLE, many=many).items()
        if "worklist" in name
    }
    wrong = await _wrong(light, cards, _anything, size=PHONE)

    assert not wrong, "\n".join(wrong)


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


async def _wrong(
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


async def _too_pale(card: Locator, drawn: Card) -> list[str]:  # noqa: ARG001 - all looks are called alike
    return await sight.violations(card, rules=("color-contrast",))


async def _misplaced(card: Locator, drawn: Card) -> list[str]:  # noqa: ARG001 - all looks are called alike
    return await sight.cut(card) + await sight.out_of_order(card)


async def _anything(card: Locator, drawn: Card) -> list[str]:
    return await _unusable(card, drawn) + await _misplaced(card, drawn)

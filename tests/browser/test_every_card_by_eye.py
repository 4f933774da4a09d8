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
LONG_TITLE = ("Byt ut alla armaturer i trapphusen " * 6)[:200]
ONE_LONG_WORD = "https://borlange.example/" + "energikartläggning" * 6
EVERYDAY, MOST = 5, 60


@pytest.fixture
async def light(browser: Browser, playground: Installation, tmp_path: Path) -> AsyncIterator[GalleryPage]:
    async with gallery_page(browser, playground, tmp_path) as page:
        yield page


@pytest.fixture
async def dark(browser: Browser, playground: Installation, tmp_path: Path) -> AsyncIterator[GalleryPage]:
    async with gallery_page(browser, playground, tmp_path, dark=True) as page:
        yield page


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", Language)
async def test_everybody_can_read_and_use_every_card(
    light: GalleryPage, language: Language, size: ViewportSize
) -> None:
    cards = every_card(Words(language=language), TITLE, many=EVERYDAY)
    wrong = await _wrong(light, cards, _unusable, size=size)

    assert not wrong, "\n".join(wrong)


async def test_every_text_stands_out_from_its_ground_in_the_dark(dark: GalleryPage) -> None:
    cards = every_card(Words(), TITLE, many=EVERYDAY)
    wrong = await _wrong(dark, cards, _too_pale)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("text", [LONG_TITLE, ONE_LONG_WORD], ids=["200 characters", "one long word"])
async def test_nothing_is_cut_off_on_a_phone(light: GalleryPage, text: str) -> None:
    cards = every_card(Words(), text, many=MOST)
    wrong = await _wrong(light, cards, _misplaced, size=PHONE)

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

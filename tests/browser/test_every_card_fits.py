"""Every card in a browser with the longest texts, in English, and of owners with few or many activities."""

import pytest
from playwright.async_api import ViewportSize

from cards.words import Words
from domain.people import Language
from tests.browser.eye import EVERYDAY, LONGEST, MOST, TITLE, anything, every_look, found_wrong, misplaced
from tests.browser.gallery_page import GalleryPage
from tests.browser.teams_window import DESKTOP, PHONE
from tests.cards.gallery import owners_cards

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_card_with_the_longest_texts_fits_a_phone(light: GalleryPage) -> None:
    wrong = await found_wrong(light, every_look(Words(), LONGEST, many=MOST), misplaced, size=PHONE)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_card_in_english_fits_too(light: GalleryPage, size: ViewportSize) -> None:
    # What fits a phone fits a desktop, unless it is drawn in another way where there is room.
    cards = {
        name: card
        for name, card in every_look(Words(language=Language.ENGLISH), TITLE, many=EVERYDAY).items()
        if size == PHONE or "msteams" in card.content
    }
    assert cards
    wrong = await found_wrong(light, cards, misplaced, size=size)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("many", [1, 20, MOST])
async def test_an_owner_of_few_or_many_activities_sees_all_and_can_use_it(
    light: GalleryPage, many: int
) -> None:
    cards = {
        f"{name}, {language.value}": card
        for language in Language
        for name, card in owners_cards(Words(language=language), TITLE, many).items()
        if "worklist" in name
    }
    wrong = await found_wrong(light, cards, anything, size=PHONE)

    assert not wrong, "\n".join(wrong)

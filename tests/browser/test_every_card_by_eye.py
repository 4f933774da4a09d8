"""Every card in a browser: read by axe, measured at a phone's width, light and dark."""

import pytest

from cards.words import Words
from tests.browser.eye import EVERYDAY, TITLE, anything, every_look, found_wrong, too_pale
from tests.browser.gallery_page import GalleryPage
from tests.browser.teams_window import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_everybody_can_read_and_use_every_card(light: GalleryPage) -> None:
    wrong = await found_wrong(light, every_look(Words(), TITLE, many=EVERYDAY), anything, size=PHONE)

    assert not wrong, "\n".join(wrong)


async def test_every_text_stands_out_from_its_ground_in_the_dark(dark: GalleryPage) -> None:
    wrong = await found_wrong(dark, every_look(Words(), TITLE, many=EVERYDAY), too_pale)

    assert not wrong, "\n".join(wrong)

"""An owner without a mouse answers everything: one activity is delayed, the others are unchanged."""

import pytest
from playwright.async_api import Browser, ViewportSize

from bot.demo.three_windows import Demonstration
from tests.browser.keyboard import Keyboard
from tests.browser.teams_window import DESKTOP, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TALL = ViewportSize(width=DESKTOP["width"], height=1800)
FIRST_REMINDER = "2023-08-22T09:00:00+02:00"
WHY = "Länsstyrelsens besked dröjer. Vi ringer varje vecka."


async def test_everything_is_answered_by_keyboard_alone(
    demonstration: Demonstration, browser: Browser
) -> None:
    async with teams_window(browser, demonstration.windows[0].address, size=TALL) as owner:
        await owner.wait_for("Hej Karin!")
        await demonstration.stage.move_to(FIRST_REMINDER)
        await owner.wait_for("0 av 5 klara")
        keyboard = Keyboard(owner.page)

        await keyboard.go_to("Uppdatera: 1.")
        await keyboard.press("Enter")
        await owner.wait_for("Hur går det?")
        await keyboard.choose("Förra gången tänkte ni", "▲ Flyttat")
        await keyboard.choose("Hur går det?", "▲ Försenad")
        await keyboard.choose("Vad är hindret?", "Annan aktör")
        await keyboard.go_to("Varför, och vad görs åt det?")
        await keyboard.write(WHY)
        await keyboard.choose("När blir den klar", "31 december 2023")
        await keyboard.go_to("Spara")
        await keyboard.press("Enter")
        await owner.wait_for("1 av 5 klara")

        await keyboard.go_to("Oförändrat för resten (4)")
        await keyboard.press("Enter")
        await owner.wait_for("Spara 4 aktiviteter som oförändrade?")
        await keyboard.go_to("Spara 4 som oförändrade")
        await keyboard.press("Space")
        await owner.wait_for("Alla 5 aktiviteter är besvarade")

    assert keyboard.lost == []

"""Shows any card in a Playground window, at any width, light or dark, without the bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, ViewportSize, expect

from bot.demo.playground.install import Installation
from bot.demo.playground.window import DemoBot, DemoPerson, open_windows
from tests.browser.echo_bot import EchoBot, echo_bot
from tests.browser.teams_window import CARD, DESKTOP, TeamsWindow, teams_window

SOMEBODY = DemoPerson(
    name="Anna Lind",
    email="anna.lind@borlange.example",
    entra_object_id="aaaaaaaa-0000-4000-8000-000000000001",
    teams_user_id="29:anna",
)
# What a card consists of, whichever it is.
PARTS = f"{CARD} > .ac-adaptiveCard > div > *"
NOTHING: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.5", "body": []}
PATIENCE_SECONDS = 30
TENANT_ID = "11111111-2222-4333-8444-555555555555"


class GalleryPage:
    """A window in which one card after another is shown, each alone."""

    def __init__(self, bot: EchoBot, window: TeamsWindow) -> None:
        self._bot = bot
        self.window = window

    async def show(self, card: dict[str, Any], *, size: ViewportSize = DESKTOP) -> Locator:
        """Show a card in the place of the one before, and return it when it stands there.

        There is one message all along: a window with a hundred of them takes three times as long for each.
        """
        parts = self.window.page.locator(PARTS)
        if self._bot.shown:
            await self._bot.update_last(NOTHING)
            await expect(parts).to_have_count(0)
        await self.window.page.set_viewport_size(size)
        if self._bot.shown:
            await self._bot.update_last(card)
        else:
            await self._bot.send(card)
        await expect(parts).not_to_have_count(0)
        return self.window.card()

    async def resize(self, size: ViewportSize) -> None:
        """Show the same card in another width."""
        await self.window.page.set_viewport_size(size)


@asynccontextmanager
async def gallery_page(
    browser: Browser, installation: Installation, folder: Path, *, dark: bool = False
) -> AsyncIterator[GalleryPage]:
    """An open gallery page, light unless `dark`."""
    async with echo_bot({}) as bot:
        demo_bot = DemoBot(endpoint=bot.endpoint, bot_id="28:bot", tenant_id=TENANT_ID)
        async with (
            open_windows([SOMEBODY], bot=demo_bot, installation=installation, folder=folder) as windows,
            teams_window(browser, windows[0].address, dark=dark) as window,
        ):
            # The window tells the bot of itself when it has opened, which is when anything can be sent to it.
            async with asyncio.timeout(PATIENCE_SECONDS):
                await bot.met.wait()
            yield GalleryPage(bot, window)

"""Drives one person's Playground page the way the person would: by words, buttons and labels."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.dark_theme import darken
from tests.browser.effort import Effort

DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)

LAST = -1
CARD = ".ac-preview-panel"
COMPOSE_BOX = "[role=textbox][contenteditable=true]"
RECEIPT = "[aria-label='Display Invoked Message']"
OVERFLOW_BUTTON = "More options"
PEOPLE_PICKER = "People Picker"

# Marks the chat and everything it stands in, so that the style sheet below can tell the rest apart.
MARK_THE_CHAT = """() => {
  const compose = document.querySelector("[role=textbox][contenteditable=true]");
  const rail = document.querySelector("[role=region][aria-label='Chat and Teams Channel']");
  let chat = compose;
  while (!chat.parentElement.contains(rail)) chat = chat.parentElement;
  chat.setAttribute("data-chat", "");
  for (let around = chat; around.id !== "root"; around = around.parentElement) {
    around.setAttribute("data-around-chat", "");
  }
}"""

# The Playground's own menus and panels are no part of Teams, and its chat does not shrink to a phone's width.
ONLY_THE_CHAT = """
:is(#root, [data-around-chat]):has(> [data-around-chat]) > :not([data-around-chat]) {
  display: none !important;
}
[data-around-chat], [data-chat] > div { min-width: 0 !important; width: 100% !important; }
@media (max-width: 500px) {
  [data-chat] div:has(> div > .fai-OutputCard) { margin: 0 8px !important; align-self: stretch; }
  [data-chat] div:has(> .fai-OutputCard), [data-chat] .fai-OutputCard { width: 100%; }
  [data-chat] div:has(+ .fai-OutputCard) { display: none; }
  [data-chat] .fai-OutputCard { padding: 0 !important; }
  [data-chat] div:has(> .ac-preview-panel) { width: auto !important; }
}
"""


class TeamsWindow:
    """A person's chat with the bot in a browser page; cards are counted from the oldest, -1 is the newest."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.effort = Effort()
        self._chat = page.locator("[data-chat]")

    async def open(self, address: str, *, size: ViewportSize = DESKTOP) -> None:
        """Open the chat, which tells the bot that the person has installed it."""
        # Narrower than this the Playground leaves out the panel that the chat is found by.
        await self.page.set_viewport_size(DESKTOP)
        await self.page.goto(address)
        await self.page.locator(COMPOSE_BOX).wait_for()
        await self.page.evaluate(MARK_THE_CHAT)
        await self.page.add_style_tag(content=ONLY_THE_CHAT)
        await self.page.set_viewport_size(size)

    async def say(self, text: str) -> None:
        """Write a message to the bot."""
        box = self.page.locator(COMPOSE_BOX)
        await self._tap(box)
        await self._write(box, text)
        await self.page.keyboard.press("Enter")

    async def cards(self) -> list[str]:
        """What the cards say, newest last."""
        return await self._chat.locator(CARD).all_inner_texts()

    async def last_card(self) -> str:
        """What the newest card says."""
        return await self.card().inner_text()

    def card(self, in_card: int = LAST) -> Locator:
        """One card, for what this class has no word for."""
        return self._chat.locator(CARD).nth(in_card)

    async def press(self, button_title: str, *, in_card: int = LAST) -> None:
        """Press a card's button, also one that its "…" menu hides or a row that can be pressed."""
        button = self.card(in_card).get_by_role("button", name=button_title, exact=True)
        overflow = self.card(in_card).get_by_role("button", name=OVERFLOW_BUTTON)
        await button.or_(overflow).first.wait_for()
        if await button.count():
            await self._tap(button.first)
            return
        await self._tap(overflow)
        await self._tap(self.page.get_by_role("menuitem", name=button_title, exact=True))

    async def open_row(self, title: str, *, in_card: int = LAST) -> None:
        """Press the row of a list that bears a title, wherever in its name the title stands."""
        await self._tap(self.card(in_card).get_by_role("button", name=title).first)

    async def choose(self, label: str, choice: str, *, in_card: int = LAST) -> None:
        """Choose in a list of choices, whether it is a drop-down or has a round button for each."""
        field = self._field(label, in_card)
        await field.wait_for()
        if await field.get_attribute("role") == "combobox":
            await self._tap(field)
            await self._tap(self.page.get_by_role("option", name=choice, exact=True))
        else:
            await self._tap(field.get_by_role("radio", name=choice, exact=True))

    async def pick(self, name: str, *, in_card: int = LAST) -> None:
        """Pick a person in a people picker, to which the Playground gives a name of its own."""
        await self._tap(self.card(in_card).get_by_role("combobox", name=PEOPLE_PICKER))
        await self._tap(self.page.get_by_role("option", name=name))

    async def fill(self, label: str, text: str, *, in_card: int = LAST) -> None:
        """Write in a field, instead of what it holds."""
        field = self._field(label, in_card)
        await self._tap(field)
        await self._write(field, text)

    async def tick(self, title: str, *, in_card: int = LAST) -> None:
        """Tick a toggle by the words beside it."""
        await self._tap(self.card(in_card).get_by_role("checkbox", name=title))

    async def value_of(self, label: str, *, in_card: int = LAST) -> str:
        """What a field holds, or which choice is made."""
        field = self._field(label, in_card)
        if await field.get_attribute("role") != "radiogroup":
            return await field.input_value()
        chosen = field.locator("span:has(> input:checked) > label")
        return await chosen.inner_text() if await chosen.count() else ""

    async def receipt(self, *, in_card: int = LAST) -> str:
        """The line of text that an answer without a card leaves under the card."""
        below = self.card(in_card).locator("xpath=..").locator(RECEIPT)
        return await below.inner_text()

    async def wait_for(self, text: str) -> None:
        """Wait until the chat shows a text."""
        await expect(self._showing(text)).not_to_have_count(0)

    async def gone(self, text: str) -> None:
        """Wait until the chat no longer shows a text."""
        await expect(self._showing(text)).to_have_count(0)

    async def screenshot(self, path: Path, *, card_only: bool = True, in_card: int = LAST) -> None:
        """Take a picture of one card, or of the whole chat."""
        # Neither a blinking cursor nor a focus frame belongs in a picture.
        await self.page.evaluate("document.activeElement?.blur()")
        if not card_only:
            await self.page.screenshot(path=path, animations="disabled")
            return
        async with self._room_for(self.card(in_card)):
            await self.card(in_card).screenshot(path=path, animations="disabled")

    async def _tap(self, what: Locator) -> None:
        """Everything that is pressed, chosen, ticked or put the cursor in goes through here."""
        self.effort.taps += 1
        await what.click()

    async def _write(self, field: Locator, text: str) -> None:
        """Everything that is written goes through here."""
        self.effort.written += len(text)
        await field.fill(text)

    @asynccontextmanager
    async def _room_for(self, card: Locator) -> AsyncIterator[None]:
        """Make the page high enough for a card: what has scrolled out of sight is blank in a picture."""
        size = self.page.viewport_size or DESKTOP
        box = await card.bounding_box()
        higher = size["height"] + round(box["height"] if box else 0)
        await self.page.set_viewport_size(ViewportSize(width=size["width"], height=higher))
        try:
            yield
        finally:
            await self.page.set_viewport_size(size)

    def _field(self, label: str, in_card: int) -> Locator:
        # A label may end in what is asked, "(högst 500 tecken)", and in a star when it is required.
        named = re.compile(rf"^{re.escape(label)}(\s*\([^)]*\))?(\s*\*)?$")
        labelled = self.card(in_card).get_by_label(named)
        # A drop-down's arrow bears its label too.
        return labelled.and_(self.page.locator("input, textarea, [role=radiogroup]"))

    def _showing(self, text: str) -> Locator:
        return self._chat.get_by_text(text).filter(visible=True)


@asynccontextmanager
async def teams_window(
    browser: Browser, address: str, *, size: ViewportSize = DESKTOP, dark: bool = False
) -> AsyncIterator[TeamsWindow]:
    """A person's open window, in a browser session of their own; in Teams' dark theme if `dark`."""
    context = await browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    try:
        window = TeamsWindow(await context.new_page())
        if dark:
            await darken(window.page)
        await window.open(address, size=size)
        yield window
    finally:
        await context.close()

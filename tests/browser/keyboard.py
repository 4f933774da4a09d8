"""A person without a mouse: Tab, arrows, Enter, Space and what they write, and nothing else."""

from playwright.async_api import Page

from tests.browser.effort import Effort

MOST_STEPS = 150

# What a screen reader would say has the focus, near enough for going by it.
FOCUSED = """() => {
  const focused = document.activeElement;
  const named = each => (each.getAttribute("aria-labelledby") || "").split(" ")
    .map(id => document.getElementById(id)?.textContent || "").join(" ").trim();
  const label = focused.labels?.length ? focused.labels[0].textContent : "";
  const group = focused.closest("[role=radiogroup]");
  return {
    name: focused.getAttribute("aria-label") || named(focused) || label || focused.textContent || "",
    group: group ? group.getAttribute("aria-label") || named(group) : "",
    inCard: focused.closest(".ac-preview-panel") !== null,
    isSeen: focused.checkVisibility() && focused.matches(":focus-visible"),
  };
}"""


class Keyboard:
    """The keys of one window; `lost` are the places in a card where the focus could not be seen."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.effort = Effort()
        self.presses = 0
        self.lost: list[str] = []

    async def go_to(self, name: str) -> None:
        """Tab forward until something whose name begins like this has the focus."""
        passed = []
        for _ in range(MOST_STEPS):
            await self.press("Tab")
            focused = await self._page.evaluate(FOCUSED)
            if focused["inCard"] and not focused["isSeen"]:
                self.lost.append(focused["name"])
            if focused["name"].strip().startswith(name) or focused["group"].strip().startswith(name):
                return
            passed.append(focused["name"][:40])
        raise AssertionError(f"No Tab leads to “{name}”; passed {passed}")

    async def choose(self, group: str, choice: str) -> None:
        """Go to a group of choices and with the arrows to one of them."""
        await self.go_to(group)
        await self.press("Space")
        for _ in range(MOST_STEPS):
            focused = await self._page.evaluate(FOCUSED)
            if focused["name"].strip() == choice:
                return
            await self.press("ArrowDown")
        raise AssertionError(f"No arrow leads to “{choice}” in “{group}”")

    async def write(self, text: str) -> None:
        """Write where the focus is."""
        await self._page.keyboard.type(text)

    async def press(self, key: str) -> None:
        """Press one key."""
        self.presses += 1
        await self._page.keyboard.press(key)

"""What can be wrong with a card as it stands in a browser: found by axe, by measuring and by its labels."""

import re
from collections.abc import Mapping
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page

from cards.card import Card
from tests.cards.gallery import of_type

WCAG_2_A_AND_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
INPUTS = ("Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.ChoiceSet", "Input.Toggle")
PEOPLE = "choices.data"

# What the Playground's renderer does wrong by itself, and no card can do anything about: left out of what axe
# looks at. What a chart shows stands as text beside it.
RENDERERS_OWN: Mapping[str, str] = {
    "[data-tabster-dummy]": "Fluent's focus guards are hidden from a screen reader but take the focus.",
    "[data-drawn-chart]": "A chart has nameless buttons for its parts, and buttons in its list of legends.",
    ".ms-BasePicker": "The Playground's people picker is called that, and its dark theme leaves it out.",
}
RENDERERS_SLIPS: Mapping[tuple[str, str], str] = {
    ("aria-valid-attr-value", "aria-controls"): "What is folded away is not in the page, but is named there.",
}
MARK = """card => {
  document.querySelectorAll("[data-in-sight]").forEach(each => each.removeAttribute("data-in-sight"));
  card.setAttribute("data-in-sight", "");
  for (let drawn of card.querySelectorAll("[role=img], [role=listbox][aria-label=Legend]")) {
    while (!drawn.parentElement.classList.contains("ac-container")) drawn = drawn.parentElement;
    drawn.setAttribute("data-drawn-chart", "");
  }
}"""

# Everything in a card that is read or used, with what is left of its place after rounding.
CUT = """card => {
  const found = [];
  const told = each => each.tagName.toLowerCase() + " " + (each.value || each.textContent || "").slice(0, 60);
  if (card.scrollWidth > card.clientWidth + 1) found.push("the card scrolls sideways");
  const edge = card.getBoundingClientRect();
  for (const each of card.querySelectorAll("*")) {
    if (each.closest("[data-drawn-chart], svg, [aria-haspopup=menu]") || !each.checkVisibility()) continue;
    const box = each.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    if (box.right > edge.right + 1 || box.left < edge.left - 1) found.push("sticks out: " + told(each));
    const style = getComputedStyle(each);
    const hidden = side => style["overflow" + side] !== "visible";
    // One can go along in a field that one writes in, also where a list has put chosen people in it.
    const people = each.matches("input[role=combobox]") && each.value.includes(" · ");
    const writes = people || each.matches("textarea, input:not([role=combobox])");
    if (writes) continue;
    if (hidden("X") && each.scrollWidth > each.clientWidth + 1) found.push("cut to the right: " + told(each));
    if (hidden("Y") && each.scrollHeight > each.clientHeight + 1 && each.textContent.trim())
      found.push("cut at the bottom: " + told(each));
  }
  return found;
}"""

# A screen reader goes through the page in the order it is written; the eye goes down, then to the right.
OUT_OF_ORDER = """card => {
  const parts = "p, span, label, input, textarea, button, [role=button], h1, h2, h3";
  const read = [...card.querySelectorAll(parts)]
    .filter(each => !each.closest("[data-drawn-chart], svg") && each.checkVisibility())
    .filter(each => each.matches("input, textarea") || [...each.childNodes].some(
      node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([_, box]) => box.width > 1 && box.height > 1);
  const found = [];
  for (let place = 1; place < read.length; place++) {
    const [before, above] = read[place - 1], [after, below] = read[place];
    if (before.contains(after)) continue;
    const jumpsUp = below.bottom <= above.top + 1 && below.left < above.right;
    const middle = (below.top + below.bottom) / 2;
    const sameLine = above.top < middle && middle < above.bottom;
    if (jumpsUp || (sameLine && below.right <= above.left + 1))
      found.push(`read after “${before.textContent}”: ${after.textContent}`.slice(0, 160));
  }
  return found;
}"""


async def look(page: Page, context: object, options: object) -> list[dict[str, Any]]:
    """The violations that axe finds. Its script is half a megabyte, so a page is given it only once."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(Axe().axe_script)
    found = await page.evaluate("([context, options]) => axe.run(context, options)", [context, options])
    return list(found["violations"])


async def violations(card: Locator, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds against WCAG 2 A and AA, or only by some of its rules, a line for each element."""
    await card.evaluate(MARK)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG_2_A_AND_AA}
    context = {"include": [["[data-in-sight]"]], "exclude": [[selector] for selector in RENDERERS_OWN]}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = await look(card.page, context, options)
    return [
        f"{violation['id']}: {_reason(node)} {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
        if not _is_the_renderers(violation["id"], _reason(node))
    ]


async def cut(card: Locator) -> list[str]:
    """What sticks out of the card, or has text that is cut off."""
    await card.evaluate(MARK)
    found: list[str] = await card.evaluate(CUT)
    return found


async def out_of_order(card: Locator) -> list[str]:
    """What a screen reader reads in another order than the eye."""
    await card.evaluate(MARK)
    found: list[str] = await card.evaluate(OUT_OF_ORDER)
    return found


async def without_name(card: Locator, drawn: Card) -> list[str]:
    """The inputs that cannot be found by what the card says that they are called.

    A people picker is not looked for: the Playground gives it a name of its own.
    """
    labels = [str(field["label"]) for field in of_type(drawn, *INPUTS) if PEOPLE not in field]
    return [label for label in labels if not await card.get_by_label(_named(label)).count()]


def _named(label: str) -> re.Pattern[str]:
    # A required field's label ends in a star.
    return re.compile(rf"^{re.escape(label)}(\s*\*)?$")


def _is_the_renderers(rule: str, reason: str) -> bool:
    return any(rule == known and words in reason for known, words in RENDERERS_SLIPS)


def _reason(node: Mapping[str, Any]) -> str:
    return str(node["failureSummary"]).partition("\n")[2].strip()[:200]

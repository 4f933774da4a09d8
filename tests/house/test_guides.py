"""Every page in words leads where it says: its links, its pictures, and what one is told to write."""

import re
from pathlib import Path
from urllib.parse import unquote

from bot.phrases import TEXT_COMMANDS
from tests.house.markdown import anchors, pages
from tests.house.source import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
# Write `this`; in a list also what comes after "och" and "eller".
TOLD = re.compile(r"\b(?:[Ss]kriv(?:er)?|[Ww]rites?)\b(?:[^`.|]{0,40}`[^`]+`)+")
IN_TICKS = re.compile(r"`([^`]+)`")
GUIDES = sorted((ROOT / "docs" / "guide").rglob("*.md"))


def broken_links(page: Path) -> list[str]:
    """The page's links in the repository whose file, or whose heading in it, is not there."""
    links = LINK.findall(page.read_text(encoding="utf-8"))
    within = (link for link in links if not re.match(r"[a-z]+:", link))
    return [link for link in within if not _leads_somewhere(page, *unquote(link).split("#", 1))]


def _leads_somewhere(page: Path, file: str, heading: str = "") -> bool:
    target = page.parent / file if file else page
    if not target.exists():
        return False
    return not heading or heading in anchors(target.read_text(encoding="utf-8"))


def told_to_write(text: str) -> set[str]:
    """What a guide tells one to write to the bot word for word."""
    return {command for told in TOLD.findall(" ".join(text.split())) for command in IN_TICKS.findall(told)}


def test_every_link_and_picture_is_there() -> None:
    broken = {str(page.relative_to(ROOT)): found for page in pages() if (found := broken_links(page))}

    assert broken == {}


def test_what_a_guide_tells_one_to_write_is_something_that_the_bot_knows() -> None:
    told = {command for guide in GUIDES for command in told_to_write(guide.read_text(encoding="utf-8"))}

    assert {"sammanställning", "läge", "mina aktiviteter", "frågor"} <= told
    assert told - TEXT_COMMANDS.keys() == set()


def test_a_link_to_nowhere_and_a_command_that_nobody_knows_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Se [här](page.md), å `x`!\n"
        "![En bild](borta.png) [en adress](https://example.com) [här](page.md#se-här-å-x) [nej](#rubrik)"
    )

    assert broken_links(page) == ["borta.png", "#rubrik"]
    assert told_to_write("Skriv `läge` eller\n`finns inte`. Tryck på `knappen`.") == {"läge", "finns inte"}


def test_the_second_heading_of_a_name_has_a_number_and_code_has_no_headings() -> None:
    assert anchors("# Ett\n```sh\n# inte en rubrik\n```\n## Ett\n") == {"ett", "ett-1"}

"""The project's pages in words: their code, and their headings as one links to them."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT

FOLDERS = ("docs", "bench", "deploy")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
LINK_TEXT = re.compile(r"\[([^\]]*)\]\([^)]*\)")
SHELL = "sh"


def pages() -> list[Path]:
    """Every page of Markdown that is ours."""
    return [*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))]


def shell_lines(text: str) -> Iterator[str]:
    """The lines to type into a shell; what goes on after a backslash is one line."""
    for kind, block in FENCE.findall(text):
        if kind == SHELL:
            yield from (line.strip() for line in block.replace("\\\n", " ").splitlines() if line.strip())


def spans(text: str) -> Iterator[str]:
    """What stands as code within a sentence."""
    return (" ".join(span.split()) for span in SPAN.findall(FENCE.sub("", text)))


def anchors(text: str) -> set[str]:
    """What a link may have after its #: its headings in lower case, hyphens for spaces, no signs."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        slug = re.sub(r"[^\w\- ]", "", LINK_TEXT.sub(r"\1", heading).lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found

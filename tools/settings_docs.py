"""Writes docs/settings.md from .env.example, which says what each setting is for and what it usually is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE, PAGE = ROOT / ".env.example", ROOT / "docs" / "settings.md"

HEADING = re.compile(r"# -{3} (.+?) -+$")
SETTING = re.compile(r"(?:# )?(LAGESKOLL_\w+)=(.*)")
FILE = re.compile(r"\bdocs/([\w-]+\.md)")
BEFORE = """# Settings

Everything that can be set, by a variable in the environment, a line in `.env` or a file of its own for each
secret. `lageskoll serve` refuses to start when something is missing or unsafe and says what;
`lageskoll doctor` looks everything over. How they are given with Compose or in Azure:
[deploy.md](deploy.md) (in Swedish).

A variable in the environment goes before the same one in `.env`; an empty one counts as not set. What is in
neither is looked for in a file of that name in `/run/secrets`, in lower case:
`/run/secrets/lageskoll_app_secret`.

This page is written from [.env.example](../.env.example) by `python -m tools.settings_docs`.
"""
TABLE = "| setting | usually | what |\n|---|---|---|"


@dataclass(slots=True)
class Row:
    """One or more settings that are told of together, each with what it is when nobody says."""

    text: list[str] = field(default_factory=list)
    settings: list[tuple[str, str]] = field(default_factory=list)

    def written(self) -> str:
        """A row of the table."""
        names = "<br>".join(f"`{name}`" for name, _ in self.settings)
        usual = "<br>".join(f"`{value}`" if value else "–" for _, value in self.settings)
        return f"| {names} | {usual} | {_linked(' '.join(self.text)).replace('|', chr(92) + '|')} |"


def page(example: str) -> str:
    """The page about an example of an .env."""
    first, *others = re.split(r"^(?=# --- )", example, flags=re.MULTILINE)
    # What stands first there is about how to fill it in.
    parts = [BEFORE, *_table(first.partition("\n\n")[2])]
    for part in others:
        title, _, body = part.partition("\n")
        found = HEADING.fullmatch(title)
        assert found is not None, title
        parts += [f"\n## {found[1].split(' (see ')[0]}\n", *_see(found[1]), *_table(body)]
    return "\n".join(parts) + "\n"


def _see(title: str) -> Iterator[str]:
    _, found, where = title.partition(" (see ")
    if found:
        yield f"More in {_linked(where.removesuffix(')'))}.\n"


def _table(body: str) -> Iterator[str]:
    rows: list[Row] = []
    for line in body.splitlines():
        setting = SETTING.fullmatch(line)
        if setting is not None and rows:
            rows[-1].settings.append((setting[1], setting[2]))
        elif line.startswith("# "):
            if not rows or rows[-1].settings:
                rows.append(Row())
            rows[-1].text.append(line.removeprefix("# "))
    yield TABLE
    yield from (row.written() for row in rows)


def _linked(text: str) -> str:
    return FILE.sub(lambda found: f"[{found[1]}]({found[1]})", text)


def main() -> None:
    """Write the page; a test sees to that it is in step."""
    PAGE.write_text(page(EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()

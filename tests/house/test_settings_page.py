"""The page of settings is written from the example, and the first page of the project stays short."""

from pathlib import Path

from tests.house.source import ROOT
from tools.settings_docs import page

EXAMPLE = """# About filling it in.

# First: this | that, see docs/graph.md.
# LAGESKOLL_A=1

# --- Two (see docs/api.md) -----

# Both of
# these.
LAGESKOLL_B=
# LAGESKOLL_C=x
# Alone.
LAGESKOLL_D=
"""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_page_of_settings_says_what_the_example_says() -> None:
    assert read(ROOT / "docs" / "settings.md") == page(read(ROOT / ".env.example")), (
        "run `python -m tools.settings_docs`"
    )


def test_settings_that_are_told_of_together_share_a_row_with_what_each_usually_is() -> None:
    rows = [line for line in page(EXAMPLE).splitlines() if "LAGESKOLL_" in line]

    assert rows == [
        "| `LAGESKOLL_A` | `1` | First: this \\| that, see [graph.md](graph.md). |",
        "| `LAGESKOLL_B`<br>`LAGESKOLL_C` | –<br>`x` | Both of these. |",
        "| `LAGESKOLL_D` | – | Alone. |",
    ]
    assert "## Two\n\nMore in [api.md](api.md).\n" in page(EXAMPLE)


def test_the_first_page_is_short_and_leaves_the_settings_to_theirs() -> None:
    text = read(ROOT / "README.md")

    assert len(text.splitlines()) <= 160
    assert "docs/settings.md" in text

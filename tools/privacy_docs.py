"""Writes the data map in docs/privacy.md from the map in the code."""

from pathlib import Path

from bot.data_map_page import page
from cards.words import Words

PAGE = Path(__file__).parent.parent / "docs" / "privacy.md"


def main() -> None:
    """Write the table; a test sees to that it is in step."""
    PAGE.write_text(page(PAGE.read_text("utf-8"), Words()), encoding="utf-8")


if __name__ == "__main__":
    main()

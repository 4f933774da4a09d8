"""Writes docs/open-data.md and its JSON Schema from the records that they describe."""

from pathlib import Path

from cards.words import Words
from domain.people import Language
from reports.open_data import dictionary_page, json_schema

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    """Write both files; a test sees to that they are in step."""
    languages = [Words(language=each) for each in Language]
    (DOCS / "open-data.md").write_text(dictionary_page.page(languages), encoding="utf-8")
    (DOCS / "open-data.schema.json").write_bytes(json_schema.in_bytes(Words(language=Language.ENGLISH)))


if __name__ == "__main__":
    main()

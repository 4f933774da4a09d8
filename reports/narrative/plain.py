"""A document as plain values: for Typst, for the web page, and for JSON."""

from collections.abc import Callable, Sequence

from reports.colours import by_name, state_name
from reports.narrative.document import (
    Bar,
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Paragraph,
    Section,
    Sentence,
    Slice,
    Table,
)

Value = str | int | bool | None | Sequence["Value"] | dict[str, "Value"]


def as_written(text: str) -> str:
    """The text itself."""
    return text


def plain(document: Document, text: Callable[[str], str] = as_written) -> dict[str, Value]:
    """Everything in the document; `text` makes every text fit for where it is to be read."""
    reading = _Reading(text)
    return {
        "language": document.language,
        "title": text(document.title),
        "subtitle": text(document.subtitle),
        "author": text(document.author),
        "head": [{"label": each.label, "value": text(each.value)} for each in document.head],
        "marks": list(document.marks),
        "keywords": list(document.keywords),
        "colours": {**by_name()},
        "sections": [reading.section(each) for each in document.sections],
        "notes": [{"number": each.number, "text": text(each.text)} for each in document.notes],
        "notes_title": document.notes_title,
        "seal_lines": [text(each) for each in document.seal_lines],
    }


class _Reading:
    """Reads a document from its beginning, and knows where each note is met for the first time.

    The sources lead back to there. Notes are numbered in the order in which they are met.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        self._text = text
        self._met = 0

    def section(self, section: Section) -> dict[str, Value]:
        """A heading with what is under it."""
        return {
            "title": self._text(section.title),
            "anchor": section.anchor,
            "blocks": [self._block(each) for each in section.blocks],
            "sections": [self.section(each) for each in section.sections],
        }

    def _block(self, block: Block) -> dict[str, Value]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "sentences": self._sentences(block)}
            case Bullets():
                return {"kind": "bullets", "items": [self._sentences(each) for each in block.items]}
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)

    def _sentences(self, paragraph: Paragraph) -> list[Value]:
        return [self._noted(each) for each in paragraph.sentences]

    def _table(self, table: Table) -> dict[str, Value]:
        return {
            "kind": "table",
            "caption": self._text(table.caption),
            "is_wide": table.is_wide,
            "columns": [
                {"title": self._text(each.title), "width": each.width, "align": each.align.value}
                for each in table.columns
            ],
            "rows": [[self._cell(cell) for cell in row] for row in table.rows],
        }

    def _noted(self, each: Sentence | Cell) -> dict[str, Value]:
        number = each.note.number if each.note else None
        is_first = number is not None and number > self._met
        self._met = max(self._met, number or 0)
        return {"text": self._text(each.text), "note": number, "is_first": is_first}

    def _cell(self, each: Cell) -> dict[str, Value]:
        return {**self._noted(each), "is_none": each.is_none}

    def _chart(self, chart: Chart) -> dict[str, Value]:
        return {
            "kind": "chart",
            "caption": self._text(chart.caption),
            "alternative": self._text(chart.alternative),
            "bars": [self._bar(each) for each in chart.bars],
        }

    def _bar(self, bar: Bar) -> dict[str, Value]:
        return {"label": self._text(bar.label), "slices": [self._slice(each) for each in bar.slices]}

    def _slice(self, each: Slice) -> dict[str, Value]:
        return {"state": state_name(each.progress), "label": self._text(each.label), "count": each.count}

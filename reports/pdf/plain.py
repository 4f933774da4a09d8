"""A document as plain values, for the page that Typst lays out."""

from collections.abc import Sequence

from domain.answers import Progress
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
from reports.pdf.glyphs import drawable

Value = str | int | bool | None | Sequence["Value"] | dict[str, "Value"]


def plain(document: Document) -> dict[str, Value]:
    """Everything in the document, each text with characters that can be drawn."""
    reading = _Reading()
    return {
        "language": document.language,
        "title": drawable(document.title),
        "subtitle": drawable(document.subtitle),
        "author": drawable(document.author),
        "head": [{"label": each.label, "value": drawable(each.value)} for each in document.head],
        "marks": list(document.marks),
        "keywords": list(document.keywords),
        "sections": [reading.section(each) for each in document.sections],
        "notes": [{"number": each.number, "text": drawable(each.text)} for each in document.notes],
        "notes_title": document.notes_title,
        "seal_lines": [drawable(each) for each in document.seal_lines],
    }


class _Reading:
    """Reads a document from its beginning, and knows where each note is met for the first time.

    The sources lead back to there. Notes are numbered in the order in which they are met.
    """

    def __init__(self) -> None:
        self._met = 0

    def section(self, section: Section) -> dict[str, Value]:
        """A heading with what is under it."""
        return {
            "title": drawable(section.title),
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
                return _chart(block)

    def _sentences(self, paragraph: Paragraph) -> list[Value]:
        return [self._noted(each) for each in paragraph.sentences]

    def _table(self, table: Table) -> dict[str, Value]:
        return {
            "kind": "table",
            "caption": drawable(table.caption),
            "is_wide": table.is_wide,
            "columns": [
                {"title": drawable(each.title), "width": each.width, "align": each.align.value}
                for each in table.columns
            ],
            "rows": [[self._noted(cell) for cell in row] for row in table.rows],
        }

    def _noted(self, each: Sentence | Cell) -> dict[str, Value]:
        number = each.note.number if each.note else None
        is_first = number is not None and number > self._met
        self._met = max(self._met, number or 0)
        return {"text": drawable(each.text), "note": number, "is_first": is_first}


def _chart(chart: Chart) -> dict[str, Value]:
    return {
        "kind": "chart",
        "caption": drawable(chart.caption),
        "alternative": drawable(chart.alternative),
        "bars": [_bar(each) for each in chart.bars],
    }


def _bar(bar: Bar) -> dict[str, Value]:
    return {"label": drawable(bar.label), "slices": [_slice(each) for each in bar.slices]}


def _slice(each: Slice) -> dict[str, Value]:
    return {"state": _state(each.progress), "label": drawable(each.label), "count": each.count}


def _state(progress: Progress | None) -> str:
    return progress.value if progress else "missing"

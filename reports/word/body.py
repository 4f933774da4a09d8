"""The document's sections as Word's paragraphs, tables and drawings."""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from reports.narrative.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Note,
    Paragraph,
    Section,
    Sentence,
    Table,
)
from reports.word.charts import drawing
from reports.word.parts import Element, bookmark, element, link, paragraph, run
from reports.word.tables import table

# By the names that Word itself has for them in every language.
HEADINGS = ("heading 1", "heading 2", "heading 3")
BULLET, CAPTION, GRID = "list bullet", "caption", "table grid"
SMALL = 18
# A4 in twentieths of a point, for a template that does not say.
A4 = (11906, 16838)
MARGIN = 1247


class Body:
    """Writes parts of a document in the template's own styles and on its own pages, as XML."""

    def __init__(self, template: WordDocument) -> None:
        self._part = template.part
        self._page: Element = deepcopy(template.element.body.sectPr)
        self._styles = {
            str(style.name).casefold(): style.style_id for style in template.styles if style.name is not None
        }
        self._charts = 0
        self._marks = 0
        self._met = 0

    def sections(self, sections: Iterable[Section]) -> str:
        """The sections with their headings."""
        return _text(made for section in sections for made in self._section(section, level=1))

    def sources(self, document: Document) -> str:
        """The notes, each leading back to where it is first met."""
        heading = self._styled(HEADINGS[0], run(document.notes_title))
        return _text([heading, *(self._source(note) for note in document.notes)])

    def lines(self, lines: Iterable[str]) -> str:
        """Plain lines."""
        return _text(paragraph(run(line)) for line in lines)

    def _source(self, note: Note) -> Element:
        return paragraph(
            *self._bookmark(f"note_{note.number}"),
            link(f"{note.number}.", f"met_{note.number}", half_points=SMALL),
            run(f" {note.text}", half_points=SMALL),
        )

    def _bookmark(self, name: str) -> tuple[Element, Element]:
        self._marks += 1
        return bookmark(name, self._marks)

    def _styled(self, style: str, *content: Element, keep_with_next: bool = False) -> Element:
        """A paragraph in a style, or as text is otherwise where the template lacks that style."""
        return paragraph(*content, style_id=self._styles.get(style, ""), keep_with_next=keep_with_next)

    def _section(self, section: Section, *, level: int) -> list[Element]:
        style = HEADINGS[min(level, len(HEADINGS)) - 1]
        mark = self._bookmark(f"section_{section.anchor.replace('-', '_')}")
        made = [self._styled(style, *mark, run(section.title))]
        for block in section.blocks:
            made += self._block(block)
        for below in section.sections:
            made += self._section(below, level=level + 1)
        if any(isinstance(block, Table) and block.is_wide for block in section.blocks):
            return [self._turned(is_wide=False), *made, self._turned(is_wide=True)]
        return made

    def _turned(self, *, is_wide: bool) -> Element:
        """Ends the pages so far, which stood upright or, when `is_wide`, on their side."""
        page = deepcopy(self._page)
        size = page.find(qn("w:pgSz"))
        if is_wide and size is not None:
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape")
        return element("w:p", element("w:pPr", page))

    def _block(self, block: Block) -> list[Element]:
        match block:
            case Paragraph():
                return [paragraph(*self._sentences(block.sentences))]
            case Bullets():
                return [self._bullet(item.sentences) for item in block.items]
            case Chart():
                self._charts += 1
                drawn = element("w:r", drawing(block, self._part, self._charts))
                return [
                    paragraph(drawn, keep_with_next=True),
                    self._styled(CAPTION, run(block.caption)),
                ]
            case Table():
                caption = self._styled(CAPTION, run(block.caption), keep_with_next=True)
                made = table(block, self._styles.get(GRID, ""), self._width(block), self._noted)
                return [caption, made, paragraph()]

    def _bullet(self, sentences: Sequence[Sentence]) -> Element:
        mark = [] if BULLET in self._styles else [run("• ")]
        return self._styled(BULLET, *mark, *self._sentences(sentences))

    def _sentences(self, sentences: Iterable[Sentence]) -> Iterable[Element]:
        for place, sentence in enumerate(sentences):
            yield run(f" {sentence.text}" if place else sentence.text)
            yield from self._noted(sentence.note)

    def _noted(self, note: Note | None) -> Sequence[Element]:
        """The number of a note, which leads to its source; where it is first met can be gone back to."""
        if note is None:
            return ()
        number = link(f"[{note.number}]", f"note_{note.number}", raised=True)
        if note.number <= self._met:
            return (number,)
        self._met = note.number
        return (*self._bookmark(f"met_{note.number}"), number)

    def _width(self, source: Table) -> int:
        """How wide a table may be on the template's page, upright or on its side."""
        size, margins = self._page.find(qn("w:pgSz")), self._page.find(qn("w:pgMar"))
        sides = A4 if size is None else (_number(size, "w:w"), _number(size, "w:h"))
        beside = 2 * MARGIN if margins is None else _number(margins, "w:left") + _number(margins, "w:right")
        return (max(sides) if source.is_wide else sides[0]) - beside


def _number(source: Element, name: str) -> int:
    return int(float(source.get(qn(name), 0)))


def _text(elements: Iterable[Element]) -> str:
    return "".join(etree.tostring(each, encoding="unicode") for each in elements)

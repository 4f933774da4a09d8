"""A document as lines of text, for tests that read it."""

from collections.abc import Iterator

from reports.narrative.document import Bullets, Chart, Document, Note, Paragraph, Section, Sentence, Table


def lines(document: Document) -> list[str]:
    """Every heading, sentence, cell and alternative text, in the order in which they are read."""
    return [line for section in document.every_section for line in _spaced(section)]


def of_section(document: Document, anchor: str) -> list[str]:
    """The lines of one section, without those under it."""
    return _spaced(next(each for each in document.every_section if each.anchor == anchor))


def sentences(document: Document) -> list[Sentence]:
    """Every sentence outside tables."""
    return [
        sentence
        for section in document.every_section
        for block in section.blocks
        for paragraph in _paragraphs(block)
        for sentence in paragraph.sentences
    ]


def note_numbers(document: Document) -> list[int]:
    """The numbers of the notes as they are met when the document is read, each the first time."""
    met: dict[int, None] = {}
    for section in document.every_section:
        for block in section.blocks:
            met |= dict.fromkeys(note.number for note in _notes(block))
    return list(met)


def _notes(block: object) -> Iterator[Note]:
    if isinstance(block, Table):
        yield from (cell.note for row in block.rows for cell in row if cell.note)
    for paragraph in _paragraphs(block):
        yield from (each.note for each in paragraph.sentences if each.note)


def _spaced(section: Section) -> list[str]:
    """The lines with plain spaces for those that hold a number and its sign together."""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in _section(section)]


def _section(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        match block:
            case Table():
                yield block.caption
                yield from (" | ".join(cell.text for cell in row) for row in block.rows)
            case Chart():
                yield block.alternative
            case _:
                yield from (" ".join(each.text for each in one.sentences) for one in _paragraphs(block))


def _paragraphs(block: object) -> tuple[Paragraph, ...]:
    match block:
        case Paragraph():
            return (block,)
        case Bullets():
            return block.items
        case _:
            return ()

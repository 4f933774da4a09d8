"""A table of the document as Word's own, with header rows that come again on each page."""

from collections.abc import Callable, Sequence

from reports.narrative.document import Align, Cell, Note, Table
from reports.word.parts import Element, element, legal, paragraph, run

TEXT_SIZE, HEAD_SIZE = 18, 16
Noted = Callable[[Note | None], Sequence[Element]]


def table(source: Table, style_id: str, width: int, noted: Noted) -> Element:
    """The table, `width` twentieths of a point wide. `noted` gives what stands for a note."""
    shares = sum(column.width for column in source.columns)
    widths = [width * column.width // shares for column in source.columns]
    properties = element(
        "w:tblPr",
        *([element("w:tblStyle", val=style_id)] if style_id else []),
        element("w:tblW", w=width, type="dxa"),
        element("w:tblLayout", type="fixed"),
        element(
            "w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
        ),
        element("w:tblCaption", val=legal(source.caption)),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=each) for each in widths))
    head = element(
        "w:tr",
        element("w:trPr", element("w:cantSplit"), element("w:tblHeader")),
        *(
            _cell([run(column.title, half_points=HEAD_SIZE, bold=True)], each, column.align)
            for column, each in zip(source.columns, widths, strict=True)
        ),
    )
    aligns = [column.align for column in source.columns]
    rows = (_row(row, widths, aligns, noted) for row in source.rows)
    return element("w:tbl", properties, grid, head, *rows)


def _row(cells: Sequence[Cell], widths: Sequence[int], aligns: Sequence[Align], noted: Noted) -> Element:
    return element(
        "w:tr",
        element("w:trPr", element("w:cantSplit")),
        *(
            _cell([run(cell.text, half_points=TEXT_SIZE), *noted(cell.note)], width, align)
            for cell, width, align in zip(cells, widths, aligns, strict=True)
        ),
    )


def _cell(content: Sequence[Element], width: int, align: Align) -> Element:
    said = paragraph(*content, tight=True, right=align is Align.NUMBER)
    return element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), said)

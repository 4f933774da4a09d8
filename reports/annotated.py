"""Gives a workbook back as it looked, each fault marked in its cell, and all of them in a list with links."""

import io
import warnings
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from domain.plan_file.cells import one_line
from domain.plan_file.sheets import FAULT_SHEETS
from reports.dropdowns import put_back
from reports.marks import Mark, Titles

# What we have marked before is known by its author, and cleared when the file comes back.
AUTHOR = "Lägeskoll"
FILL = PatternFill("solid", start_color="FFFFD7D2", end_color="FFFFD7D2")
NO_FILL = PatternFill()
HEADING_FILL = PatternFill("solid", start_color="FF7A1F14", end_color="FF7A1F14")
WIDTHS = (24, 10, 26, 90)
COMMENT_WIDTH, COMMENT_HEIGHT = 340, 110
LONGEST_COMMENT = 1000


def annotated(content: bytes, marks: Sequence[Mark], titles: Titles) -> bytes:
    """The workbook with its faults; raises whatever the library does when it cannot be given back."""
    with warnings.catch_warnings():
        # openpyxl tells what it leaves out; the drop-downs among it are put back.
        warnings.simplefilter("ignore")
        workbook = load_workbook(io.BytesIO(content))
    put_back(content, workbook)
    _clear(workbook)
    sheets = {_matching(sheet.title): sheet for sheet in workbook.worksheets}
    cells = [(mark, _marked(sheets.get(_matching(mark.sheet)), mark)) for mark in marks]
    _write_list(workbook, cells, titles)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _clear(workbook: Workbook) -> None:
    """Take away what an earlier round has marked."""
    for title in FAULT_SHEETS:
        if title in workbook.sheetnames:
            del workbook[title]
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None
                    cell.fill = NO_FILL


def _marked(sheet: Worksheet | None, mark: Mark) -> Cell | None:
    """The faulty cell, marked; None where the whole sheet, or no sheet that is there, is at fault."""
    if sheet is None or not mark.row:
        return None
    cell = sheet.cell(row=mark.row, column=_column(sheet, mark.heading))
    if not isinstance(cell, Cell):
        # Only the first cell of a merged block can hold anything.
        return None
    earlier = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    text = _writable(f"{earlier}{mark.sentence}")[:LONGEST_COMMENT]
    cell.comment = Comment(text, AUTHOR, width=COMMENT_WIDTH, height=COMMENT_HEIGHT)
    cell.fill = FILL
    return cell


def _column(sheet: Worksheet, heading: str) -> int:
    """The column under a heading; the first one where there is none such."""
    wanted = _matching(heading)
    for cell in sheet[1] if wanted else ():
        if cell.value is not None and _matching(str(cell.value)) == wanted:
            return int(cell.column)
    return 1


def _write_list(workbook: Workbook, cells: Sequence[tuple[Mark, Cell | None]], titles: Titles) -> None:
    page = workbook.create_sheet(titles.sheet, 0)
    workbook.active = 0
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
    for column, (title, width) in enumerate(zip(titles.columns, WIDTHS, strict=True), start=1):
        heading = _put(page, 1, column, title)
        heading.font, heading.fill = Font(bold=True, color="FFFFFFFF"), HEADING_FILL
        page.column_dimensions[heading.column_letter].width = width
    for row, (mark, cell) in enumerate(cells, start=2):
        for column, value in enumerate((mark.sheet, mark.row or "", mark.heading, mark.sentence), start=1):
            _put(page, row, column, value)
        if cell is not None:
            link = page.cell(row=row, column=1)
            place = f"{quote_sheetname(cell.parent.title)}!{cell.coordinate}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
            link.font = Font(underline="single", color="FF0B5394")
    page.freeze_panes = "A2"


def _put(page: Worksheet, row: int, column: int, value: str | int) -> Cell:
    cell = page.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # a new sheet has no merged cells
    cell.value = _writable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        # What stands in somebody's cell is a text here, even when it begins with an equals sign.
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _writable(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def _matching(title: str) -> str:
    return one_line(title).casefold()

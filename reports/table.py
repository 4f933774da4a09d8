"""A table as a workbook: a heading row that stays, filters, typed cells and columns that fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter

Cell = str | int | float | date | None

LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 10, 60
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. Rows have as many cells as there are columns; None is an empty cell."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The whole workbook. Nothing that people have written becomes a formula or a link."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name.translate(FORBIDDEN)[:LONGEST_SHEET_NAME])
        page.write_row(0, 0, sheet.columns, head)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, day if isinstance(cell, date) else text)
        _fit(page, sheet)
    book.close()
    return file.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, style: xlsxwriter.format.Format
) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, style)
    elif isinstance(cell, str):
        page.write_string(row, column, cell, style)
    else:
        page.write_number(row, column, cell, style)


def _fit(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    for column, title in enumerate(sheet.columns):
        longest = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
        page.set_column(column, column, min(WIDEST, max(NARROWEST, len(title) + 3, longest + 1)))

"""A table as a workbook: a heading row that stays, filters, typed cells and columns that fit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # It is large, and most processes never make a workbook.
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Share:
    """A share 0–1, shown as whole per cent."""

    value: float


Cell = str | int | float | Decimal | date | datetime | Share | None

LONGEST_SHEET_NAME = 31
# In UTF-16, as Excel counts.
LONGEST_TEXT = 32_767
FIRST_YEAR = 1900
NARROWEST, WIDEST = 10, 60
A4 = 9
EVERYWHERE = "A1:XFD1048576"
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
STYLES: dict[str, dict[str, str | int | bool]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"valign": "top"},
    "share": {"num_format": "0 %", "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top"},
}
LEFT: dict[str, object] = {"align": "left"}
# In points.
LINE, TALLEST = 15, 409
# What a line loses to the word that is moved to the next one, in characters.
SPILL = 6
# As wide as can be read on one page, in characters.
WIDEST_PAGE = 270


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. Rows have as many cells as there are columns; None is an empty cell.

    An instant is local and without a time zone, since Excel knows none. With `is_table` it is one of Excel's
    own tables, which a pivot can be made of by name. The first `frozen` columns stay when one scrolls. With
    `is_form` everything stands to the left, as where each row is about something else.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    is_table: bool = False
    frozen: int = 0
    is_form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of itself. `custom` are names and texts of at most 255 characters."""

    title: str
    author: str
    subject: str = ""
    made_at: datetime
    custom: Sequence[tuple[str, str]] = ()


def workbook(sheets: Sequence[Sheet], properties: Properties | None = None) -> bytes:
    """The whole workbook. Nothing that people have written becomes a formula or a link.

    With properties the same sheets are always the same bytes.
    """
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book: Workbook = resolve_name("xlsxwriter:Workbook")(file, options)
    _describe(book, properties)
    plain = {name: book.add_format(style) for name, style in STYLES.items()}
    to_the_left = {name: book.add_format({**style, **LEFT}) for name, style in STYLES.items()}
    for sheet in sheets:
        formats = to_the_left if sheet.is_form else plain
        page = book.add_worksheet(sheet.name.translate(FORBIDDEN)[:LONGEST_SHEET_NAME])
        _lay_out(page, sheet, formats)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, formats)
    book.close()
    return file.getvalue()


def _describe(book: "Workbook", properties: Properties | None) -> None:
    if properties is None:
        return
    book.set_properties(
        {
            "title": properties.title,
            "author": properties.author,
            "company": properties.author,
            "subject": properties.subject,
            "created": properties.made_at,
        }
    )
    for name, text in properties.custom:
        book.set_custom_property(name, text, "text")


def _write(page: "Worksheet", row: int, column: int, cell: Cell, formats: "dict[str, Format]") -> None:
    match cell:
        case None:
            return
        case str():
            _write_text(page, row, column, cell, formats)
        case date() if cell.year < FIRST_YEAR:
            _write_text(page, row, column, cell.isoformat(), formats)
        case datetime():
            page.write_datetime(row, column, cell, formats["instant"])
        case date():
            page.write_datetime(row, column, cell, formats["day"])
        case Share():
            page.write_number(row, column, cell.value, formats["share"])
        case _:
            page.write_number(row, column, cell, formats["number"])


def _write_text(page: "Worksheet", row: int, column: int, text: str, formats: "dict[str, Format]") -> None:
    written = _cut(text)
    if written.startswith("<r>") and written.endswith("</r>"):
        # The library would take it for XML of its own and put it in as it stands.
        page.write_rich_string(row, column, "<", "r", CONTROLS.sub(" ", written[2:]), formats["text"])
    else:
        page.write_string(row, column, written, formats["text"])


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def _cut(text: str) -> str:
    """As much of the text as a cell holds."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    written = text.encode("utf-16-le", "replace")
    if len(written) <= 2 * LONGEST_TEXT:
        return text
    return written[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _lay_out(page: "Worksheet", sheet: Sheet, formats: "dict[str, Format]") -> None:
    """Heading, filter, widths and heights."""
    last = max(1, len(sheet.rows)), len(sheet.columns) - 1
    widths = [_width(title, column, sheet) for column, title in enumerate(sheet.columns)]
    for column, title in enumerate(sheet.columns):
        page.write_string(0, column, title, formats["head"])
        page.set_column(column, column, widths[column])
    for number, row in enumerate(sheet.rows, start=1):
        lines = max((_lines(cell, width) for cell, width in zip(row, widths, strict=True)), default=1)
        if lines > 1:
            # Excel would find it out by itself, other programs do not.
            page.set_row(number, min(TALLEST, lines * LINE))
    if sheet.is_table:
        headings = [{"header": title, "header_format": formats["head"]} for title in sheet.columns]
        name = re.sub(r"\W", "_", sheet.name)
        page.add_table(0, 0, *last, {"name": name, "columns": headings, "style": "Table Style Light 1"})
    else:
        page.autofilter(0, 0, *last)
    # Activity 1.10 is a text, and not 1.1.
    page.ignore_errors({"number_stored_as_text": EVERYWHERE})
    page.freeze_panes(1, sheet.frozen)
    _for_print(page, sum(widths), sheet.frozen)


def _width(title: str, column: int, sheet: Sheet) -> int:
    longest = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
    return min(WIDEST, max(NARROWEST, len(title) + 3, longest + 1))


def _lines(cell: Cell, width: int) -> int:
    """How many lines a text takes, words that are moved to the next line reckoned in."""
    if not isinstance(cell, str) or (len(cell) < width and "\n" not in cell):
        return 1
    broken = any(len(word) >= width for word in cell.split())
    return broken + sum(1 + len(line) // max(1, width - SPILL) for line in cell.split("\n"))


def _for_print(page: "Worksheet", width: int, frozen: int) -> None:
    """The heading on every page, and all columns on one page where they can be read there."""
    page.set_landscape()
    page.set_paper(A4)
    page.repeat_rows(0)
    if width <= WIDEST_PAGE:
        page.fit_to_pages(1, 0)
    elif frozen:
        page.repeat_columns(0, frozen - 1)
    page.set_footer("&L&A&R&P (&N)")

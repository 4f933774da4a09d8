"""A report as CSV, one row per plan activity, to publish and to read into other systems.

Comma, UTF-8 without a byte order mark, CRLF and a heading row, as RFC 4180 has it and as data portals and
other systems read without being told. Semicolons would please a Swedish Excel and mislead everything else:
whoever wants to open the report in Excel has the workbook. Names of columns and codes are the same in every
language, days are ISO 8601, instants are UTC, and decimals have a point.

A spreadsheet takes a text that begins with `=` for a formula, and runs it. So that nothing is lost either,
an apostrophe is put before such a beginning, and before an apostrophe that stands there already: whoever
reads the file takes one apostrophe away again (`as_written`). A text may also begin anew in its middle, after
a line break, a tab or a semicolon, where the file is opened with another separator than its own.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from domain.report.seal import Report
from reports.open_data.columns import EVERY, Column, Value, rows
from reports.wording import Wording

# Between the values of a list: rarer than a comma or a semicolon in people's texts.
IN_LISTS = "|"
# What Excel, LibreOffice or an Asian Excel takes for the beginning of a formula, where one may begin.
BEGINNING = re.compile(r"(\A|[;\t\r\n])([ \u00a0\"]*)(?=[=+\-@＝＋－＠'])")
# One of ours stands before such a beginning; any other apostrophe is somebody's own.
SHIELDED = re.compile(r"(\A|[;\t\r\n])([ \u00a0\"]*)'(?=[=+\-@＝＋－＠'])")


def csv_file(report: Report, _words: Wording) -> bytes:
    """The report as CSV; the same in every language."""
    return of_columns(report, EVERY)


def of_columns(report: Report, columns: Iterable[Column]) -> bytes:
    """The report as CSV with some of the columns."""
    chosen = tuple(columns)
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in chosen)
    writer.writerows([cell(column.value(row)) for column in chosen] for row in rows(report))
    return file.getvalue().encode("utf-8", "replace")


def cell(value: Value) -> str:
    """A value as it stands in the file; nothing at all where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case StrEnum():
            return value.value
        case str():
            return shielded(value)
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple():
            return shielded(IN_LISTS.join(str(each) for each in value))
    assert_never(value)


def shielded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return BEGINNING.sub(r"\1\2'", text)


def as_written(shielded_text: str) -> str:
    """The text as it was written."""
    return SHIELDED.sub(r"\1\2", shielded_text)

"""Workbooks for tests to read: a right one, with single cells written over."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from domain.plan_file.sheets import SHEETS

Put = Callable[[Worksheet], object]


def workbook(sheets: Mapping[str, list[list[object]]], put: Mapping[str, Put] | None = None) -> bytes:
    """A workbook of plain cells; `put` may write what a list cannot hold."""
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(index, column, value)
        if put and title in put:
            put[title](sheet)
    book.close()
    return content.getvalue()


def bare_plan() -> dict[str, list[list[object]]]:
    """Every required sheet with its headings, and a plan."""
    sheets: dict[str, list[list[object]]] = {
        sheet.title: [[column.heading for column in sheet.columns]] for sheet in SHEETS.values()
    }
    sheets["Plan"].append([2023, "Handlingsplan 2023", 2030])
    return sheets


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same package with one part replaced or added."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, part)
    return changed.getvalue()


def saved(folder: Path, content: bytes, name: str = "plan.xlsx") -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path

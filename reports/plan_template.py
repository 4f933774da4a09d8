"""Writes a plan as an Excel workbook: the empty template to fill in, or a whole plan."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from domain.plan_file.cells import FIRST_YEAR, LAST_YEAR
from domain.plan_file.entries import Entry, PlanFile
from domain.plan_file.sheets import README_SHEET, SEPARATOR, SHEETS, Column, ColumnKind, Section, Sheet
from domain.plan_file.vocabulary import CHOICE_OF_FIELD, CHOICES, NO, YES, word_of
from reports.plan_examples import EXAMPLES

if TYPE_CHECKING:
    # It is large, and most processes never make a workbook.
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# The same plan gives the same bytes, so the file says nothing about when it was made.
CREATED = datetime(2023, 1, 1)  # noqa: DTZ001 - a workbook's date has no time zone
LAST_ROW = 3000
DARK_GREEN, LIGHT_GREEN, SAND = "#1D5C45", "#CFE5DA", "#FBF6E6"
README_WIDTH = 110
ROW_HEIGHT = 22
HIGHEST_NUMBER = 10**9
DAY_FORMAT, TEXT_FORMAT = "yyyy-mm-dd", "@"

# Where the drop-downs that list the file's own rows find them: sheet and column.
LISTS = {
    ColumnKind.UNIT: (Section.ORG_UNITS, "name"),
    ColumnKind.PRIORITY: (Section.STRATEGIC_PRIORITIES, "name"),
    ColumnKind.MEASURE: (Section.MEASURES, "number"),
    ColumnKind.PERSON: (Section.PEOPLE, "email"),
    ColumnKind.PLAN_ACTIVITY: (Section.PLAN_ACTIVITIES, "number"),
}
CellValue = str | int | float | Decimal | date | bool | tuple[object, ...] | None
Rule = dict[str, object]
NOTE_WIDTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSheet:
    """A sheet to read, which an import passes over: a heading row and rows of texts."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def template() -> bytes:
    """The workbook to fill in, with an example row on every sheet."""
    return _write(PlanFile(), with_examples=True)


def write_workbook(plan_file: PlanFile, notes: Sequence[NoteSheet] = ()) -> bytes:
    """The workbook of a whole plan; reading it gives the same plan, whatever the notes at its end say."""
    return _write(plan_file, notes, with_examples=False)


def _write(plan_file: PlanFile, notes: Sequence[NoteSheet] = (), *, with_examples: bool) -> bytes:
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook: Workbook = resolve_name("xlsxwriter:Workbook")(content, options)
    workbook.set_properties({"title": "Handlingsplan", "author": "Lägeskoll", "created": CREATED})
    _write_readme(workbook)
    writer = _SheetWriter(workbook=workbook)
    for section, sheet in SHEETS.items():
        writer.write(sheet, plan_file.section(section), with_example=with_examples)
    for note in notes:
        _write_note(workbook, note)
    workbook.close()
    return content.getvalue()


def _write_note(workbook: "Workbook", note: NoteSheet) -> None:
    page = workbook.add_worksheet(note.title)
    page.set_tab_color(SAND)
    page.freeze_panes(1, 0)
    page.set_column(0, len(note.columns) - 1, NOTE_WIDTH)
    heading = workbook.add_format({"bold": True, "bottom": 1})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    for row, cells in enumerate([note.columns, *note.rows]):
        for column, cell in enumerate(cells):
            page.write_string(row, column, cell, text if row else heading)


def _write_readme(workbook: "Workbook") -> None:
    sheet = workbook.add_worksheet(README_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, README_WIDTH)
    sheet.set_tab_color(SAND)
    sheet.fit_to_pages(1, 0)
    heading = workbook.add_format({"bold": True, "font_size": 14, "font_color": DARK_GREEN})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    source = files("reports").joinpath("templates", "plan_readme.sv.txt").read_text(encoding="utf-8")
    for row, line in enumerate(source.splitlines(), start=1):
        is_heading = line.startswith("# ")
        sheet.write_string(row, 1, line.removeprefix("# "), heading if is_heading else text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetWriter:
    """Writes one sheet after another with the same looks."""

    workbook: "Workbook"
    formats: "dict[tuple[str, bool], Format]" = field(default_factory=dict)

    def write(self, sheet: Sheet, entries: tuple[Entry, ...], *, with_example: bool) -> None:
        """The heading row, the example, the entries, and a drop-down or limit where there is one."""
        page = self.workbook.add_worksheet(sheet.title)
        self._prepare(page, sheet)
        first_row = 1
        if with_example:
            example = EXAMPLES[sheet.section]
            for index, column in enumerate(sheet.columns):
                _put(page, 1, index, example.get(column.field), self._format(column, is_example=True))
            first_row = 2
        for row, entry in enumerate(entries, start=first_row):
            for index, column in enumerate(sheet.columns):
                value = _value(getattr(entry, column.field), column)
                _put(page, row, index, value, self._format(column, is_example=False))

    def _prepare(self, page: "Worksheet", sheet: Sheet) -> None:
        page.set_tab_color(LIGHT_GREEN if sheet.is_optional else DARK_GREEN)
        page.freeze_panes(1, 1)
        page.set_row(0, ROW_HEIGHT)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, LAST_ROW, len(sheet.columns) - 1)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width, self._format(column, is_example=False))
            page.write_string(0, index, column.heading, self._heading(column))
            rule = _rule(column)
            if rule is not None:
                page.data_validation(1, index, LAST_ROW, index, rule)

    def _heading(self, column: Column) -> "Format":
        looks: Rule = {"bold": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
        if column.is_optional:
            looks |= {"bg_color": LIGHT_GREEN, "font_color": "#12382A"}
        else:
            looks |= {"bg_color": DARK_GREEN, "font_color": "#FFFFFF"}
        return self._kept(f"heading {column.is_optional}", looks, is_example=False)

    def _format(self, column: Column, *, is_example: bool) -> "Format":
        looks: Rule = {"valign": "top", "num_format": "General"}
        match column.kind:
            case ColumnKind.DAY:
                looks["num_format"] = DAY_FORMAT
            case ColumnKind.NUMBER | ColumnKind.YEAR | ColumnKind.PERCENT | ColumnKind.MEASURE:
                looks["align"] = "left"
            case _:
                # As text, or Excel turns the number 1.10 into 1.1 and some numbers into dates.
                looks |= {"num_format": TEXT_FORMAT, "text_wrap": column.kind is ColumnKind.LONG_TEXT}
        if is_example:
            looks |= {"italic": True, "font_color": "#6B5B1E", "bg_color": SAND}
        return self._kept(column.kind.value, looks, is_example=is_example)

    def _kept(self, name: str, looks: Rule, *, is_example: bool) -> "Format":
        if (name, is_example) not in self.formats:
            self.formats[name, is_example] = self.workbook.add_format(looks)
        return self.formats[name, is_example]


def _put(page: "Worksheet", row: int, column: int, value: CellValue, looks: "Format") -> None:
    match value:
        case None | "":
            page.write_blank(row, column, None, looks)
        case str():
            # Never `write`: a text that begins with an equals sign is a text.
            page.write_string(row, column, value, looks)
        case date():
            page.write_datetime(row, column, datetime.combine(value, datetime.min.time()), looks)
        case int() | float() | Decimal():
            page.write_number(row, column, float(value), looks)


def _value(value: CellValue, column: Column) -> CellValue:
    if column.kind is ColumnKind.YES_NO:
        return YES if value else None
    return _written(value)


def _written(value: CellValue) -> CellValue:
    match value:
        case StrEnum():
            return word_of(value)
        case tuple():
            return f"{SEPARATOR} ".join(str(_written(each)) for each in value)  # type: ignore[arg-type] # texts
        case _:
            return value


def _rule(column: Column) -> Rule | None:
    """What may be typed in a column. Several roles may be, although the drop-down offers one at a time."""
    if column.kind in LISTS:
        return {"validate": "list", "source": _range(column.kind)} | _message(column)
    rules: dict[ColumnKind, Callable[[], Rule]] = {
        ColumnKind.CHOICE: lambda: {"validate": "list", "source": _words(column)},
        ColumnKind.CHOICES: lambda: {"validate": "list", "source": _words(column), "show_error": False},
        ColumnKind.YES_NO: lambda: {"validate": "list", "source": [YES, NO]},
        ColumnKind.YEAR: lambda: _between("integer", FIRST_YEAR, LAST_YEAR),
        ColumnKind.PERCENT: lambda: _between("integer", 0, 100),
        ColumnKind.NUMBER: lambda: _between("decimal", -HIGHEST_NUMBER, HIGHEST_NUMBER),
        ColumnKind.DAY: lambda: _between("date", date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    }
    made = rules.get(column.kind)
    return None if made is None else made() | _message(column)


def _between(validate: str, low: float | date, high: float | date) -> Rule:
    return {"validate": validate, "criteria": "between", "minimum": low, "maximum": high}


def _words(column: Column) -> list[str]:
    return list(CHOICES[CHOICE_OF_FIELD[column.field]].values())


def _range(kind: ColumnKind) -> str:
    section, name = LISTS[kind]
    sheet = SHEETS[section]
    letter = chr(ord("A") + sheet.columns.index(sheet.column(name)))
    return f"='{sheet.title}'!${letter}$2:${letter}${LAST_ROW}"


def _message(column: Column) -> Rule:
    return {"error_title": column.heading, "error_message": _MESSAGES.get(column.kind, _CHOOSE)}


_CHOOSE = "Välj ett av värdena i listan."
_MESSAGES = {
    ColumnKind.YEAR: f"Skriv ett årtal mellan {FIRST_YEAR} och {LAST_YEAR}.",
    ColumnKind.PERCENT: "Skriv ett helt tal mellan 0 och 100, utan procenttecken.",
    ColumnKind.NUMBER: "Skriv ett tal.",
    ColumnKind.DAY: "Skriv ett datum, till exempel 2024-01-31.",
}

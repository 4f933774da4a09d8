"""Reads a plan file in Excel as rows; the only place that knows python-calamine."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetMetadata, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visibility

from domain.plan_file.cells import Cell, ErrorCell, RawPlan, RawRow, one_line, shown
from domain.plan_file.problems import FileFault, FileRefusedError, Problem, ProblemKind
from domain.plan_file.sheets import (
    EXAMPLE_MARK,
    FAULT_SHEETS,
    NOTE_SHEETS,
    README_SHEET,
    SHEETS,
    Layout,
    Place,
    Section,
    Sheet,
)
from storage.plan_import.package import Package, open_package

FIRST_ROW = 2
LETTERS = 26


def read_workbook(content: bytes) -> RawPlan:
    """The workbook as rows. Raises `FileRefusedError` when it is no workbook, or none with a plan."""
    package = open_package(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(package.content)) as workbook:
            return _Reading(package=package, workbook=workbook).plan()
    except CalamineError as error:
        raise FileRefusedError(FileFault.NOT_A_WORKBOOK) from error


def _matching(title: str) -> str:
    return one_line(title).casefold()


PASSED_OVER = {_matching(title) for title in (README_SHEET, *FAULT_SHEETS, *NOTE_SHEETS)}
SECTIONS = {_matching(sheet.title): section for section, sheet in SHEETS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    package: Package
    workbook: CalamineWorkbook
    rows: dict[Section, tuple[RawRow, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    examples: list[Place] = field(default_factory=list)

    def plan(self) -> RawPlan:
        """Walk through the sheets."""
        titles = {_matching(metadata.name) for metadata in self.workbook.sheets_metadata}
        if not titles & SECTIONS.keys():
            raise FileRefusedError(FileFault.NOT_A_PLAN)
        for metadata in self.workbook.sheets_metadata:
            self._sheet(metadata)
        for section, sheet in SHEETS.items():
            if _matching(sheet.title) not in titles and not sheet.is_optional:
                self._refuse(Place(section=section), ProblemKind.MISSING_SHEET)
        return RawPlan(
            layout=Layout.WORKBOOK,
            rows=self.rows,
            problems=tuple(self.problems),
            examples=tuple(self.examples),
        )

    def _sheet(self, metadata: SheetMetadata) -> None:
        section = SECTIONS.get(_matching(metadata.name))
        if section is not None:
            self.rows[section] = tuple(self._rows(SHEETS[section], self._grid(metadata.name)))
        elif self._matters(metadata) and self._grid(metadata.name):
            self._refuse(Place(section=None), ProblemKind.UNKNOWN_SHEET, metadata.name)

    def _matters(self, metadata: SheetMetadata) -> bool:
        return (
            _matching(metadata.name) not in PASSED_OVER
            and metadata.typ is SheetTypeEnum.WorkSheet
            and metadata.visible is Visibility.Visible
        )

    def _grid(self, title: str) -> list[list[Cell]]:
        """Every cell from A1 on. The package is scanned first: a cell far out would fill the memory."""
        failed = self.package.failed_formulas(title)
        sheet: CalamineSheet = self.workbook.get_sheet_by_name(title)
        grid = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        width = max([len(row) for row in grid] + [column + 1 for _, column in failed], default=0)
        height = max([len(grid)] + [row + 1 for row, _ in failed])
        grid.extend([] for _ in range(height - len(grid)))
        for row in grid:
            row.extend([None] * (width - len(row)))
        for (row_index, column), code in failed.items():
            grid[row_index][column] = ErrorCell(code=code)
        return grid

    def _rows(self, sheet: Sheet, grid: list[list[Cell]]) -> list[RawRow]:
        columns = self._columns(sheet, grid)
        first = sheet.columns[0].field
        found: list[RawRow] = []
        for row, values in enumerate(grid[1:], start=FIRST_ROW):
            place = Place(section=sheet.section, row=row)
            cells = {name: values[column] for name, column in columns.items()}
            if not any(_is_filled(cell) for cell in cells.values()):
                continue
            if shown(cells.get(first)).startswith(EXAMPLE_MARK):
                self.examples.append(place)
                continue
            found.append(RawRow(place=place, cells=cells))
        return found

    def _columns(self, sheet: Sheet, grid: list[list[Cell]]) -> dict[str, int]:
        """Each field's column; what is missing, unknown or there twice is a problem with the heading row."""
        place = Place(section=sheet.section, row=1)
        fields = {_matching(column.heading): column.field for column in sheet.columns}
        found: dict[str, int] = {}
        for column, cell in enumerate(grid[0] if grid else []):
            heading = shown(cell)
            name = fields.get(_matching(heading))
            if name is None:
                if heading or any(_is_filled(row[column]) for row in grid):
                    self._refuse(place, ProblemKind.UNKNOWN_COLUMN, heading or _letter(column))
            elif name in found:
                self._refuse(place, ProblemKind.COLUMN_TWICE, heading)
            else:
                found[name] = column
        for expected in sheet.columns:
            if expected.field not in found and not expected.is_optional:
                self._refuse(place, ProblemKind.MISSING_COLUMN, expected.heading)
        return found

    def _refuse(self, place: Place, kind: ProblemKind, value: str = "") -> None:
        self.problems.append(Problem(place=place, kind=kind, value=value))


def _is_filled(cell: Cell) -> bool:
    return isinstance(cell, ErrorCell) or bool(shown(cell))


def _cell(value: object) -> Cell:
    match value:
        case "":
            return None
        case str() | bool() | int() | float():
            return value
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value)


def _letter(column: int) -> str:
    """The name of a column in Excel: A, B, … Z, AA."""
    before, letter = divmod(column, LETTERS)
    return (_letter(before - 1) if before else "") + chr(ord("A") + letter)

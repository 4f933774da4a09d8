"""The workbook to fill in, and a whole plan as a workbook."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineWorkbook

from domain.plan_file.cells import shown
from domain.plan_file.entries import PlanFile
from domain.plan_file.sheets import EXAMPLE_MARK, README_SHEET, SHEETS, Section
from reports.plan_examples import EXAMPLES
from reports.plan_template import template, write_workbook
from storage.plan_import.reading import read_plan_file
from tests.domain.plan_file.plan_files import plan_file
from tests.storage.plan_import.workbooks import workbook


def read(folder: Path, content: bytes) -> PlanFile:
    path = folder / "plan.xlsx"
    path.write_bytes(content)
    return read_plan_file(path)


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def page(content: bytes, section: Section) -> str:
    # The first sheet is the one to read.
    return part(content, f"xl/worksheets/sheet{list(SHEETS).index(section) + 2}.xml")


def test_the_template_has_every_sheet_with_its_headings() -> None:
    filled = CalamineWorkbook.from_filelike(io.BytesIO(template()))

    assert filled.sheet_names == [README_SHEET, *(sheet.title for sheet in SHEETS.values())]
    for sheet in SHEETS.values():
        headings = filled.get_sheet_by_name(sheet.title).to_python()[0]
        assert headings == [column.heading for column in sheet.columns]


def test_the_template_says_how_to_fill_it_in() -> None:
    lines = CalamineWorkbook.from_filelike(io.BytesIO(template())).get_sheet_by_name(README_SHEET).to_python()

    text = " ".join(str(cell) for row in lines for cell in row)
    assert EXAMPLE_MARK in text
    assert all(sheet.title in text for sheet in SHEETS.values())


def test_the_examples_in_the_template_are_not_read(tmp_path: Path) -> None:
    empty = read(tmp_path, template())

    assert empty == PlanFile()
    assert empty.problems == ()
    assert {place.section for place in empty.examples} == set(Section)


def test_every_sheet_has_an_example_of_every_column_that_must_be_filled() -> None:
    for section, sheet in SHEETS.items():
        example = EXAMPLES[section]
        assert str(example[sheet.columns[0].field]).startswith(EXAMPLE_MARK)
        assert {column.field for column in sheet.columns if not column.is_optional} <= example.keys()


def test_an_example_without_its_mark_reads_without_problems(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {}
    for section, sheet in SHEETS.items():
        row = [EXAMPLES[section].get(column.field, "") for column in sheet.columns]
        plain = [str(row[0]).removeprefix(f"{EXAMPLE_MARK} "), *(shown(cell) for cell in row[1:])]
        sheets[sheet.title] = [[column.heading for column in sheet.columns], list(plain)]

    assert read(tmp_path, workbook(sheets)).problems == ()


def test_a_plan_that_is_written_and_read_is_the_same_plan(tmp_path: Path) -> None:
    assert read(tmp_path, write_workbook(plan_file())) == plan_file()


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert write_workbook(plan_file()) == write_workbook(plan_file())
    assert template() == template()


def test_units_people_and_measures_are_chosen_from_the_files_own_rows() -> None:
    sheet = page(template(), Section.PLAN_ACTIVITIES)

    for source in ("'Enheter'!$A$2", "'Åtgärder'!$A$2", "'Personer'!$B$2"):
        assert source in sheet


def test_closed_sets_are_chosen_from_a_list() -> None:
    people, answers = page(template(), Section.PEOPLE), page(template(), Section.EARLIER_ANSWERS)

    assert "Ansvarig,Miljöstrateg,Kommundirektör" in people
    assert "Svenska,Engelska" in people
    assert "Inte påbörjad,Enligt plan,Försenad,Klar,Avbruten" in answers
    assert "Pengar,Upphandling,Personal,Beslut" in answers
    assert "Delårsbokslut,Årsbokslut" in answers


def test_headings_stay_in_sight_and_dates_look_like_dates() -> None:
    content = template()

    assert 'state="frozen"' in page(content, Section.PEOPLE)
    assert "yyyy-mm-dd" in part(content, "xl/styles.xml")


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    hostile = replace(plan_file().plans[0], title='=HYPERLINK("http://x.example")')
    content = write_workbook(replace(plan_file(), plans=(hostile,)))

    assert "<f>" not in page(content, Section.PLAN)
    assert read(tmp_path, content).plans == (hostile,)

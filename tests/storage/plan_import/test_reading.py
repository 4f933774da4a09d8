"""Reading plan files from disk: what is read, and what is refused before it does harm."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from domain.plan_file.problems import FileFault, FileRefusedError, ProblemKind
from domain.plan_file.sheets import Place, Section
from reports.plan_template import write_workbook
from storage.plan_import.reading import read_plan_file
from tests.domain.plan_file.plan_files import plan_file
from tests.storage.plan_import.workbooks import bare_plan, saved, with_part, workbook


def fault(path: Path) -> FileFault:
    with pytest.raises(FileRefusedError) as refusal:
        read_plan_file(path)
    return refusal.value.fault


def problems(path: Path) -> list[tuple[ProblemKind, Place, str]]:
    return [(each.kind, each.place, each.value) for each in read_plan_file(path).problems]


def test_a_written_workbook_reads_as_the_same_plan(tmp_path: Path) -> None:
    read = read_plan_file(saved(tmp_path, write_workbook(plan_file())))

    assert read == plan_file()
    assert read.problems == ()


def test_every_entry_knows_its_row_as_excel_shows_it(tmp_path: Path) -> None:
    sheets = bare_plan()
    sheets["Enheter"] += [["", ""], ["Hushagen", "Bolag"]]

    read = read_plan_file(saved(tmp_path, workbook(sheets)))

    assert read.org_units[0].place == Place(section=Section.ORG_UNITS, row=3)


def test_a_file_of_50_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    assert fault(path) is FileFault.TOO_LARGE


def test_there_must_be_a_file(tmp_path: Path) -> None:
    assert fault(tmp_path / "plan.xlsx") is FileFault.NOT_FOUND
    assert fault(tmp_path) is FileFault.NOT_FOUND


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert fault(saved(tmp_path, b"")) is FileFault.EMPTY
    assert fault(saved(tmp_path, b"# bara en kommentar", "plan.yaml")) is FileFault.EMPTY


@pytest.mark.parametrize("name", ["plan.xls", "plan.csv", "plan", "plan.xlsm"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    assert fault(saved(tmp_path, b"content", name)) is FileFault.WRONG_EXTENSION


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    ordinary_zip = io.BytesIO()
    with zipfile.ZipFile(ordinary_zip, "w") as package:
        package.writestr("hej.xml", "<hej/>")

    assert fault(saved(tmp_path, b"Nr;Titel\n1;Cykla")) is FileFault.NOT_A_WORKBOOK
    assert fault(saved(tmp_path, ordinary_zip.getvalue())) is FileFault.NOT_A_WORKBOOK


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    whole = write_workbook(plan_file())

    assert fault(saved(tmp_path, whole[: len(whole) // 2])) is FileFault.NOT_A_WORKBOOK


@pytest.mark.parametrize("lost", [1, 2, 4, 30, 100])
def test_a_workbook_that_has_lost_its_beginning_is_refused(tmp_path: Path, lost: int) -> None:
    assert fault(saved(tmp_path, write_workbook(plan_file())[lost:])) is FileFault.NOT_A_WORKBOOK


def test_damaged_sheets_are_refused(tmp_path: Path) -> None:
    broken = with_part(write_workbook(plan_file()), "xl/worksheets/sheet2.xml", b"<worksheet><sheetData>")

    assert fault(saved(tmp_path, broken)) is FileFault.NOT_A_WORKBOOK


def test_a_workbook_with_a_password_is_refused_as_such(tmp_path: Path) -> None:
    content = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000

    assert fault(saved(tmp_path, content)) is FileFault.LOCKED


def test_a_workbook_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    bomb = with_part(write_workbook(plan_file()), "xl/worksheets/sheet99.xml", b"0" * (61 * 1024 * 1024))

    assert len(bomb) < 1024 * 1024
    assert fault(saved(tmp_path, bomb)) is FileFault.TOO_LARGE_UNPACKED


def test_a_cell_in_the_farthest_corner_is_refused(tmp_path: Path) -> None:
    content = workbook(bare_plan(), {"Plan": lambda sheet: sheet.write(1_048_575, 16_383, "hej")})

    assert fault(saved(tmp_path, content)) is FileFault.TOO_MANY_ROWS


def test_a_formatted_but_empty_cell_far_down_is_no_harm(tmp_path: Path) -> None:
    def formatted(sheet: Worksheet) -> None:
        sheet.write_blank(900_000, 2, None, cell_format)

    book = Workbook(io.BytesIO())
    cell_format = book.add_format({"bold": True})
    content = workbook(bare_plan(), {"Plan": formatted})

    assert problems(saved(tmp_path, content)) == []


def test_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    sheet = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData/></worksheet>'
    content = with_part(write_workbook(plan_file()), "xl/worksheets/sheet2.xml", sheet)

    assert fault(saved(tmp_path, content)) is FileFault.NOT_A_WORKBOOK


def test_a_workbook_about_something_else_is_no_plan(tmp_path: Path) -> None:
    assert fault(saved(tmp_path, workbook({"Blad1": [["Budget"]]}))) is FileFault.NOT_A_PLAN


def test_a_missing_sheet_is_a_problem(tmp_path: Path) -> None:
    sheets = bare_plan()
    del sheets["Personer"]

    assert problems(saved(tmp_path, workbook(sheets))) == [
        (ProblemKind.MISSING_SHEET, Place(section=Section.PEOPLE), "")
    ]


def test_sheets_that_a_plan_can_do_without_may_be_missing(tmp_path: Path) -> None:
    sheets = bare_plan()
    for title in ("Tidigare svar", "Prioriteringar", "Arbetssätt"):
        del sheets[title]

    assert problems(saved(tmp_path, workbook(sheets))) == []


def test_a_sheet_nobody_knows_is_a_problem_unless_it_is_empty(tmp_path: Path) -> None:
    sheets = bare_plan() | {"Aktivitetr": [["Nr"]], "Blad2": []}

    assert problems(saved(tmp_path, workbook(sheets))) == [
        (ProblemKind.UNKNOWN_SHEET, Place(section=None), "Aktivitetr")
    ]


def test_columns_may_stand_in_any_order_but_not_be_missing_unknown_or_there_twice(tmp_path: Path) -> None:
    sheets = bare_plan()
    sheets["Enheter"] = [["slag ", "ENHET"], ["Bolag", "Hushagen"]]
    sheets["Fokusområden"] = [["Område", "Prioritering", "Prioritering", ""], ["Res hållbart", "", "", "x"]]

    read = read_plan_file(saved(tmp_path, workbook(sheets)))

    assert read.org_units[0].name == "Hushagen"
    place = Place(section=Section.FOCUS_AREAS, row=1)
    assert [(each.kind, each.place, each.value) for each in read.problems] == [
        (ProblemKind.UNKNOWN_COLUMN, place, "Område"),
        (ProblemKind.COLUMN_TWICE, place, "Prioritering"),
        (ProblemKind.UNKNOWN_COLUMN, place, "D"),
        (ProblemKind.MISSING_COLUMN, place, "Fokusområde"),
    ]


@pytest.mark.parametrize("code", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_a_failed_formula_is_a_problem_at_its_row(tmp_path: Path, code: str) -> None:
    content = workbook(
        bare_plan(), {"Enheter": lambda sheet: sheet.write_formula(6, 0, "=HEJ()", None, code)}
    )

    found = problems(saved(tmp_path, content))

    assert (ProblemKind.FORMULA_ERROR, Place(section=Section.ORG_UNITS, row=7), code) in found


def test_a_formula_that_was_never_calculated_is_a_problem(tmp_path: Path) -> None:
    content = workbook(
        bare_plan(), {"Enheter": lambda sheet: sheet.write_formula(1, 0, "=B2", None, "12345")}
    )
    part = "xl/worksheets/sheet2.xml"
    calculated = zipfile.ZipFile(io.BytesIO(content)).read(part)
    uncalculated = calculated.replace(b"<v>12345</v>", b"")

    found = problems(saved(tmp_path, with_part(content, part, uncalculated)))

    assert uncalculated != calculated
    assert (ProblemKind.FORMULA_NOT_CALCULATED, Place(section=Section.ORG_UNITS, row=2), "") in found


def test_the_result_of_a_formula_is_read(tmp_path: Path) -> None:
    def formula(sheet: Worksheet) -> None:
        sheet.write_formula(1, 0, '="Kli"&"mat"', None, "Klimat")

    content = workbook(bare_plan(), {"Prioriteringar": formula})

    assert read_plan_file(saved(tmp_path, content)).strategic_priorities[0].name == "Klimat"


def test_example_rows_are_passed_over(tmp_path: Path) -> None:
    sheets = bare_plan()
    sheets["Enheter"] += [["EXEMPEL Kultur", "Trams"], ["Exempelbolaget", "Bolag"]]

    read = read_plan_file(saved(tmp_path, workbook(sheets)))

    assert [unit.name for unit in read.org_units] == ["Exempelbolaget"]
    assert read.examples == (Place(section=Section.ORG_UNITS, row=2),)


@pytest.mark.parametrize(
    "text",
    [
        '=cmd|"/C calc"!A0',
        "{{ 7*7 }}",
        "<at>alla</at>",
        '"; DROP TABLE person; --',
        "👩‍🚒\u202eabc",
        "_x0041_",
    ],
)
def test_hostile_text_is_text(tmp_path: Path, text: str) -> None:
    hostile = replace(plan_file().plan_activities[0], title=text, description=f"{text}\n{text}")
    whole = replace(plan_file(), plan_activities=(hostile,))

    assert read_plan_file(saved(tmp_path, write_workbook(whole))) == whole

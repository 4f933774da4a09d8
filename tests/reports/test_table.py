"""Tables as workbooks: types are kept, and nothing that people write becomes anything else than text."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from reports.table import LONGEST_TEXT, Properties, Share, Sheet, workbook
from tests.reports.open_data.example_reports import HOSTILE

MADE_AT = datetime(2023, 9, 21)  # noqa: DTZ001 - a file's own date has no zone
PROPERTIES = Properties(title="Rapport", author="Borlänge", made_at=MADE_AT, custom=(("Märke", "x:1"),))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def first(content: bytes) -> Worksheet:
    sheet = opened(content).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def custom_properties(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        found = ET.fromstring(package.read("docProps/custom.xml"))
    return {each.get("name", ""): each[0].text or "" for each in found}


def test_days_instants_decimals_and_shares_are_numbers_that_can_be_reckoned_with() -> None:
    row = (date(2023, 8, 31), datetime(2023, 8, 23, 10, 5), Decimal("312.50"), Share(0.4), 7)  # noqa: DTZ001 - local

    page = first(workbook([Sheet(name="A", columns="abcde", rows=[row])]))

    cells = page[2]
    assert [cell.value for cell in cells] == [
        datetime(2023, 8, 31),  # noqa: DTZ001 - a workbook knows no zones
        datetime(2023, 8, 23, 10, 5),  # noqa: DTZ001 - as above
        312.5,
        0.4,
        7,
    ]
    assert [cell.number_format for cell in cells[:4]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm", "General", "0 %"]


def test_a_day_before_excels_calendar_begins_is_text() -> None:
    page = first(workbook([Sheet(name="A", columns="a", rows=[(date(1899, 12, 31),)])]))

    assert page["A2"].value == "1899-12-31"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text(text: str) -> None:
    content = workbook([Sheet(name="A", columns="a", rows=[(text,)])])

    cell = first(content)["A2"]
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert read[1] == [text]


def test_characters_that_xml_forbids_do_not_make_the_file_unreadable() -> None:
    page = first(
        workbook([Sheet(name="A", columns="a", rows=[("a\x00b\x1f\ufffe\uffff",), ("<r>\x07</r>",)])])
    )

    assert page["A3"].value == "<r> </r>"
    assert page.max_row == 3


@pytest.mark.parametrize("text", ["å" * 40_000, "🌱" * 20_000])
def test_what_no_cell_holds_is_cut_and_says_so(text: str) -> None:
    page = first(workbook([Sheet(name="A", columns="a", rows=[(text,)])]))

    written = str(page["A2"].value)
    assert written.endswith("…")
    assert len(written.encode("utf-16-le")) <= 2 * LONGEST_TEXT
    assert text.startswith(written.removesuffix("…"))


def test_a_table_has_a_name_a_filter_and_a_heading_that_stays_even_without_rows() -> None:
    book = opened(
        workbook([Sheet(name="Underlag 1", columns=("År", "Ort"), rows=[], is_table=True, frozen=1)])
    )

    page = book["Underlag 1"]
    assert page.tables["Underlag_1"].ref == "A1:B2"
    assert [cell.value for cell in page[1]] == ["År", "Ort"]
    assert page.freeze_panes == "B2"


def test_a_row_is_as_high_as_its_text_where_programs_do_not_find_it_out_themselves() -> None:
    rows = [("kort",), ("långt " * 40,), ("ett\ntvå\ntre",), ("rad\n" * 400,)]

    page = first(workbook([Sheet(name="A", columns="a", rows=rows)]))

    heights = [page.row_dimensions[number].height for number in (2, 3, 4, 5)]
    assert heights[0] is None
    assert heights[1:] == [75, 45, pytest.approx(409, abs=1)]


def test_what_can_be_read_on_one_page_is_printed_across_it_with_its_heading_on_each() -> None:
    narrow = Sheet(name="A", columns=("År", "Ort"), rows=[])
    wide = Sheet(name="B", columns=[f"Kolumn {number}" for number in range(50)], rows=[], frozen=1)

    book = opened(workbook([narrow, wide]))

    assert [page.page_setup.fitToHeight for page in book.worksheets] == [0, None]
    assert [page.print_title_rows for page in book.worksheets] == ["$1:$1", "$1:$1"]
    assert [page.print_title_cols for page in book.worksheets] == [None, "$A:$A"]


def test_a_form_stands_to_the_left() -> None:
    page = first(workbook([Sheet(name="A", columns="a", rows=[(7,)], is_form=True)]))

    assert page["A2"].alignment.horizontal == "left"


def test_the_file_says_what_it_is_and_is_always_the_same_bytes() -> None:
    sheets = [Sheet(name="A", columns="a", rows=[("x",)])]

    content = workbook(sheets, PROPERTIES)

    book = opened(content)
    assert (book.properties.title, book.properties.creator) == ("Rapport", "Borlänge")
    assert custom_properties(content) == {"Märke": "x:1"}
    assert workbook(sheets, PROPERTIES) == content

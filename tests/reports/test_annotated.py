"""The workbook comes back as it looked, with its faults marked; what stands in it is text in our list."""

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from reports.marks import Mark, NotMarkedError, Titles, annotated
from reports.plan_template import template

TITLES = Titles(sheet="Fel att rätta", columns=("Blad", "Rad", "Kolumn", "Att rätta"))
EXTENSION = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b'<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
    b"<x14:formula1><xm:f>Enheter!$A$2:$A$9</xm:f></x14:formula1><xm:sqref>C2:C9</xm:sqref>"
    b"</x14:dataValidation></x14:dataValidations></ext></extLst>"
)
FAULTY = Mark(sheet="Aktiviteter", row=2, heading="Ansvarig", sentence="ingen finns inte.")


def a_workbook(edit: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """One sheet with three columns and two rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Aktiviteter"
    for row in (("Nr", " ANSVARIG ", "Summa"), ("1.1", "ingen", "=1+1"), ("1.2", "någon", 2)):
        sheet.append(row)
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def marked(*marks: Mark, edit: Callable[[Workbook], None] = lambda _: None) -> Workbook:
    return load_workbook(io.BytesIO(annotated(a_workbook(edit), marks, TITLES)))


def test_a_fault_stands_beside_its_cell_and_the_rest_is_as_it_was() -> None:
    book = marked(FAULTY)

    sheet = book["Aktiviteter"]
    assert sheet["B2"].comment.text == "ingen finns inte."
    assert sheet["C2"].value == "=1+1"
    assert [sheet[place].comment for place in ("A2", "C2", "B3")] == [None, None, None]


def test_every_fault_is_in_a_list_of_its_own_that_leads_to_it() -> None:
    page = marked(FAULTY, Mark(sheet="Personer", row=0, heading="", sentence="Bladet saknas."))[
        "Fel att rätta"
    ]

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Blad", "Rad", "Kolumn", "Att rätta"],
        ["Aktiviteter", 2, "Ansvarig", "ingen finns inte."],
        ["Personer", None, None, "Bladet saknas."],
    ]
    assert page["A2"].hyperlink.location == "'Aktiviteter'!B2"
    assert page["A3"].hyperlink is None


def test_a_fault_without_a_column_is_marked_in_the_first_one() -> None:
    book = marked(Mark(sheet="Aktiviteter", row=3, heading="saknas", sentence="Fel."))

    assert book["Aktiviteter"]["A3"].comment.text == "Fel."


def test_two_faults_in_one_cell_are_both_told() -> None:
    book = marked(FAULTY, Mark(sheet="Aktiviteter", row=2, heading="Ansvarig", sentence="Och ett till."))

    assert book["Aktiviteter"]["B2"].comment.text == "ingen finns inte.\n\nOch ett till."


def test_somebodys_own_comment_is_kept() -> None:
    def noted(book: Workbook) -> None:
        book["Aktiviteter"]["B2"].comment = Comment("Fråga Karin.", "Maja")

    book = marked(FAULTY, edit=noted)

    assert book["Aktiviteter"]["B2"].comment.text == "Fråga Karin.\n\ningen finns inte."


def test_what_was_marked_the_last_time_is_cleared() -> None:
    first = annotated(a_workbook(), [FAULTY], TITLES)

    book = load_workbook(io.BytesIO(annotated(first, [], TITLES)))

    assert book["Aktiviteter"]["B2"].comment is None
    assert book["Aktiviteter"]["B2"].fill.fill_type is None
    assert book.sheetnames == ["Fel att rätta", "Aktiviteter"]


@pytest.mark.parametrize("text", ['=cmd|"/C calc"!A0', "+1", "@SUM(A1)", "a\x00b\x1bc", "x" * 40_000])
def test_hostile_text_is_a_text_in_the_list(text: str) -> None:
    page = marked(Mark(sheet="Aktiviteter", row=2, heading=text, sentence=text))["Fel att rätta"]

    assert page["D2"].data_type == "s"
    assert page["C2"].data_type == "s"


def test_a_merged_cell_is_no_hindrance() -> None:
    book = marked(FAULTY, edit=lambda book: book["Aktiviteter"].merge_cells("A2:C2"))

    assert book["Fel att rätta"]["D2"].value == "ingen finns inte."


def test_a_workbook_that_cannot_be_given_back_says_so() -> None:
    with pytest.raises(NotMarkedError):
        annotated(b"PK nothing", [FAULTY], TITLES)


def test_a_template_keeps_its_drop_downs_widths_and_frozen_headings() -> None:
    before = load_workbook(io.BytesIO(template()))

    after = load_workbook(io.BytesIO(annotated(template(), [FAULTY], TITLES)))

    for sheet in before.worksheets:
        same = after[sheet.title]
        assert same.data_validations.count == sheet.data_validations.count
        assert same.freeze_panes == sheet.freeze_panes
        assert same.column_dimensions["B"].width == sheet.column_dimensions["B"].width


def test_a_drop_down_that_excel_has_saved_in_its_own_way_is_kept() -> None:
    book = load_workbook(io.BytesIO(annotated(_as_excel_saves(a_workbook()), [FAULTY], TITLES)))

    (rule,) = book["Aktiviteter"].data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", "Enheter!$A$2:$A$9", "C2:C9")


def _as_excel_saves(content: bytes) -> bytes:
    """The same workbook with a drop-down in the extension where Excel keeps one that lists another sheet."""
    saved = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(saved, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</worksheet>", EXTENSION + b"</worksheet>")
            after.writestr(name, part)
    return saved.getvalue()

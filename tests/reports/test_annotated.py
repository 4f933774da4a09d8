"""The workbook comes back as it looked, with its faults marked; what stands in it is text in our list."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from reports.annotated import Mark, NotMarkedError, Titles, annotated

TITLES = Titles(sheet="Fel att rätta", columns=("Blad", "Rad", "Kolumn", "Att rätta"))
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

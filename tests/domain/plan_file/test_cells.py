"""How cells become values."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import Progress
from domain.people import Role
from domain.plan_file.cells import Cell, ErrorCell, RawRow, RowReader, one_line, several_lines, shown
from domain.plan_file.problems import ProblemKind
from domain.plan_file.sheets import Place, Section

PLACE = Place(section=Section.PLAN_ACTIVITIES, row=5)


def reader(cell: Cell) -> RowReader:
    return RowReader(row=RawRow(place=PLACE, cells={"field": cell}))


def kinds(row: RowReader) -> list[ProblemKind]:
    return [problem.kind for problem in row.problems]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  två   ord ", "två ord"),
        ("Samhällsbyggnads-\nsektorn", "Samhällsbyggnadssektorn"),
        ("Samhällsbyggnads-  \r\n  sektorn", "Samhällsbyggnadssektorn"),
        ("mjukt\u00adbindestreck", "mjuktbindestreck"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("noll\x00\x1b[31mröd", "noll[31mröd"),
        ("ensam\ud800", "ensam"),
        ("två\nrader", "två rader"),
        ("👩‍🚒 släcker", "👩‍🚒 släcker"),
        ("{{ 7*7 }} <at>", "{{ 7*7 }} <at>"),
    ],
)
def test_text_is_put_on_one_line_without_what_nobody_sees(written: str, read: str) -> None:
    assert one_line(written) == read


def test_a_description_keeps_its_lines() -> None:
    assert several_lines(" Först.  \r\nSedan. \n") == "Först.\nSedan."


@given(st.text(max_size=200))
def test_text_that_has_been_read_reads_the_same_again(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert several_lines(several_lines(text)) == several_lines(text)
    several_lines(text).encode()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.0, "1"),
        (1.1, "1.1"),
        (True, "Ja"),
        (date(2023, 1, 2), "2023-01-02"),
        (datetime(2023, 1, 2, 8), "2023-01-02"),  # noqa: DTZ001 - as in a cell
        (("a", "b"), "a; b"),
        (None, ""),
        (ErrorCell(code="#N/A"), "#N/A"),
    ],
)
def test_every_cell_can_be_shown_as_text(cell: Cell, text: str) -> None:
    assert shown(cell) == text


@pytest.mark.parametrize("cell", [date(2023, 1, 15), "2023-01-15", " 2023-01-15 "])
def test_a_date_is_read(cell: Cell) -> None:
    assert reader(cell).day("field") == date(2023, 1, 15)


@pytest.mark.parametrize("cell", ["2023-02-30", "15/1 2023", "i vår", 44941.0, "20230115"])
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    row = reader(cell)

    assert row.day("field") is None
    assert kinds(row) == [ProblemKind.NOT_A_DATE]


@pytest.mark.parametrize("cell", ["1023-01-01", date(3023, 1, 1)])
def test_a_date_in_another_age_is_refused(cell: Cell) -> None:
    row = reader(cell)
    row.day("field")

    assert kinds(row) == [ProblemKind.YEAR_OUT_OF_RANGE]


def test_a_year_out_of_range_is_refused() -> None:
    row = reader(223.0)
    row.year("field")

    assert kinds(row) == [ProblemKind.YEAR_OUT_OF_RANGE]


@pytest.mark.parametrize("cell", [0.4, "40 %", "fyrtio", "٤٠", "1e3"])
def test_a_percentage_that_is_no_whole_number_is_refused(cell: Cell) -> None:
    row = reader(cell)

    assert row.whole("field", 0, 100) is None
    assert kinds(row) == [ProblemKind.NOT_A_WHOLE_NUMBER]


@pytest.mark.parametrize("cell", ["-1", 101.0])
def test_a_percentage_beyond_its_limits_is_refused(cell: Cell) -> None:
    row = reader(cell)
    row.whole("field", 0, 100)

    assert kinds(row) == [ProblemKind.NUMBER_OUT_OF_RANGE]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("-50", -50), ("1 234,5", Decimal("1234.5")), (0.1, Decimal("0.1")), ("\u221250", -50), (100.0, 100)],
)
def test_a_number_is_read_as_swedes_write_it(cell: Cell, number: Decimal) -> None:
    assert reader(cell).decimal("field") == number


@pytest.mark.parametrize("cell", ["NaN", "Infinity", "1e99", "ungefär 5"])
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    row = reader(cell)

    assert row.decimal("field") is None
    assert kinds(row) == [ProblemKind.NOT_A_NUMBER]


@pytest.mark.parametrize("cell", ["Försenad", "försenad", "delayed"])
def test_a_choice_is_read_in_both_its_forms(cell: Cell) -> None:
    assert reader(cell).choice("field", Progress) is Progress.DELAYED


def test_an_unknown_choice_is_refused_with_those_there_are() -> None:
    row = reader("Snart klar")
    row.choice("field", Progress)

    assert row.problems[0].kind is ProblemKind.UNKNOWN_CHOICE
    assert row.problems[0].choices[1] == "Enligt plan"


def test_roles_are_read_in_their_own_order() -> None:
    assert reader("Miljöstrateg; Ansvarig;").choices("field", Role) == (Role.OWNER, Role.STRATEGIST)


def test_an_unknown_role_is_refused() -> None:
    row = reader("Ansvarig; Kung")
    row.choices("field", Role)

    assert kinds(row) == [ProblemKind.UNKNOWN_CHOICE]


def test_an_empty_cell_that_must_be_filled_is_refused_once() -> None:
    for read in ("text", "email", "day", "year", "whole", "choice"):
        row = reader("  ")
        match read:
            case "text":
                row.text("field", 10)
            case "email":
                row.email("field")
            case "day":
                row.day("field")
            case "year":
                row.year("field")
            case "whole":
                row.whole("field", 0, 1)
            case "choice":
                row.choice("field", Progress)

        assert kinds(row) == [ProblemKind.MISSING_FIELD]


def test_a_text_that_is_too_long_is_refused_with_the_limit() -> None:
    row = reader("å" * 10_000)
    row.text("field", 200)

    assert (row.problems[0].kind, row.problems[0].high) == (ProblemKind.TEXT_TOO_LONG, 200)


@pytest.mark.parametrize(
    ("code", "kind"), [("#REF!", ProblemKind.FORMULA_ERROR), ("", ProblemKind.FORMULA_NOT_CALCULATED)]
)
def test_a_failed_formula_is_one_problem(code: str, kind: ProblemKind) -> None:
    row = reader(ErrorCell(code=code))
    row.text("field", 10)

    assert kinds(row) == [kind]


def test_addresses_are_lower_case() -> None:
    assert reader("Anna.Lind@Borlange.example").email("field") == "anna.lind@borlange.example"

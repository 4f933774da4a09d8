"""Whatever is written by a mapping is read by it; and a file that is another than it says is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.exchange import table
from bot.exchange.cells import Cells
from bot.exchange.mapping import Column, DecimalMark, FileForm, FileMapping
from bot.exchange.problems import CellFault, CellProblem, TableFault, TableRefusedError
from bot.exchange.rows import says
from bot.exchange.rows import understood as understood_rows
from bot.exchange.subjects import Subject
from tests.bot.exchange.examples import STOCKHOLM, TABLE_FILE, Example, examples, the_mapping

HEADING = b"Aktivitets-id;Status;Kommentar\r\n"


def few(**form: object) -> FileMapping:
    columns = [
        ("Aktivitets-id", Subject.NUMBER),
        ("Status", Subject.PROGRESS),
        ("Kommentar", Subject.COMMENT),
    ]
    return FileMapping(
        client="Systemet",
        file=FileForm.model_validate(form),
        columns=tuple(Column(name=name, about=about) for name, about in columns),
    )


def refused(mapping: FileMapping, content: bytes) -> tuple[TableFault, int, str]:
    with pytest.raises(TableRefusedError) as refusal:
        table.read(mapping, content)
    return refusal.value.fault, refusal.value.line, refusal.value.detail


def rows_or_fault(mapping: FileMapping, content: bytes) -> list[table.Row] | TableFault:
    try:
        return table.read(mapping, content)
    except TableRefusedError as error:
        return error.fault


def understood(about: Subject, cell: str, **form: object) -> str | CellFault:
    cells = Cells(form=FileForm.model_validate(form), time_zone=STOCKHOLM)
    found = cells.understood(Column(name="K", about=about), cell)
    return found.kind if isinstance(found, CellProblem) else found


@given(example=examples())
def test_what_is_written_by_a_mapping_is_read_by_it(example: Example) -> None:
    mapping, cells = example.mapping, example.cells
    written = table.written(
        mapping,
        [
            [cells.written(each, row.get(each.about, "") if each.about else "") for each in mapping.columns]
            for row in example.rows
        ],
    )

    read = table.read(mapping, written)

    assert [row.problem for row in read] == [None] * len(example.rows)
    assert all(
        says(mapping, cells, row, texts)
        for row, texts in zip(understood_rows(mapping, cells, read), example.rows, strict=True)
    )
    assert [
        {about: cells.understood(each, row.cells[about]) for about, each in table.wanted(mapping).items()}
        for row in read
    ] == example.rows


@given(text=some.text(min_size=1))
def test_no_free_text_begins_as_a_formula(text: str) -> None:
    cells = Cells(form=FileForm(), time_zone=STOCKHOLM)

    assert cells.written(Column(name="K", about=Subject.COMMENT), text).lstrip(' \u00a0"')[:1] not in {
        *"=+-@"
    }


@given(content=some.binary() | some.binary().map(lambda more: HEADING + more))
def test_a_file_of_anything_is_rows_or_a_reason(content: bytes) -> None:
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        assert rows_or_fault(few(encoding=encoding), content)


def test_the_headings_are_found_under_titles_in_any_order_and_any_case() -> None:
    content = b"Rapport\r\n\r\nKOMMENTAR;Annat;status; aktivitets-id \r\nBra;x;klar;1.1\r\n"

    (row,) = table.read(few(), content)

    assert (row.line, row.cells) == (
        4,
        {Subject.NUMBER: "1.1", Subject.PROGRESS: "klar", Subject.COMMENT: "Bra"},
    )


def test_a_row_knows_the_line_that_it_begins_on() -> None:
    rows = table.read(the_mapping(), TABLE_FILE.read_bytes())

    assert [row.line for row in rows] == [2, 4, 5, 6]


def test_with_or_without_a_mark_utf_8_is_utf_8() -> None:
    row = "1.1;done;Åäö\r\n".encode()

    for encoding in ("utf-8", "utf-8-sig"):
        for mark in (b"", codecs.BOM_UTF8):
            (found,) = table.read(few(encoding=encoding), mark + HEADING + row)
            assert found.cells[Subject.COMMENT] == "Åäö"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", (TableFault.EMPTY, 0, "")),
        (codecs.BOM_UTF8, (TableFault.EMPTY, 0, "")),
        (HEADING, (TableFault.NO_ROWS, 0, "")),
        (HEADING + b";;\r\n", (TableFault.NO_ROWS, 0, "")),
        (HEADING + b'1.1;done;"slutar aldrig\r\n1.2;done;x', (TableFault.BROKEN_QUOTES, 2, "")),
        (HEADING + '1.1;done;"å"ter'.encode(), (TableFault.BROKEN_QUOTES, 2, "")),
        (HEADING + b"1.1;done;\xe5\r\n", (TableFault.NOT_IN_ENCODING, 2, "")),
        (HEADING.replace(b";", b","), (TableFault.NO_HEADING, 0, "Aktivitets-id, Status, Kommentar")),
        (b"Status;Kommentar\r\ndone;x", (TableFault.NO_HEADING, 0, "Aktivitets-id")),
        (b"Status;" + HEADING + b"done;1.1;done;x", (TableFault.HEADING_TWICE, 1, "Status")),
        (HEADING + b"1\r\n" * (table.MOST_ROWS + 1), (TableFault.TOO_MANY_ROWS, table.MOST_ROWS + 2, "")),
        (b"x" * (table.LARGEST_FILE + 1), (TableFault.TOO_LARGE, 0, "")),
    ],
)  # fmt: skip
def test_a_file_that_is_another_than_the_mapping_says_is_refused(
    content: bytes, fault: tuple[TableFault, int, str]
) -> None:
    assert refused(few(), content) == fault


def test_a_row_that_has_slipped_is_refused_and_one_that_only_ends_early_is_not() -> None:
    mapping = few()
    wide = b"Aktivitets-id;Status;Kommentar;Annat\r\n"

    rows = table.read(mapping, wide + b"1.1;done;x\r\n1.2;done\r\n1.3;done;x;y;z\r\n1.4;done;x;y;;\r\n")

    assert [row.problem and row.problem.kind for row in rows] == [
        None,
        CellFault.CELLS_MISSING,
        CellFault.CELLS_TOO_MANY,
        None,
    ]


def test_a_letter_that_the_encoding_has_not_is_refused_with_its_activity() -> None:
    with pytest.raises(TableRefusedError) as refusal:
        table.written(few(encoding="cp1252"), [["1.1", "done", "Åäö"], ["1.2", "done", "Klart 🌱"]])

    error = refusal.value
    assert (error.fault, error.detail, error.place) == (TableFault.NOT_WRITABLE, "🌱", "1.2")


@pytest.mark.parametrize(
    ("mark", "cell", "ours"),
    [
        (DecimalMark.COMMA, "12,5", "12,5"),
        (DecimalMark.COMMA, "2,500", "2,5"),
        (DecimalMark.COMMA, "1 200,25", "1200,25"),
        (DecimalMark.POINT, "2.500", "2,5"),
        (DecimalMark.POINT, "-0.125", "-0,125"),
        (DecimalMark.POINT, "1,200.5", "1,200.5"),
        (DecimalMark.COMMA, "2.500", "2.500"),
        (DecimalMark.POINT, "n/a", "n/a"),
    ],
)
def test_a_number_has_the_decimal_mark_of_the_mapping_and_what_is_none_is_left_to_the_rules(
    mark: DecimalMark, cell: str, ours: str
) -> None:
    assert understood(Subject.INDICATOR_VALUE, cell, decimal_mark=mark) == ours


@pytest.mark.parametrize(
    ("cell", "ours"),
    [
        ("31.12.2023", "2023-12-31"),
        ("2023-12-31", CellFault.NOT_A_DAY),
        ("31.02.2023", CellFault.NOT_A_DAY),
        ("31x12x2023", CellFault.NOT_A_DAY),
        ("٣١.12.2023", CellFault.NOT_A_DAY),
    ],
)
def test_a_day_is_written_as_the_mapping_says_and_in_no_other_way(cell: str, ours: str) -> None:
    assert understood(Subject.NEW_END, cell, day="DD.MM.YYYY") == ours


@pytest.mark.parametrize(
    ("cell", "ours"),
    [
        ("2023-09-05 10:15", "2023-09-05T08:15:00+00:00"),
        ("2023-01-05 10:15:30", "2023-01-05T09:15:30+00:00"),
        ("2023-09-05T10:15:00Z", "2023-09-05T10:15:00+00:00"),
        ("2023-09-05T10:15:00", CellFault.NOT_AN_INSTANT),
        ("2023-09-05", CellFault.NOT_AN_INSTANT),
        ("2023-09-05 25:00", CellFault.NOT_AN_INSTANT),
        ("0001-01-01 00:00", CellFault.NOT_AN_INSTANT),
    ],
)
def test_an_instant_is_in_local_time_unless_it_tells_its_offset(cell: str, ours: str) -> None:
    assert understood(Subject.ANSWERED_AT, cell) == ours


def test_somebody_elses_apostrophe_is_left_where_it_is() -> None:
    assert understood(Subject.COMMENT, "'n' gång") == "'n' gång"
    assert understood(Subject.COMMENT, "'=1+1") == "=1+1"

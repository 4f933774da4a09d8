"""CSV that other systems read as it is, and that no spreadsheet runs."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.words import Words
from domain.people import Language
from domain.report.seal import Report
from domain.rounds import RoundState
from reports.open_data.columns import EVERY
from reports.open_data.csv_file import as_written, csv_file, of_columns, shielded
from tests.domain.report_examples import answer, record, report_data, round_record
from tests.reports.open_data.example_reports import HOSTILE, draft, full_record, hostile, sealed, various

WORDS = Words()
FORMULA = re.compile(r"(?:\A|[;\t\r\n])[\s\"]*[=+\-@＝＋－＠]")
TEXTS = st.text(st.sampled_from("=+-@'; \t\r\n,\"xå|\u00a0＝"), max_size=12)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def one(report: Report) -> dict[str, str]:
    (row,) = read(csv_file(report, WORDS))
    return row


def test_every_field_is_written_as_data_portals_want_it() -> None:
    row = one(sealed(report_data(full_record())))

    expected = {
        "plan_year": "2023",
        "occasion": "interim_accounts",
        "reference_date": "2023-08-31",
        "is_preliminary": "false",
        "report_version": "1",
        "progress": "delayed",
        "percent": "40",
        "new_end": "2024-03-31",
        "needs_decision": "true",
        "previous_progress": "on_track",
        "change": "became_delayed",
        "indicator_value": "312.50",
        "indicator_target": "400.5",
        "co_owners": "Ali Shah|Johan Berg",
        "focus_areas": "Energi",
        "answered_at": "2023-08-23T08:00:00Z",
        "is_on_behalf": "true",
        "corrects_answer_ids": "7|8",
        "org_unit_kind": "sector",
    }
    assert {name: row[name] for name in expected} == expected


def test_one_row_for_each_plan_activity_in_the_plans_order_and_lines_end_as_rfc_4180_says() -> None:
    content = csv_file(sealed(various()), WORDS)

    assert [row["plan_activity_id"] for row in read(content)] == ["1", "2", "3", "4", "5"]
    assert content.count(b"\r\n") == content.count(b"\n") == 6
    assert not content.startswith(b"\xef\xbb\xbf")


def test_without_an_answer_the_state_says_so_and_nothing_else_is_claimed() -> None:
    row = one(draft(record(1)))

    claimed = {"percent", "needs_decision", "is_late", "is_on_behalf", "is_corrected", "answer_id", "change"}
    assert row["progress"] == "missing"
    assert {row[name] for name in claimed} == {""}


def test_a_draft_has_no_version_and_an_open_round_is_preliminary() -> None:
    row = one(draft(record(1), follow_up_round=round_record(state=RoundState.OPEN)))

    assert (row["report_version"], row["is_preliminary"]) == ("", "true")


def test_a_report_without_plan_activities_is_a_heading_alone() -> None:
    content = csv_file(draft(), WORDS)

    assert content.decode().rstrip() == ",".join(column.name for column in EVERY)


def test_it_is_the_same_in_every_language() -> None:
    report = sealed(various())

    assert csv_file(report, Words(language=Language.ENGLISH)) == csv_file(report, WORDS)


def test_columns_that_name_people_can_be_left_out() -> None:
    nameless = [column for column in EVERY if not column.names_people]
    content = of_columns(sealed(report_data(full_record())), nameless)

    assert {"owner", "co_owners", "answered_by", "answered_for"}.isdisjoint(read(content)[0])
    assert not any(name in content.decode() for name in ("Karin Ek", "Ali Shah", "Sara Öberg"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_begins_as_a_formula_and_each_can_be_read_back_as_it_was_written(text: str) -> None:
    row = one(draft(*hostile(text).plan_activities, municipality=text))

    for name in ("title", "description", "owner", "co_owners", "comment", "evidence", "municipality"):
        assert not FORMULA.search(row[name])
        assert as_written(row[name]) == text


@given(text=TEXTS)
def test_a_shield_can_always_be_taken_away_and_lets_no_formula_through(text: str) -> None:
    assert as_written(shielded(text)) == text
    assert not FORMULA.search(shielded(text))


@given(text=TEXTS)
def test_in_a_spreadsheet_with_another_separator_no_cell_is_a_formula_either(text: str) -> None:
    content = csv_file(draft(record(1, answer(comment=text))), WORDS).decode()

    for separator in (",", ";", "\t"):
        cells = [
            cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=separator) for cell in row
        ]
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)


def test_a_minus_in_a_number_is_no_formula() -> None:
    assert shielded("minskat till -5") == "minskat till -5"
    assert one(draft(record(1, answer(comment="5–10 %"))))["comment"] == "5–10 %"

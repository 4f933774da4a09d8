"""JSON whose data are what was approved, and whose figures can be counted again."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator, meta

from cards.words import Words
from domain.answers import Progress
from domain.people import Language
from domain.report.counting import cells
from domain.report.seal import Report
from domain.rounds import RoundState
from domain.summary.cells import tally_of
from domain.summary.changes import changes
from reports.canonical import read
from reports.evidence import evidence
from reports.open_data.json_file import json_file
from reports.open_data.json_schema import json_schema
from tests.domain.report_examples import answer, record, report_data, round_record
from tests.reports.open_data.example_reports import HOSTILE, draft, full_record, hostile, sealed, various

WORDS = Words()
SCHEMA = json_schema(Words(language=Language.ENGLISH))
VALIDATOR = Draft202012Validator(SCHEMA, validate_formats=True)
EARLIER = report_data(record(1, answer(Progress.ON_TRACK, 90)), record(2), record(9))


def opened(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_file(report, WORDS))
    return found


def second_version() -> Report:
    first = sealed(EARLIER).seal
    assert first is not None
    return sealed(various(), version=2, previous=EARLIER, earlier_seals=(first,))


REPORTS = {
    "sealed": sealed(various()),
    "second version": second_version(),
    "draft": draft(full_record()),
    "nothing": draft(),
    "no answers": draft(record(1), record(2)),
    "open": draft(record(1), follow_up_round=round_record(state=RoundState.OPEN), previous_round=None),
    "hostile": sealed(hostile(HOSTILE[0])),
}


def test_the_schema_is_a_schema() -> None:
    meta.validate(SCHEMA)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
def test_a_file_follows_its_schema(report: Report) -> None:
    found = opened(report)

    assert list(VALIDATOR.iter_errors(found)) == []
    assert found["$schema"] == SCHEMA["$id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("sha256", 7), ("figures", []), ("data", {}), ("made_on", "i går"), ("seal", "sigill")],
)
def test_something_else_does_not_follow_the_schema(field: str, value: object) -> None:
    assert not VALIDATOR.is_valid(opened(REPORTS["sealed"]) | {field: value})


def test_data_from_before_a_field_was_there_still_follow_the_schema() -> None:
    found = opened(REPORTS["sealed"])
    for each in found["data"]["plan_activities"]:
        del each["has_new_owner"]

    assert VALIDATOR.is_valid(found)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_checksum_is_that_of_the_data_in_the_file_as_the_page_says_that_one_reckons(text: str) -> None:
    found = opened(sealed(hostile(text)))

    written = json.dumps(found["data"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == found["sha256"] == found["seal"]["sha256"]
    assert found["data"]["plan_activities"][0]["title"] == text


def test_the_data_of_a_version_are_the_very_bytes_that_were_sealed() -> None:
    report = sealed(various())
    older = report.content.replace(b'"has_new_owner":false,', b"")

    content = json_file(replace(report, content=older), WORDS)

    assert older in content
    assert read(older) == report.data
    assert json.loads(content)["sha256"] == hashlib.sha256(older).hexdigest()


def test_it_is_known_again_as_made_of_the_data() -> None:
    report = sealed(various())

    found = evidence(json_file(report, WORDS))

    assert (found.data_sha256, found.mark) == (report.mark.sha256, report.mark)


def test_figures_are_the_same_as_on_the_card_and_say_where_they_come_from() -> None:
    data = various()
    found = opened(sealed(data))["figures"]

    tally, turned = tally_of(cells(data)), changes(cells(data))
    whole = found["whole"]
    assert [whole[each.value]["value"] for each in Progress] == [tally.of(each) for each in Progress]
    assert (whole["all"]["value"], whole["missing"]["value"]) == (tally.total, tally.missing)
    assert whole["became_delayed"] == {
        "value": turned.became_delayed,
        "plan_activity_ids": [1],
        "answer_ids": [101],
        "earlier_answer_ids": [9],
    }


def test_every_sentence_with_a_figure_says_which_answers_or_activities_it_comes_from() -> None:
    sections = opened(sealed(various()))["narrative"]["sections"]

    answered, missing, *_ = sections[0]["sentences"]
    assert "4 av 5" in answered["text"]
    assert answered["answer_ids"] == [101, 102, 103, 105]
    assert (missing["answer_ids"], missing["plan_activity_ids"]) == ([], [4])
    assert all(each["source"] for section in sections for each in section["sentences"] if each["answer_ids"])


def test_a_measure_without_plan_activities_has_figures_too() -> None:
    by_measure = opened(REPORTS["sealed"])["figures"]["by_measure"]

    assert [(each["measure"], each["figures"]["all"]["value"]) for each in by_measure] == [(1, 5), (2, 0)]


def test_a_draft_says_so_and_has_no_seal() -> None:
    found = opened(REPORTS["open"])

    assert (found["seal"], found["is_draft"], found["is_preliminary"]) == (None, True, True)


def test_a_later_version_says_what_was_there_before_and_what_differs() -> None:
    found = opened(second_version())

    assert [each["version"] for each in found["earlier_versions"]] == [1]
    assert found["seal"]["reason"] == "Sent svar från Tunabyggen."
    differing = {(each["plan_activity_id"], each["kind"]) for each in found["corrections"]}
    assert {(1, "corrected"), (2, "late_answer"), (3, "added"), (9, "removed")} <= differing
    corrected = next(each for each in found["corrections"] if each["kind"] == "corrected")
    assert (corrected["answer_id_before"], corrected["answer_id_after"]) == (90, 101)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_whatever_people_write_it_is_json_and_the_data_are_whole(text: str) -> None:
    report = sealed(report_data(record(1, answer(comment=text))), diary_number=text, sender=text)

    found = opened(report)

    assert found["data"]["plan_activities"][0]["answer"]["comment"] == found["sender"] == text

"""The data dictionary is complete by construction, in both languages, and its page is in step with it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from cards.words import Words
from domain.people import Language
from domain.report.data import ReportData
from domain.report.figures import Fact
from reports.open_data import (
    code_words,
    dictionary,
    dictionary_page,
    json_schema,
    meanings,
    meanings_of_files,
)
from reports.open_data.columns import EVERY, RECORDS, Part
from reports.open_data.csv_file import csv_file, shielded
from reports.open_data.json_file import OpenData
from reports.open_data.titles import titles
from tests.reports.open_data.example_reports import sealed, various

DOCS = Path(__file__).parents[3] / "docs"
EVERY_LANGUAGE = pytest.mark.parametrize("words", [Words(language=each) for each in Language], ids=str)
WORDS = Words()
TRICKY = "=1\n- ett;\"=två\t'tre"


def types_in(hint: object) -> Iterator[object]:
    """A type and all that are written inside it."""
    yield hint
    for each in get_args(hint):
        yield from types_in(each)


def records_under(record: type, met: set[type] | None = None) -> set[type]:
    """A record and every record that it is made of."""
    found = met if met is not None else set()
    found.add(record)
    for hint in get_type_hints(record).values():
        for each in types_in(hint):
            if isinstance(each, type) and is_dataclass(each) and each not in found:
                records_under(each, found)
    return found


def codes_under(record: type) -> set[type[StrEnum]]:
    return {
        each
        for part in records_under(record)
        for hint in get_type_hints(part).values()
        for each in types_in(hint)
        if isinstance(each, type) and issubclass(each, StrEnum)
    }


@EVERY_LANGUAGE
def test_every_field_of_every_record_is_explained_and_nothing_else(words: Words) -> None:
    explained = {**meanings.of_data(words), **meanings_of_files.of_json(words)}

    assert set(explained) == records_under(OpenData)
    for record, meant in explained.items():
        assert set(meant) == {each.name for each in fields(record)}, record
        assert all(text.strip().endswith(".") for text in meant.values()), record


def test_the_data_have_records_of_their_own_that_are_explained_together() -> None:
    assert set(meanings.of_data(WORDS)) == records_under(ReportData)


@EVERY_LANGUAGE
def test_every_figure_has_a_name_and_a_meaning(words: Words) -> None:
    assert set(code_words.facts(words)) == set(Fact) == set(meanings_of_files.of_facts(words))
    assert len(set(code_words.facts(words).values())) == len(Fact)


@EVERY_LANGUAGE
def test_every_code_has_a_word(words: Words) -> None:
    entries = [
        entry
        for record in (*dictionary.of_json(words), *dictionary.of_data(words))
        for entry in record.entries
    ]

    explained = {code for entry in entries for code, _ in entry.codes}
    assert explained >= {each.value for code in codes_under(OpenData) for each in code}
    assert all(word for entry in entries for _, word in entry.codes)


@EVERY_LANGUAGE
def test_every_column_has_a_heading_of_its_own_and_a_meaning(words: Words) -> None:
    named = titles(words)

    assert set(named) == {column.name for column in EVERY}
    assert len(set(named.values())) == len(named)
    assert all(entry.meaning and entry.kind for entry in dictionary.of_columns(words))


def test_every_field_that_a_row_has_room_for_has_a_column() -> None:
    """What is shown elsewhere, or is the same for every row, is named here."""
    elsewhere = {
        Part.PLAN_ACTIVITY: {"measure", "indicator", "answer", "before"},
        Part.MEASURE: {"description", "adopted_by"},
        Part.ORG_UNIT: {"name"},
        Part.INDICATOR: {"values"},
        # By the rules `progress` and, for `answered_for`, `is_on_behalf` as well.
        Part.ANSWER: {"progress"},
    }
    for part, left_out in elsewhere.items():
        shown = {column.field for column in EVERY if column.part is part}

        assert {each.name for each in fields(RECORDS[part])} - shown == left_out


def test_columns_are_described_in_the_order_in_which_they_stand() -> None:
    heading = csv_file(sealed(various()), WORDS).decode().partition("\r\n")[0].split(",")

    assert [entry.name for entry in dictionary.of_columns(WORDS)] == heading


def test_the_page_in_docs_is_what_the_records_say() -> None:
    written = (DOCS / "open-data.md").read_text(encoding="utf-8")

    assert written == dictionary_page.page([Words(language=each) for each in Language]), (
        "run `python tools/open_data_docs.py`"
    )


def test_the_page_tells_how_a_text_in_csv_is_read_back() -> None:
    told = next(
        line for line in (DOCS / "open-data.md").read_text(encoding="utf-8").splitlines() if "re.sub" in line
    )
    names = {"re": re, "text": shielded(TRICKY)}

    exec(told, names)

    assert names["text"] == TRICKY


def test_the_schema_in_docs_is_what_the_records_say() -> None:
    written = (DOCS / "open-data.schema.json").read_bytes()

    assert written == json_schema.in_bytes(Words(language=Language.ENGLISH)), (
        "run `python tools/open_data_docs.py`"
    )

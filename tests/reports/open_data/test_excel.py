"""The workbook: typed, adding up to the summary, known again, and nothing in it that runs."""

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from cards.words import Words
from domain.answers import Progress
from domain.people import Language
from domain.report.counting import cells
from domain.report.data import PlanActivityRecord
from domain.report.seal import Report
from domain.rounds import RoundState
from domain.summary.cells import tally_of
from domain.summary.changes import changes, promises
from reports import names
from reports.evidence import evidence
from reports.open_data.excel import excel
from tests.domain.report_examples import COMPANY, answer, record, report_data, round_record
from tests.reports.open_data.example_reports import HOSTILE, draft, full_record, hostile, sealed, various

WORDS = Words()
SHEETS = ["Om rapporten", "Aktiviteter", "Åtgärder", "Underlag", "Rättelser", "Dataförklaring"]
MIDNIGHT = datetime.min.time()


def opened(report: Report, words: Words = WORDS) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel(report, words)))


def table(report: Report, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet, each by its headings."""
    page = opened(report)[sheet]
    assert isinstance(page, Worksheet)
    headings, *rows = page.iter_rows(values_only=True)
    return [dict(zip([str(each) for each in headings], row, strict=True)) for row in rows if any(row)]


def about(report: Report) -> Mapping[str, Any]:
    return {row["Vad"]: row["Värde"] for row in table(report, "Om rapporten")}


def day(year: int, month: int, number: int) -> datetime:
    """A day as a workbook has it."""
    return datetime.combine(date(year, month, number), MIDNIGHT)


def test_there_is_a_sheet_for_everything_each_with_a_heading_that_stays() -> None:
    book = opened(sealed(various()))

    assert book.sheetnames == SHEETS
    assert {str(page.freeze_panes)[1:] for page in book.worksheets} == {"2"}
    assert [len(page.tables) for page in book.worksheets] == [0, 1, 1, 1, 1, 1]


def test_in_english_it_is_in_english() -> None:
    book = opened(sealed(various()), Words(language=Language.ENGLISH))

    assert book.sheetnames[:2] == ["About the report", "Activities"]
    assert book.properties.language == "en-GB"


def test_a_row_has_dates_as_dates_per_cent_as_per_cent_and_yes_and_no_as_words() -> None:
    (row,) = table(sealed(report_data(full_record())), "Aktiviteter")

    expected = {
        "Läge": "Försenad",
        "Andel klart": 0.4,
        "Nytt slutdatum": day(2024, 3, 31),
        "Nyckeltalets värde": 312.5,
        "Behöver beslut": "Ja",
        "Ny ansvarig": "Ja",
        "Förra läget": "Enligt plan",
        "Det här har ändrats": "Har blivit försenad",
        "Sorts hinder": "Upphandling",
        "Medansvariga": "Ali Shah; Johan Berg",
        "Besvarad åt den ansvariga": "Ja",
        "Efter sista svarsdagen": "Ja",
        "Rättad": "Ja",
        "Svarat": datetime.combine(date(2023, 8, 23), MIDNIGHT.replace(hour=10)),
        "Svarets id": 101,
        "Förra svarets id": 9,
    }
    assert {name: row[name] for name in expected} == expected


def test_without_an_answer_the_state_says_so_and_no_answer_is_claimed() -> None:
    (row,) = table(draft(record(1)), "Aktiviteter")

    assert row["Läge"] == "Inget svar"
    assert {row[each] for each in ("Behöver beslut", "Svarat", "Efter sista svarsdagen", "Rättad")} == {None}


def test_what_a_pivot_is_made_of_adds_up_to_the_summary() -> None:
    data = various()
    rows = table(sealed(data), "Underlag")

    tally, turned, kept = tally_of(cells(data)), changes(cells(data)), promises(cells(data))
    by_state: Counter[str] = Counter()
    for row in rows:
        by_state[row["Läge"]] += row["Antal aktiviteter"]
    assert by_state == Counter(
        {names.progress(each, WORDS): tally.of(each) for each in Progress}
        | {names.progress(None, WORDS): tally.missing}
    )
    assert sum(row["Oförändrat sedan förra gången"] for row in rows) == tally.unchanged
    assert sum(row["Har fått nytt slutdatum"] for row in rows) == turned.moved_ends
    assert sum(row["Hade ett nästa steg"] for row in rows) == kept.promised
    became_delayed = [
        row for row in rows if row["Läge"] == "Försenad" and row["Förra läget"] == "Enligt plan"
    ]
    assert sum(row["Antal aktiviteter"] for row in became_delayed) == turned.became_delayed


def test_a_measure_without_plan_activities_has_its_row() -> None:
    rows = table(sealed(various()), "Åtgärder")

    assert [(row["Åtgärdens nummer"], row["Alla aktiviteter"], row["Inget svar"]) for row in rows] == [
        (1, 5, 1),
        (2, 0, 0),
    ]


def test_the_first_sheet_says_who_approved_what_and_when() -> None:
    found = about(sealed(various(), sender="Miljökontoret"))

    assert found["Rapportens version"] == 1
    assert found["Godkänd av"] == "Eva Lund"
    assert found["Godkänd"] == datetime.combine(date(2023, 9, 20), MIDNIGHT.replace(hour=9, minute=30))
    assert found["Läget avser"] == day(2023, 8, 31)
    assert found["Sigill"] == f"lageskoll-seal:{found['Kontrollsumma för uppgifterna (SHA-256)']}:738763:1"
    assert (found["Diarienummer"], found["Från"]) == ("MN 2023/117", "Miljökontoret")
    assert (found["Alla aktiviteter"], found["Besvarade"], found["Inget svar"]) == (5, 4, 1)


def test_shares_are_of_all_and_there_are_none_of_nothing() -> None:
    shares = {row["Vad"]: row["Andel av alla"] for row in table(sealed(various()), "Om rapporten")}
    of_nothing = {row["Vad"]: row["Andel av alla"] for row in table(draft(), "Om rapporten")}

    assert (shares["Besvarade"], shares["Inget svar"]) == (0.8, 0.2)
    assert of_nothing["Inget svar"] is None


def test_a_draft_of_an_open_round_says_both_first_of_all() -> None:
    report = draft(record(1), follow_up_round=round_record(state=RoundState.OPEN), previous_round=None)

    first, second = table(report, "Om rapporten")[:2]
    assert (first["Vad"], second["Vad"]) == ("Preliminärt", "Utkast – inte godkänt")
    assert "Har blivit försenad" not in about(report)


def test_a_superseded_version_says_so_first_of_all() -> None:
    first = table(sealed(various(), is_superseded=True), "Om rapporten")[0]

    assert first["Vad"] == "Ersatt av en senare version"


def test_corrections_are_told_field_by_field() -> None:
    before = report_data(
        full_record(1, answer=answer(Progress.ON_TRACK, 90, percent=10)),
        record(2),
        record(3, answer(Progress.ON_TRACK, 103), owner="Johan Berg"),
        record(9, answer(answer_id=99)),
    )
    seal = sealed(before).seal
    assert seal is not None
    report = sealed(various(), version=2, previous=before, earlier_seals=(seal,))

    rows = table(report, "Rättelser")

    told = [(row["Aktivitetens id"], row["Vad som har hänt"]) for row in rows]
    assert told == [
        (1, "Rättat svar"),
        (2, "Besvarad sedan förra versionen"),
        (3, "Ändrad i planen"),
        (4, "Har tillkommit i rapporten"),
        (5, "Har tillkommit i rapporten"),
        (9, "Har tagits bort ur rapporten"),
    ]
    assert (rows[0]["Läge före"], rows[0]["Läge nu"]) == ("Enligt plan", "Försenad")
    assert (rows[0]["Svarets id före"], rows[0]["Svarets id nu"]) == (90, 101)
    assert "Andel klart: 10\u00a0% → 40\u00a0%" in rows[0]["Vad som skiljer"].splitlines()
    assert "Kommentar: (tomt) → Två tak är klara." in rows[0]["Vad som skiljer"].splitlines()
    assert rows[2]["Vad som skiljer"] == "Ansvarig: Johan Berg → Karin Ek"
    assert about(report)["Rättelser"] == len(rows)
    assert "Eva Lund" in about(report)["Tidigare version 1"]


def test_the_first_version_has_no_corrections() -> None:
    assert table(sealed(various()), "Rättelser") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_write_becomes_a_formula_or_a_link_on_any_sheet(text: str) -> None:
    data = hostile(text)
    report = sealed(data, previous=report_data(full_record()), diary_number=text, sender=text)

    content = excel(report, WORDS)

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: ET.fromstring(package.read(name)) for name in package.namelist()}
    tags = {each.tag.rpartition("}")[2] for part in parts.values() for each in part.iter()}
    assert tags.isdisjoint({"f", "hyperlink", "hyperlinks", "script"})
    heading, row, *_ = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    assert [row[heading.index(name)] for name in ("Aktivitet", "Kommentar", "Ansvarig")] == [text] * 3


def test_it_is_known_again_by_its_data_and_its_mark() -> None:
    report = sealed(various())

    found = evidence(excel(report, WORDS))

    assert (found.data_sha256, found.mark) == (report.mark.sha256, report.mark)


def test_the_file_says_whose_it_is_and_what_it_is_called() -> None:
    properties = opened(sealed(various())).properties

    assert properties.title == "Delårsbokslut 2023 – Borlänge kommunkoncern"
    assert (properties.creator, properties.language) == ("Borlänge kommunkoncern", "sv-SE")


def test_the_same_report_is_the_same_bytes() -> None:
    report = sealed(various())

    assert excel(report, WORDS) == excel(replace(report), WORDS)


def test_the_dictionary_explains_every_column_of_the_row() -> None:
    report = sealed(various())
    explained = {row["I arbetsboken"] for row in table(report, "Dataförklaring")}

    assert set(table(report, "Aktiviteter")[0]) <= explained


def test_five_thousand_plan_activities_fit_in_a_chat() -> None:
    report = draft(*(_talkative(number) for number in range(1, 5001)))

    content = excel(report, WORDS)

    assert len(content) < 5 * 1024 * 1024


def _talkative(number: int) -> PlanActivityRecord:
    said = f"Aktivitet {number}: " + " ".join(f"skrivet{number * 7919 % (place + 3)}" for place in range(40))
    statement = answer(Progress.DELAYED, number, comment=said, obstacle=said, next_step=said)
    org_unit = COMPANY.name if number % 2 else "Sektor bildning"
    return full_record(number, answer=statement, title=f"Aktivitet {number}", org_unit=org_unit)

"""A report as a workbook: plan activities, figures, what was corrected, and what everything means."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from domain.report.seal import Report
from reports import names
from reports.open_data import dictionary
from reports.open_data.about_sheet import about_sheet
from reports.open_data.basis_sheets import basis_sheet, sheet_of_measures
from reports.open_data.cells import cell
from reports.open_data.columns import OF_PLAN_ACTIVITY, rows
from reports.open_data.corrections_sheet import corrections_sheet
from reports.open_data.dictionary import Entry
from reports.open_data.package import with_data
from reports.open_data.titles import titles
from reports.table import Cell, Properties, Sheet, workbook
from reports.wording import Wording

MARK = "Lageskoll-Seal"


def excel(report: Report, words: Wording) -> bytes:
    """The workbook, in the reader's language. The same report is always the same bytes."""
    sheets = (
        about_sheet(report, words),
        plan_activity_sheet(report, words),
        sheet_of_measures(report.data, words),
        basis_sheet(report.data, words),
        corrections_sheet(report, words),
        dictionary_sheet(words),
    )
    return with_data(workbook(sheets, _properties(report, words)), report, words.language)


def plan_activity_sheet(report: Report, words: Wording) -> Sheet:
    """One row for each plan activity, in the plan's order."""
    named = titles(words)
    return Sheet(
        name=words.say("Activities"),
        columns=[named[column.name] for column in OF_PLAN_ACTIVITY],
        rows=[[cell(column, row, words) for column in OF_PLAN_ACTIVITY] for row in rows(report)],
        is_table=True,
        frozen=1,
    )


def dictionary_sheet(words: Wording) -> Sheet:
    """What every column, figure and field means."""
    say = words.say
    return Sheet(
        name=say("Data dictionary"),
        columns=(
            say("Where"),
            say("In the workbook"),
            say("Name in CSV and JSON"),
            say("Type"),
            say("Meaning"),
            say("Codes"),
        ),
        rows=[_entry(where, each) for where, each in _entries(words)],
        is_table=True,
    )


def _entries(words: Wording) -> Iterator[tuple[str, Entry]]:
    say = words.say
    yield from ((say("Activities"), each) for each in dictionary.of_columns(words))
    yield from ((say("Figures"), each) for each in dictionary.of_facts(words))
    for record in (*dictionary.of_json(words), *dictionary.of_data(words)):
        yield from ((f"JSON: {record.name}", each) for each in record.entries)


def _entry(where: str, entry: Entry) -> list[Cell]:
    return [where, entry.title or None, entry.name, entry.kind, entry.meaning, entry.codes_in_short or None]


def _properties(report: Report, words: Wording) -> Properties:
    data, seal = report.data, report.seal
    return Properties(
        title=f"{names.round_title(data.follow_up_round, words)} – {data.municipality}",
        author=data.municipality,
        subject=data.plan_title,
        made_at=seal.sealed_at if seal else datetime.combine(report.made_on, time(), UTC),
        custom=((MARK, str(report.mark)),),
    )

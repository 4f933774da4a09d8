"""The first sheet: which report it is, who approved it, and its figures in all."""

from collections.abc import Iterator

from domain.report.corrections import corrections
from domain.report.figures import COMPARING, Fact, figure
from domain.report.seal import Report, Seal
from reports import names
from reports.canonical import checksum
from reports.embedded import data_of
from reports.open_data import code_words
from reports.open_data.cells import local, yes_or_no
from reports.table import Cell, Share, Sheet
from reports.wording import Wording

Line = tuple[str, Cell, Cell]


def about_sheet(report: Report, words: Wording) -> Sheet:
    """What it is, whether it is final, and the figures with their shares of all."""
    say = words.say
    return Sheet(
        name=say("About the report"),
        columns=(say("What"), say("Value"), say("Share of all")),
        rows=[
            *_marks(report, words),
            *_what(report, words),
            *_approval(report, words),
            *_figures(report, words),
        ],
        is_form=True,
    )


def _marks(report: Report, words: Wording) -> Iterator[Line]:
    """What a reader must know before anything else."""
    say = words.say
    if report.data.is_preliminary:
        yield say("Preliminary"), say("Answers may still come in, and the figures can change."), None
    if report.is_draft:
        yield (
            say("Draft – not approved"),
            say("Nobody has approved this report. Its figures may change."),
            None,
        )
    if report.is_superseded:
        yield say("Superseded by a later version"), say("Fetch the latest version instead."), None


def _what(report: Report, words: Wording) -> Iterator[Line]:
    say, data = words.say, report.data
    about = data.follow_up_round
    yield say("Municipality"), data.municipality, None
    yield say("Action plan"), data.plan_title, None
    yield say("Follow-up"), names.round_title(about, words), None
    yield say("State as at"), about.reference_date, None
    yield say("Last day to answer"), about.deadline, None
    yield say("Preliminary"), yes_or_no(data.is_preliminary, words), None
    if data.previous_round:
        yield say("Compared with"), names.round_title(data.previous_round, words), None
    if report.diary_number:
        yield say("Reference number"), report.diary_number, None
    if report.sender:
        yield say("From"), report.sender, None
    yield say("The file was made"), report.made_on, None


def _approval(report: Report, words: Wording) -> Iterator[Line]:
    say, seal = words.say, report.seal
    yield say("The report’s version"), seal.version if seal else say("Draft – not approved"), None
    if seal:
        yield say("Approved by"), seal.sealed_by_name, None
        yield say("Approved at"), local(seal.sealed_at, words), None
    if seal and seal.reason:
        yield say("Why a new version was made"), seal.reason, None
    yield say("Checksum of the data (SHA-256)"), checksum(data_of(report)), None
    if seal:
        yield say("Seal"), str(report.mark), None
    for earlier in report.earlier_seals:
        yield say("Earlier version {number}", number=earlier.version), _earlier(earlier, words), None
    if report.previous:
        yield say("Corrections"), len(corrections(report.previous, report.data)), None


def _earlier(seal: Seal, words: Wording) -> str:
    approved = words.full_day(words.local_day(seal.sealed_at)), seal.sealed_by_name, seal.reason, seal.sha256
    return "; ".join(each for each in approved if each)


def _figures(report: Report, words: Wording) -> Iterator[Line]:
    every = figure(report.data, Fact.EVERY).value
    for fact, title in code_words.facts(words).items():
        found = figure(report.data, fact).value
        if fact in COMPARING and report.data.previous_round is None:
            continue
        yield title, found, Share(found / every) if every else None

"""Composes the whole report: its head, its sections, its notes and its seal."""

from collections.abc import Iterator

from domain.report.seal import Report
from reports import names
from reports.narrative.annex import annex
from reports.narrative.background import background
from reports.narrative.changed import changed
from reports.narrative.deviations import deviations
from reports.narrative.document import Document, HeadLine, Notes
from reports.narrative.indicators import indicators
from reports.narrative.measures import measures
from reports.narrative.opening import proposal, summary
from reports.narrative.sources import Sources
from reports.narrative.standing import standing
from reports.narrative.writer import Writer
from reports.wording import Wording


def compose(report: Report, words: Wording) -> Document:
    """The report of a round in one language; the same report and language are always the same document."""
    notes = Notes()
    writer = Writer(report=report, words=words, sources=Sources(notes=notes, words=words))
    sections = (
        summary(writer),
        proposal(writer),
        background(writer),
        standing(writer),
        measures(writer),
        deviations(writer),
        *indicators(writer),
        *changed(writer),
        annex(writer),
    )
    data = report.data
    return Document(
        language=words.language.value,
        title=words.say("Report on {plan}", plan=data.plan_title),
        subtitle=names.round_title(data.follow_up_round, words),
        author=data.municipality,
        head=tuple(_head(report, words)),
        marks=tuple(_marks(report, words)),
        sections=sections,
        notes=notes.kept,
        notes_title=words.say("Sources"),
        seal_lines=tuple(_seal_lines(report, words)),
        keywords=(str(report.mark),),
    )


def _head(report: Report, words: Wording) -> Iterator[HeadLine]:
    say = words.say
    if report.diary_number:
        yield HeadLine(label=say("Reference number"), value=report.diary_number)
    yield HeadLine(label=say("Date"), value=words.full_day(report.made_on))
    yield HeadLine(label=say("Organisation"), value=report.data.municipality)
    if report.sender:
        yield HeadLine(label=say("From"), value=report.sender)
    reference = words.full_day(report.data.follow_up_round.reference_date)
    yield HeadLine(label=say("State as at"), value=reference)


def _marks(report: Report, words: Wording) -> Iterator[str]:
    if report.data.is_preliminary:
        yield words.say("Preliminary")
    if report.is_draft:
        yield words.say("Draft – not approved")
    if report.is_superseded:
        yield words.say("Superseded by a later version")


def _seal_lines(report: Report, words: Wording) -> Iterator[str]:
    """Who has approved what, and how it is checked."""
    say, seal = words.say, report.seal
    if seal is None:
        yield say("Nobody has approved this report. Its figures may change.")
        return
    yield say(
        "Version {number}, approved by {name} on {day} at {time}.",
        number=seal.version,
        name=seal.sealed_by_name,
        day=words.full_day(words.local_day(seal.sealed_at)),
        time=words.clock(seal.sealed_at),
    )
    yield say("Checksum of the data (SHA-256): {sha256}", sha256=seal.sha256)
    yield say("“lageskoll report verify” shows whether a file belongs to this seal.")
    for earlier in report.earlier_seals:
        yield say(
            "Version {number}, {day}: {sha256}",
            number=earlier.version,
            day=words.full_day(words.local_day(earlier.sealed_at)),
            sha256=earlier.sha256,
        )

"""The report's text as records: every sentence with the answers that it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.report.seal import Report
from reports.narrative.compose import compose
from reports.narrative.document import Bullets, Paragraph, Section, Sentence
from reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRecord:
    """One sentence and its source; no source where it holds no figure and nobody's words."""

    text: str
    source: str
    answer_ids: tuple[int, ...]
    plan_activity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRecord:
    """A heading and the sentences under it. Its tables and charts are among the figures."""

    title: str
    anchor: str
    sentences: tuple[SentenceRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """The whole text, its sections in the order in which they are read."""

    title: str
    subtitle: str
    sections: tuple[SectionRecord, ...]


def text(report: Report, words: Wording) -> TextRecord:
    """What Word, PDF and the page say, in the same words."""
    document = compose(report, words)
    return TextRecord(
        title=document.title,
        subtitle=document.subtitle,
        sections=tuple(_section(each) for each in document.every_section),
    )


def _section(section: Section) -> SectionRecord:
    return SectionRecord(
        title=section.title,
        anchor=section.anchor,
        sentences=tuple(_sentence(each) for each in _sentences(section)),
    )


def _sentences(section: Section) -> Iterator[Sentence]:
    for block in section.blocks:
        match block:
            case Paragraph():
                yield from block.sentences
            case Bullets():
                yield from (each for item in block.items for each in item.sentences)


def _sentence(sentence: Sentence) -> SentenceRecord:
    note = sentence.note
    return SentenceRecord(
        text=sentence.text,
        source=note.text if note else "",
        answer_ids=note.answer_ids if note else (),
        plan_activity_ids=note.plan_activity_ids if note else (),
    )

"""Writes sentences that each carry the answers they come from."""

from dataclasses import dataclass

from domain.report.data import AnswerRecord, PlanActivityRecord, ReportData
from domain.report.figures import COMPARING, Fact, records
from domain.report.seal import Report
from reports.narrative.document import Note, Paragraph, Sentence
from reports.narrative.sources import Sources
from reports.wording import Wording

Records = tuple[PlanActivityRecord, ...]
# Quotation marks by language; what somebody has written is always told apart from what we say.
ENDS = frozenset(".!?…")
QUOTES = {"sv": ("”", "”"), "en": ("“", "”")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """What every section is written with."""

    report: Report
    words: Wording
    sources: Sources

    @property
    def data(self) -> ReportData:
        """The data of the report."""
        return self.report.data

    def found(self, fact: Fact, *, measure: int | None = None, org_unit: str | None = None) -> Records:
        """The plan activities that the fact is true of."""
        return records(self.data, fact, measure=measure, org_unit=org_unit)

    def told(
        self, fact: Fact, text: str, *, measure: int | None = None, org_unit: str | None = None
    ) -> Sentence:
        """A sentence about how many the fact is true of, with its source."""
        found = self.found(fact, measure=measure, org_unit=org_unit)
        return Sentence(text=text, note=self.source(fact, found))

    def source(self, fact: Fact, found: Records) -> Note | None:
        """Where it is known from that the fact is true of these."""
        if fact is Fact.MISSING:
            return self.sources.unanswered(found)
        if fact is Fact.EVERY:
            return self.sources.planned(found)
        if fact in COMPARING:
            return self.sources.comparison(found)
        # That nobody has answered is known from what there is to answer.
        return self.sources.answers(found) or self.sources.unanswered(self.data.plan_activities)

    def quoted(self, text: str) -> str:
        """Somebody's own words, whole and on one line, in the language's quotation marks."""
        opening, closing = QUOTES[self.words.language]
        return f"{opening}{' '.join(text.split())}{closing}"

    def quoted_sentence(self, text: str) -> str:
        """The same as a sentence of its own, with one full stop."""
        quoted = self.quoted(text)
        return quoted if quoted[-2:-1] in ENDS else f"{quoted}."

    def said(self, text: str, answer: AnswerRecord) -> Sentence:
        """A sentence that tells what an answer says."""
        return Sentence(text=text, note=self.sources.one(answer))


def paragraph(*sentences: Sentence | str | None) -> Paragraph:
    """The sentences that there are; a bare text is one that needs no source."""
    return Paragraph(
        sentences=tuple(
            Sentence(text=each) if isinstance(each, str) else each for each in sentences if each is not None
        )
    )

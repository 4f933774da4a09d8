"""What was corrected since the version before: each difference, with the answers before and after."""

from collections.abc import Iterator

from domain.report.corrections import Correction, CorrectionKind, corrections
from domain.report.data import AnswerRecord
from reports.narrative.document import Bullets, Note, Paragraph, Section, Sentence
from reports.narrative.measures import in_short
from reports.narrative.writer import Writer, paragraph


def changed(writer: Writer) -> Iterator[Section]:
    """Nothing for the first version."""
    report, say = writer.report, writer.words.say
    if report.previous is None or report.seal is None:
        return
    found = corrections(report.previous, report.data)
    number = report.seal.version - 1
    why = paragraph(
        say("This version takes the place of version {number}.", number=number),
        say("Reason: {reason}", reason=writer.quoted_sentence(report.seal.reason))
        if report.seal.reason
        else None,
    )
    yield Section(
        title=say("What has been corrected"),
        anchor="corrections",
        blocks=(why, Bullets(items=tuple(_told(writer, each) for each in found))) if found else (why,),
    )


def _told(writer: Writer, correction: Correction) -> Paragraph:
    record = correction.plan_activity
    text = f"{record.number} {record.title}: {_what(writer, correction)}"
    return paragraph(Sentence(text=text, note=_source(writer, correction)))


def _what(writer: Writer, correction: Correction) -> str:
    say = writer.words.say
    before = correction.before.answer if correction.before else None
    after = correction.after.answer if correction.after else None
    match correction.kind:
        case CorrectionKind.LATE_ANSWER:
            return say("answered late, {state}.", state=in_short(writer, after))
        case CorrectionKind.CORRECTED:
            return say(
                "corrected from {before} to {after}.",
                before=in_short(writer, before),
                after=in_short(writer, after),
            )
        case CorrectionKind.PLAN_CHANGED:
            return say("changed in the plan.")
        case CorrectionKind.ADDED:
            return say("added to the plan.")
        case CorrectionKind.REMOVED:
            return say("removed from the plan.")


def _source(writer: Writer, correction: Correction) -> Note | None:
    """The answer that came; where it is the plan that changed, the plan."""
    after: AnswerRecord | None = correction.after.answer if correction.after else None
    if after and correction.kind in {CorrectionKind.LATE_ANSWER, CorrectionKind.CORRECTED}:
        return writer.sources.one(after)
    return writer.sources.planned([correction.plan_activity])

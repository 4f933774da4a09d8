"""What is off track and why, what needs a decision, and what stands in the way across the units."""

from collections.abc import Iterator

from domain.answers import ObstacleKind
from domain.report.data import AnswerRecord, PlanActivityRecord
from domain.report.figures import Fact, of_obstacle
from reports import names
from reports.narrative.document import Block, Bullets, Paragraph, Section, Sentence
from reports.narrative.measures import in_short
from reports.narrative.writer import Writer, paragraph


def deviations(writer: Writer) -> Section:
    """What needs a decision first, then what is dropped, then what is delayed; then the obstacles."""
    say = writer.words.say
    decisions = writer.found(Fact.NEEDS_DECISION)
    # Each is told once, at the first place where it belongs.
    dropped = tuple(each for each in writer.found(Fact.DROPPED) if each not in decisions)
    delayed = tuple(each for each in writer.found(Fact.DELAYED) if each not in decisions)
    parts = (
        (say("Need a decision"), "need-decision", decisions),
        (say("Dropped"), "dropped", dropped),
        (say("Delayed"), "delayed", delayed),
    )
    sections = [
        Section(
            title=title, anchor=anchor, blocks=(Bullets(items=tuple(_told(writer, each) for each in found)),)
        )
        for title, anchor, found in parts
        if found
    ]
    return Section(
        title=say("Deviations"),
        anchor="deviations",
        blocks=() if sections else (paragraph(_nothing(writer)),),
        sections=(*sections, *_obstacles(writer)),
    )


def _nothing(writer: Writer) -> Sentence:
    """Nothing deviates; but who has not answered has not said so."""
    words = writer.words
    answered = len(writer.found(Fact.ANSWERED))
    if not answered:
        return writer.told(Fact.ANSWERED, words.say("Nobody has answered, so the deviations are not known."))
    text = words.count(
        "The {n} answered activity is neither delayed nor dropped, and needs no decision.",
        "None of the {n} answered activities is delayed or dropped, and none needs a decision.",
        answered,
    )
    return writer.told(Fact.ANSWERED, text)


def _told(writer: Writer, record: PlanActivityRecord) -> Paragraph:
    """One plan activity with what its owner says about it."""
    answer = record.answer
    assert answer is not None
    head = f"{record.number} {record.title}. {record.org_unit}, {record.owner}. {in_short(writer, answer)}."
    return paragraph(writer.said(head, answer), *_why(writer, answer))


def _why(writer: Writer, answer: AnswerRecord) -> Iterator[str]:
    """The reason, what is done about it and the new date, as they were given; what is missing is said."""
    say, words = writer.words.say, writer.words
    if answer.obstacle_kind:
        kind = names.obstacle(answer.obstacle_kind, words)
        yield say("Obstacle: {kind}.", kind=kind.lower())
        if answer.obstacle:
            yield writer.quoted_sentence(answer.obstacle)
    elif answer.comment:
        yield writer.quoted_sentence(answer.comment)
    if answer.next_step:
        yield say("Next step: {step}", step=writer.quoted_sentence(answer.next_step))
    elif answer.progress.is_off_track:
        yield say("No next step is given.")
    if answer.new_end:
        yield say("New end date: {day}.", day=words.full_day(answer.new_end))
    if answer.unchanged:
        yield say("Unchanged since last time.")


def _obstacles(writer: Writer) -> Iterator[Section]:
    found = [(kind, writer.found(of_obstacle(kind))) for kind in ObstacleKind]
    told = [(kind, records) for kind, records in found if records]
    if told:
        blocks: tuple[Block, ...] = (
            Bullets(items=tuple(_obstacle(writer, kind, records) for kind, records in told)),
        )
        yield Section(title=writer.words.say("Obstacles across the units"), anchor="obstacles", blocks=blocks)


def _obstacle(writer: Writer, kind: ObstacleKind, records: tuple[PlanActivityRecord, ...]) -> Paragraph:
    words = writer.words
    units = words.listed(sorted({each.org_unit for each in records}))
    text = words.count(
        "{kind}: {n} activity, at {units}.",
        "{kind}: {n} activities, at {units}.",
        len(records),
        kind=names.obstacle(kind, words),
        units=units,
    )
    return paragraph(Sentence(text=text, note=writer.sources.answers(records)))

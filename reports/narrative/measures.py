"""Where it stands with each measure, with what its activities have said."""

from collections.abc import Iterator

from domain.report.data import AnswerRecord, MeasureRecord, PlanActivityRecord
from domain.report.figures import Fact
from reports import names
from reports.narrative.document import Block, Bullets, Cell, Column, Section, Sentence, Table
from reports.narrative.standing import in_words, slices
from reports.narrative.writer import Writer, paragraph


def measures(writer: Writer) -> Section:
    """One section for each measure of the plan."""
    say = writer.words.say
    return Section(
        title=say("State by measure"),
        anchor="measures",
        sections=tuple(_measure(writer, each) for each in writer.data.measures),
    )


def _measure(writer: Writer, measure: MeasureRecord) -> Section:
    return Section(
        title=f"{measure.number}. {measure.title}",
        anchor=f"measure-{measure.number}",
        blocks=tuple(_blocks(writer, measure)),
    )


def _blocks(writer: Writer, measure: MeasureRecord) -> Iterator[Block]:
    say, words = writer.words.say, writer.words
    if serves := _serves(writer, measure):
        yield paragraph(serves)
    found = writer.found(Fact.EVERY, measure=measure.number)
    if not found:
        yield paragraph(_without(writer, measure))
        return
    figures = in_words(slices(writer, measure=measure.number), writer)
    text = words.count("{n} activity: {figures}.", "{n} activities: {figures}.", len(found), figures=figures)
    answered = writer.found(Fact.ANSWERED, measure=measure.number)
    note = writer.sources.answers(answered) or writer.sources.unanswered(found)
    yield paragraph(Sentence(text=text, note=note))
    if idle := _adopted_without(writer, measure, found):
        yield paragraph(idle)
    comments = [_comment(writer, each) for each in answered]
    told = tuple(paragraph(each) for each in comments if each)
    if told:
        yield Bullets(items=told)
    yield _activities(writer, found, say("Activities under measure {n}", n=measure.number))


def _serves(writer: Writer, measure: MeasureRecord) -> str:
    """The priority, the focus areas and the working methods that it belongs to."""
    say, words = writer.words.say, writer.words
    said = []
    if measure.strategic_priority:
        said.append(say("Strategic priority: {name}.", name=measure.strategic_priority))
    if measure.focus_areas:
        said.append(say("Focus area: {names}.", names=words.listed(list(measure.focus_areas))))
    if measure.working_methods:
        said.append(say("Working method: {names}.", names=words.listed(list(measure.working_methods))))
    return " ".join(said)


def _without(writer: Writer, measure: MeasureRecord) -> str:
    say, words = writer.words.say, writer.words
    if measure.adopted_by:
        units = words.listed(list(measure.adopted_by))
        return say("The measure has no activities, although it has been adopted by {units}.", units=units)
    return say("The measure has no activities, and no sector or company has adopted it.")


def _adopted_without(writer: Writer, measure: MeasureRecord, found: tuple[PlanActivityRecord, ...]) -> str:
    busy = {each.org_unit for each in found}
    idle = [unit for unit in measure.adopted_by if unit not in busy]
    if not idle:
        return ""
    units = writer.words.listed(idle)
    return writer.words.say("Has adopted the measure but has no activity for it: {units}.", units=units)


def _comment(writer: Writer, record: PlanActivityRecord) -> Sentence | None:
    answer = record.answer
    if answer is None or not answer.comment:
        return None
    text = f"{record.number} {record.org_unit}: {writer.quoted(answer.comment)}"
    return writer.said(text, answer)


def _activities(writer: Writer, found: tuple[PlanActivityRecord, ...], caption: str) -> Table:
    say = writer.words.say
    return Table(
        caption=caption,
        columns=(
            Column(title=say("Activity"), width=9),
            Column(title=say("Unit"), width=6),
            Column(title=say("State"), width=5),
        ),
        rows=tuple(
            (
                Cell(text=f"{each.number} {each.title}"),
                Cell(text=each.org_unit),
                _state(writer, each.answer),
            )
            for each in found
        ),
    )


def _state(writer: Writer, answer: AnswerRecord | None) -> Cell:
    return Cell(text=in_short(writer, answer), note=writer.sources.one(answer) if answer else None)


def in_short(writer: Writer, answer: AnswerRecord | None) -> str:
    """An answer in one line: ▲ Försenad, 40 %."""
    words = writer.words
    label = names.labelled(answer.progress if answer else None, words)
    if answer is None or answer.percent is None:
        return label
    return f"{label}, {words.percent(answer.percent / 100)}"

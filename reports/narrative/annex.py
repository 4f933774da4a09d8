"""The list of every activity with its answer, as an annex."""

from domain.report.data import PlanActivityRecord
from domain.report.figures import Fact
from reports.narrative.document import Cell, Column, Section, Table
from reports.narrative.measures import in_short
from reports.narrative.writer import Writer


def annex(writer: Writer) -> Section:
    """One row for each activity, in the plan's order."""
    say = writer.words.say
    columns = (
        Column(title=say("Activity"), width=5),
        Column(title=say("Unit"), width=4),
        Column(title=say("Owner"), width=3),
        Column(title=say("Period"), width=3),
        Column(title=say("State"), width=3),
        Column(title=say("In their own words"), width=7),
    )
    rows = tuple(_row(writer, each) for each in writer.found(Fact.EVERY))
    table = Table(caption=say("All activities with their answers"), columns=columns, rows=rows, is_wide=True)
    return Section(title=say("Annex: list of activities"), anchor="activities", blocks=(table,))


def _row(writer: Writer, record: PlanActivityRecord) -> tuple[Cell, ...]:
    answer = record.answer
    owners = ", ".join([record.owner, *record.co_owners])
    return (
        Cell(text=f"{record.number} {record.title}"),
        Cell(text=record.org_unit),
        Cell(text=owners),
        Cell(text=f"{record.start.isoformat()} – {record.end.isoformat()}"),
        Cell(text=in_short(writer, answer), note=writer.sources.one(answer) if answer else None),
        Cell(text=_said(record)),
    )


def _said(record: PlanActivityRecord) -> str:
    answer = record.answer
    if answer is None:
        return ""
    said = (answer.comment, answer.obstacle, answer.next_step)
    return " ".join(" ".join(each.split()) for each in said if each)

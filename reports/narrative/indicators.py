"""Each indicator beside the straight line to its target; what has no value is named."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.report.data import IndicatorRecord
from domain.summary.indicators import IndicatorOf, PathState, of_report
from reports.narrative.document import Align, Cell, Column, Section, Sentence, Table
from reports.narrative.writer import Writer, paragraph
from reports.wording import Wording

SYMBOLS = {
    PathState.REACHED: "✔",
    PathState.ON_PATH: "●",
    PathState.OFF_PATH: "▲",
    PathState.FIRST_VALUE: "○",
    PathState.NO_PATH: "○",
    PathState.NO_VALUE: "–",
}


def indicators(writer: Writer) -> Iterator[Section]:
    """Nothing for a plan without indicators."""
    found = of_report(writer.data)
    if not found:
        return
    say = writer.words.say
    missing = [each for each in found if each.standing.is_missing]
    yield Section(
        title=say("Indicators"),
        anchor="indicators",
        blocks=(
            paragraph(say("The path is the straight line from the first known value to the target.")),
            *((paragraph(_missing(writer, missing)),) if missing else ()),
            _table(writer, found),
        ),
    )


def state_word(state: PathState, words: Wording) -> str:
    """What it is called, by the same words as on the cards."""
    names = {
        PathState.REACHED: words.say("Target reached"),
        PathState.ON_PATH: words.say("On the path to the target"),
        PathState.OFF_PATH: words.say("Off the path to the target"),
        PathState.FIRST_VALUE: words.say("First value"),
        PathState.NO_PATH: words.say("No target with a year"),
        PathState.NO_VALUE: words.say("No value"),
    }
    return names[state]


def _missing(writer: Writer, missing: Sequence[IndicatorOf]) -> Sentence:
    records = tuple(
        record for record in writer.data.plan_activities if record.number in {each.number for each in missing}
    )
    named = ", ".join(f"{each.number} {each.standing.record.name}" for each in missing)
    text = writer.words.say("No value was given in this follow-up for: {names}.", names=named)
    return Sentence(text=text, note=writer.sources.planned(records))


def _table(writer: Writer, found: Sequence[IndicatorOf]) -> Table:
    say = writer.words.say
    return Table(
        caption=say("Indicators with their values and targets"),
        columns=(
            Column(title=say("Indicator"), width=5),
            Column(title=say("Unit"), width=5),
            Column(title=say("Latest value"), width=3, align=Align.NUMBER),
            Column(title=say("Path"), width=2, align=Align.NUMBER),
            Column(title=say("Target"), width=4, align=Align.NUMBER),
            Column(title=say("State"), width=4),
        ),
        rows=tuple(_row(writer, each) for each in found),
    )


def _row(writer: Writer, each: IndicatorOf) -> tuple[Cell, ...]:
    words, standing = writer.words, each.standing
    record, latest = standing.record, standing.latest
    target = _quantity(record.target, record, words)
    year = f" {record.target_year}" if record.target_year and record.target is not None else ""
    expected = None if standing.expected is None else round(standing.expected, 1)
    return (
        Cell(text=f"{each.number} {record.name}"),
        Cell(text=each.org_unit),
        Cell(
            text=_quantity(latest.value if latest else None, record, words),
            note=writer.sources.value(latest) if latest else None,
        ),
        Cell(text=_quantity(expected, record, words)),
        Cell(text=f"{target}{year}"),
        Cell(text=f"{SYMBOLS[standing.state]} {state_word(standing.state, words)}"),
    )


def _quantity(value: Decimal | None, record: IndicatorRecord, words: Wording) -> str:
    return "–" if value is None else f"{words.number(value)} {record.unit}".rstrip()

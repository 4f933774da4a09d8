"""Where it stands: as a chart and as a table, in all, by measure, by unit and through the rounds."""

from collections.abc import Sequence

from domain.answers import Progress
from domain.report.data import EarlierRound
from domain.report.figures import of_progress
from reports import names
from reports.narrative.document import Align, Bar, Block, Cell, Chart, Column, Section, Slice, Table
from reports.narrative.writer import Writer
from reports.wording import Wording

STATES: tuple[Progress | None, ...] = (
    Progress.DONE,
    Progress.ON_TRACK,
    Progress.NOT_STARTED,
    Progress.DELAYED,
    Progress.DROPPED,
    None,
)


def standing(writer: Writer) -> Section:
    """The whole, and then each unit; the measures have sections of their own."""
    say = writer.words.say
    return Section(
        title=say("Where it stands"),
        anchor="where-it-stands",
        blocks=(_chart(writer), _states(writer), *_trend(writer)),
        sections=(
            Section(title=say("By sector and company"), anchor="by-unit", blocks=(by_unit(writer),)),
            Section(title=say("By measure"), anchor="by-measure", blocks=(by_measure(writer),)),
        ),
    )


def slices(writer: Writer, *, measure: int | None = None, org_unit: str | None = None) -> tuple[Slice, ...]:
    """One for each state, also those that nobody stands in."""
    return tuple(
        Slice(
            progress=state,
            label=names.progress(state, writer.words),
            count=len(writer.found(of_progress(state), measure=measure, org_unit=org_unit)),
        )
        for state in STATES
    )


def in_words(parts: Sequence[Slice], writer: Writer) -> str:
    """What a bar shows: 120 enligt plan, 12 försenade, 14 utan svar."""
    words = writer.words
    said = [_counted(each, words) for each in parts if each.count]
    return words.listed(said) if said else words.say("no activities")


def _counted(part: Slice, words: Wording) -> str:
    match part.progress:
        case Progress.DONE:
            return words.count("{n} done", "{n} done", part.count)
        case Progress.ON_TRACK:
            return words.count("{n} on track", "{n} on track", part.count)
        case Progress.NOT_STARTED:
            return words.count("{n} not started", "{n} not started", part.count)
        case Progress.DELAYED:
            return words.count("{n} delayed", "{n} delayed", part.count)
        case Progress.DROPPED:
            return words.count("{n} dropped", "{n} dropped", part.count)
        case None:
            return words.count("{n} without an answer", "{n} without an answer", part.count)


def _chart(writer: Writer) -> Chart:
    say = writer.words.say
    parts = slices(writer)
    caption = say("The state of all activities")
    return Chart(
        caption=caption,
        alternative=say("Bar. {caption}: {figures}.", caption=caption, figures=in_words(parts, writer)),
        bars=(Bar(label=say("All activities"), slices=parts),),
    )


def _states(writer: Writer) -> Table:
    say, words = writer.words.say, writer.words
    total = len(writer.data.plan_activities)
    rows = []
    for state in STATES:
        fact = of_progress(state)
        found = writer.found(fact)
        note = writer.source(fact, found)
        share = words.percent(len(found) / total) if total else "–"
        rows.append(
            (
                Cell(text=names.labelled(state, words)),
                Cell(text=words.number(len(found)), note=note),
                Cell(text=share),
            )
        )
    rows.append(
        (
            Cell(text=say("All")),
            Cell(text=words.number(total)),
            Cell(text=words.percent(1) if total else "–"),
        )
    )
    columns = (
        Column(title=say("State"), width=4),
        Column(title=say("How many"), align=Align.NUMBER, width=2),
        Column(title=say("Share of all"), align=Align.NUMBER, width=2),
    )
    return Table(caption=say("How many activities stand where"), columns=columns, rows=tuple(rows))


def by_unit(writer: Writer) -> Table:
    """A row for each unit that has something in the plan or has adopted a measure."""
    rows = tuple(
        _row(each.name, slices(writer, org_unit=each.name), writer) for each in writer.data.org_units
    )
    return _table(writer.words.say("Activities by unit and state"), writer.words.say("Unit"), rows, writer)


def by_measure(writer: Writer) -> Table:
    """A row for each measure, also those without activities."""
    rows = tuple(
        _row(f"{each.number} {each.title}", slices(writer, measure=each.number), writer)
        for each in writer.data.measures
    )
    return _table(
        writer.words.say("Activities by measure and state"), writer.words.say("Measure"), rows, writer
    )


def _row(title: str, parts: Sequence[Slice], writer: Writer) -> tuple[Cell, ...]:
    total = sum(each.count for each in parts)
    return (
        Cell(text=title),
        *(_count(each.count, writer.words) for each in parts),
        Cell(text=writer.words.number(total)),
    )


def _count(number: int, words: Wording) -> Cell:
    """So many; a dash where there are none, which is easier to look past than a nought."""
    return Cell(text=words.number(number)) if number else Cell(text="–", is_none=True)


def _table(caption: str, first: str, rows: tuple[tuple[Cell, ...], ...], writer: Writer) -> Table:
    words = writer.words
    return Table(
        caption=caption,
        columns=(
            Column(title=first, width=8),
            *(Column(title=names.labelled(state, words), align=Align.NUMBER, width=3) for state in STATES),
            Column(title=words.say("All"), align=Align.NUMBER, width=2),
        ),
        rows=rows,
    )


def _trend(writer: Writer) -> tuple[Block, ...]:
    """How it has gone through the rounds; nothing when this is the first."""
    earlier = writer.data.earlier
    if not earlier:
        return ()
    words, say = writer.words, writer.words.say
    bars = (
        *(Bar(label=names.round_title(each, words), slices=_earlier(each, writer)) for each in earlier),
        Bar(label=names.round_title(writer.data.follow_up_round, words), slices=slices(writer)),
    )
    caption = say("The state through the follow-ups")
    told = "; ".join(f"{bar.label}: {in_words(bar.slices, writer)}" for bar in bars)
    rows = tuple(_row(bar.label, bar.slices, writer) for bar in bars)
    return (
        Chart(
            caption=caption,
            alternative=say("Bars. {caption}. {figures}.", caption=caption, figures=told),
            bars=bars,
        ),
        _table(say("The follow-ups in figures"), say("Follow-up"), rows, writer),
    )


def _earlier(each: EarlierRound, writer: Writer) -> tuple[Slice, ...]:
    counts = {one.progress: one.count for one in each.counts}
    missing = max(0, each.total - sum(counts.values()))
    return tuple(
        Slice(
            progress=state,
            label=names.progress(state, writer.words),
            count=missing if state is None else counts.get(state, 0),
        )
        for state in STATES
    )

"""The figures as tables: what a pivot is made of, and the measures one by one."""

from collections.abc import Iterator

from domain.answers import Progress
from domain.report.counting import cells
from domain.report.data import MeasureRecord, ReportData
from domain.report.figures import Fact, figure, of_progress
from domain.summary.cells import Cell as Count
from reports import names
from reports.open_data import code_words
from reports.table import Cell, Sheet
from reports.wording import Wording

STATES = (*Progress, None)
OF_MEASURE = (Fact.EVERY, Fact.ANSWERED, *(of_progress(each) for each in STATES))


def basis_sheet(data: ReportData, words: Wording) -> Sheet:
    """One row for each measure, unit, state and state before: the very cells that the cards add up.

    A pivot of any of its columns adds up to the summary.
    """
    say = words.say
    facts = code_words.facts(words)
    return Sheet(
        name=say("Basis"),
        columns=(
            say("Measure number"),
            say("Measure"),
            say("Strategic priority"),
            say("Unit"),
            say("Sector or company"),
            say("State"),
            say("Previous state"),
            say("Number of activities"),
            facts[Fact.UNCHANGED],
            facts[Fact.ON_BEHALF],
            facts[Fact.NEEDS_DECISION],
            facts[Fact.NEW_OWNER],
            facts[Fact.MOVED_END],
            facts[Fact.PROMISED],
            facts[Fact.PROMISE_KEPT],
            facts[Fact.PROMISE_UNDER_WAY],
            facts[Fact.PROMISE_MOVED],
            facts[Fact.PROMISE_GIVEN_UP],
        ),
        rows=[_basis_row(each, data, words) for each in sorted(cells(data), key=_order)],
        is_table=True,
    )


def _order(cell: Count) -> tuple[int, str, int, int]:
    return cell.measure.number, cell.org_unit.name, STATES.index(cell.now), STATES.index(cell.before)


def _basis_row(cell: Count, data: ReportData, words: Wording) -> list[Cell]:
    return [
        cell.measure.number,
        cell.measure.title,
        data.measure(cell.measure.number).strategic_priority or None,
        cell.org_unit.name,
        code_words.word(cell.org_unit.kind, words),
        names.progress(cell.now, words),
        names.progress(cell.before, words),
        cell.count,
        cell.unchanged,
        cell.on_behalf,
        cell.decisions,
        cell.new_owners,
        cell.moved_ends,
        cell.promised,
        cell.kept,
        cell.under_way,
        cell.moved,
        cell.given_up,
    ]


def sheet_of_measures(data: ReportData, words: Wording) -> Sheet:
    """One row for each measure, also for one that nobody has any plan activity for."""
    say = words.say
    facts = code_words.facts(words)
    return Sheet(
        name=say("Measures"),
        columns=(
            say("Measure number"),
            say("Measure"),
            say("Strategic priority"),
            say("Focus areas"),
            say("Working methods"),
            say("Adopted by"),
            *(facts[each] for each in OF_MEASURE),
        ),
        rows=[list(_measure_row(each, data)) for each in data.measures],
        is_table=True,
    )


def _measure_row(measure: MeasureRecord, data: ReportData) -> Iterator[Cell]:
    yield measure.number
    yield measure.title
    yield measure.strategic_priority or None
    for several in (measure.focus_areas, measure.working_methods, measure.adopted_by):
        yield "; ".join(several) or None
    for fact in OF_MEASURE:
        yield figure(data, fact, measure=measure.number).value

"""Plan activities as the overview tells of them: the map, the deviations, and the table of answers."""

from collections.abc import Sequence
from dataclasses import replace

from cards import authorship, progress
from cards.paging import Page
from cards.progress import State
from cards.summary import naming
from cards.summary.deviation import deviation
from cards.summary.map_cell import by_place
from cards.summary.row import worst_state
from cards.turning import page_words
from cards.words import Words
from dialogs.pages.query import ANSWERS, Query
from domain.answers import Progress
from domain.plan import Measure, OrgUnit
from domain.summary.cells import Cell, tally_of
from domain.summary.selection import Order
from domain.summary.worst import worst
from domain.worklist import WorkItem
from reports.colours import state_name
from reports.web_page.frame import Link
from reports.web_page.overview_page import Answers, Column, MapRow, Mark, Place, Told


def mark(state: Progress | None, words: Words, said: str = "") -> Mark:
    """A state with its symbol and its word, or with what is `said` of it."""
    symbol = progress.look(state).symbol
    return Mark(name=state_name(state), symbol=symbol, words=said or progress.word(state, words))


def told(item: WorkItem, words: Words) -> Told:
    """One plan activity with what its owner says, in the words of the cards."""
    short = deviation(item, words)
    state = item.answer.statement.progress if item.answer else None
    return Told(
        title=short.title,
        mark=mark(state, words, short.state.words),
        unit=item.org_unit.name,
        owner=item.owner_name,
        decision=short.decision,
        lines=[line for line in (short.reason, short.next_step, *short.more) if line],
        answered=_answered(item, words),
    )


def progress_map(cells: Sequence[Cell], query: Query, words: Words) -> tuple[list[str], list[MapRow]]:
    """The units by name, and a row for each measure with its place in every one of them."""
    found = by_place(cells)
    units = sorted({unit for _, unit in found}, key=lambda each: each.name)
    measures = sorted({measure for measure, _ in found}, key=lambda each: each.number)
    rows = [
        MapRow(
            title=naming.numbered(measure),
            places=[_place(measure, unit, found.get((measure, unit), []), query, words) for unit in units],
        )
        for measure in measures
    ]
    return [unit.name for unit in units], rows


def answers(shown: Page[WorkItem], query: Query, words: Words) -> Answers:
    """One page of the table, with the ways to the other pages and orders."""
    turned = [
        (words.say("Previous"), shown.number - 1, shown.has_previous),
        (words.say("Next"), shown.number + 1, shown.has_next),
    ]
    return Answers(
        columns=_columns(query, words),
        rows=[told(item, words) for item in shown.items],
        page_of=page_words(shown, words),
        turns=[
            Link(address=replace(query, page=number).address(ANSWERS), text=title)
            for title, number, is_there in turned
            if is_there
        ],
    )


def _columns(query: Query, words: Words) -> list[Column]:
    titles = [
        (words.say("Activity"), Order.NUMBER),
        (words.say("State"), Order.URGENCY),
        (words.say("Unit"), Order.UNIT),
        (words.say("Owner"), Order.OWNER),
        (words.say("Answer"), None),
        (words.say("Answered on"), Order.ANSWERED),
    ]
    return [
        Column(
            title=title,
            address=replace(query, order=order, page=0).address(ANSWERS) if order else "",
            is_order=order is query.order,
        )
        for title, order in titles
    ]


def _place(
    measure: Measure, unit: OrgUnit, cells: Sequence[Cell], query: Query, words: Words
) -> Place | None:
    if not cells:
        return None
    tally = tally_of(cells)
    said: State = worst_state(tally, words)
    there = replace(query.selection, measure_id=measure.measure_id, org_unit_id=unit.org_unit_id)
    return Place(
        mark=mark(worst(tally)[0], words, said.words),
        address=query.about(there),
        title=f"{said.words}: {naming.numbered(measure)}, {unit.name}",
    )


def _answered(item: WorkItem, words: Words) -> str:
    if item.answer is None:
        return ""
    day = words.full_day(words.local_day(item.answer.said_at))
    instead = authorship.instead(item, words)
    return f"{day}, {instead}" if instead else day

"""The whole map on a wide screen: a table with a row for each measure and a column for each unit.

One page of it is a block of the table. Where the card is narrow, the measures of the same block stand as a
list instead, and one measure at a time is opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.message import Button
from cards.paging import Page, page_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.summary import naming
from cards.summary.map_cell import MapCell, Place, by_place, map_cell
from cards.summary.payloads import AboutSummary, Screen
from cards.summary.row import Row, row_of
from cards.summary.view import View, to, turning
from cards.turning import page_words
from cards.words import Words
from domain.plan import Measure, OrgUnit
from domain.summary.cells import Cell
from domain.summary.selection import Selection

MEASURES_ON_A_PAGE = 6
UNITS_ON_A_PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A measure; a unit that does nothing under it has None in its column."""

    title: str
    cells: Sequence[MapCell | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One block of the table, and the same measures as a list; each has its own way to the next page."""

    units: Sequence[str]
    rows: Sequence[GridRow]
    where: str
    turning: Sequence[Button]
    measures: Sequence[Row]
    page_of: str
    turning_measures: Sequence[Button]


def grid(view: View, words: Words) -> Grid:
    """The block that the page's number says: all units of some measures first, then the next measures."""
    measures = [measure for measure, _ in view.counted.by_measure]
    units = [unit for unit, _ in view.counted.by_unit]
    across = max(1, -(-len(units) // UNITS_ON_A_PAGE))
    down, right = divmod(view.about.stop.page, across)
    rows = page_of(measures, down, MEASURES_ON_A_PAGE)
    columns = page_of(units, right if rows.number == down else 0, UNITS_ON_A_PAGE)
    block: Page[Place] = Page(
        items=(), number=rows.number * across + columns.number, pages=rows.pages * columns.pages
    )
    return Grid(
        units=[excerpt(unit.name, LONGEST_NAME) for unit in columns.items],
        rows=_rows(rows.items, columns.items, view, words),
        where=_where(rows, columns, (len(measures), len(units)), words),
        turning=turning(view.about, block, words),
        measures=_measures(rows.items, view, words),
        page_of=page_words(rows, words),
        turning_measures=_turning_measures(view.about, rows, across, words),
    )


def _rows(
    measures: Sequence[Measure], units: Sequence[OrgUnit], view: View, words: Words
) -> Sequence[GridRow]:
    found = by_place(view.counted.cells)
    return [
        GridRow(
            title=naming.numbered(measure),
            cells=[_cell((measure, unit), found, view.about, words) for unit in units],
        )
        for measure in measures
    ]


def _cell(
    place: Place, found: Mapping[Place, Sequence[Cell]], about: AboutSummary, words: Words
) -> MapCell | None:
    return map_cell("", place, found[place], about, words) if place in found else None


def _where(rows: Page[Measure], columns: Page[OrgUnit], totals: tuple[int, int], words: Words) -> str:
    """Which part of the table this is; empty where it is all of it."""
    if rows.pages == columns.pages == 1:
        return ""
    first_row, first_column = rows.number * MEASURES_ON_A_PAGE, columns.number * UNITS_ON_A_PAGE
    return words.say(
        "Measure {rows} of {measures} · unit {columns} of {units}",
        rows=_from_to(first_row, len(rows.items), words),
        measures=words.number(totals[0]),
        columns=_from_to(first_column, len(columns.items), words),
        units=words.number(totals[1]),
    )


def _from_to(first: int, many: int, words: Words) -> str:
    return f"{words.number(first + 1)}–{words.number(first + many)}"


def _measures(measures: Sequence[Measure], view: View, words: Words) -> Sequence[Row]:
    """Each measure with its figures in all units; a tap leads to its units one by one."""
    tallies = dict(view.counted.by_measure)
    return [
        row_of(
            naming.numbered(each),
            tallies[each],
            view.about.to(Screen.MAP, Selection(measure_id=each.measure_id)),
            words,
        )
        for each in measures
    ]


def _turning_measures(about: AboutSummary, rows: Page[Measure], across: int, words: Words) -> list[Button]:
    ways = [
        (words.say("Previous"), rows.number - 1, rows.has_previous),
        (words.say("Next"), rows.number + 1, rows.has_next),
    ]
    return [to(about.turned(number * across), title) for title, number, is_there in ways if is_there]

"""The map: every measure and unit, with the worst state in each as a symbol and a word; a tap leads there.

On a wide screen all of it is a table; on a phone it is measure by measure. What has been narrowed down to one
unit or one measure is a list on both.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cards.asking import Choice
from cards.card import Card
from cards.paging import Page, page_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.summary import naming
from cards.summary.map_cell import MapCell, Place, by_place, map_cell
from cards.summary.map_grid import grid
from cards.summary.payloads import ALL, CHOSEN, AboutSummary, code_of
from cards.summary.view import View, occasion, turning, ways_out
from cards.turning import page_words
from cards.words import Words
from domain.summary.cells import Cell
from domain.summary.selection import EVERYTHING, Selection

CELLS_ON_A_PAGE = 20
# What one has chosen stands on one line on a phone.
LONGEST_CHOICE = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A measure with its units, or a unit with its measures."""

    title: str
    cells: Sequence[MapCell]


def progress_map(view: View, words: Words) -> Card:
    """One page of it: the table of everything, or the list of what has been chosen."""
    selection = view.about.stop.selection
    by_unit = selection.org_unit_id is not None and selection.measure_id is None
    is_whole = selection == EVERYTHING
    shown = page_of(_in_order(view.counted.cells, by_unit=by_unit), view.about.stop.page, CELLS_ON_A_PAGE)
    heading = words.say("The map")
    sentence = words.say(
        "The worst state in each place, and how many stand there. Tap one to read its answers."
    )
    return render(
        "progress_map",
        words,
        summary=f"{heading}: {sentence}",
        occasion=occasion(view.follow_up_round, words),
        heading=heading,
        narrowed=[] if is_whole else naming.called(selection, view.names, words),
        sentence=sentence,
        choices=_choices(view, words),
        chosen=code_of(selection) or ALL,
        name_of_choice=CHOSEN,
        here=view.about.turned(0).data,
        grid=grid(view, words) if is_whole and view.counted.cells else None,
        map_rows=[] if is_whole else _rows(shown, view.about, words, by_unit=by_unit),
        page_of="" if is_whole else page_words(shown, words),
        buttons=[*([] if is_whole else turning(view.about, shown, words)), *ways_out(view.about, words)],
    )


def _in_order(cells: Sequence[Cell], *, by_unit: bool) -> list[tuple[Place, Sequence[Cell]]]:
    def order(each: tuple[Place, Sequence[Cell]]) -> tuple[object, ...]:
        (measure, org_unit), _ = each
        return (org_unit.name, measure.number) if by_unit else (measure.number, org_unit.name)

    return sorted(by_place(cells).items(), key=order)


def _rows(
    shown: Page[tuple[Place, Sequence[Cell]]], about: AboutSummary, words: Words, *, by_unit: bool
) -> list[MapRow]:
    rows: dict[str, list[MapCell]] = defaultdict(list)
    for (measure, org_unit), cells in shown.items:
        unit = excerpt(org_unit.name, LONGEST_NAME)
        row, title = (unit, naming.numbered(measure)) if by_unit else (naming.numbered(measure), unit)
        rows[row].append(map_cell(title, (measure, org_unit), cells, about, words))
    return [MapRow(title=title, cells=cells) for title, cells in rows.items()]


def _choices(view: View, words: Words) -> list[Choice]:
    """Everything, or one unit, or one measure."""
    units = sorted(view.names.org_units.values(), key=lambda each: each.name)
    measures = sorted(view.names.measures.values(), key=lambda each: each.number)
    return [
        Choice(title=words.say("All units and measures"), value=ALL),
        *(
            Choice(
                title=excerpt(each.name, LONGEST_CHOICE),
                value=code_of(Selection(org_unit_id=each.org_unit_id)),
            )
            for each in units
        ),
        *(
            Choice(
                title=excerpt(naming.numbered(each), LONGEST_CHOICE),
                value=code_of(Selection(measure_id=each.measure_id)),
            )
            for each in measures
        ),
    ]

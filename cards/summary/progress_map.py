"""The map: every measure and unit, with the worst state in each as a symbol and a word; a tap leads there.

On a phone one unit or one measure is chosen and read as a list, which the same page does.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.asking import Choice
from cards.card import Card, JsonValue
from cards.paging import Page, page_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import State
from cards.render import render
from cards.summary import naming
from cards.summary.payloads import ALL, CHOSEN, AboutSummary, Screen, code_of
from cards.summary.row import worst_state
from cards.summary.view import View, back, occasion, turning
from cards.turning import page_words
from cards.words import Words
from domain.plan import Measure, OrgUnit
from domain.summary.cells import Cell, tally_of
from domain.summary.selection import EVERYTHING, Selection

CELLS_ON_A_PAGE = 20
# What one has chosen stands on one line on a phone.
LONGEST_CHOICE = 34

Place = tuple[Measure, OrgUnit]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """One measure in one unit: who it is, its worst state, and what is behind it."""

    title: str
    state: State
    tooltip: str
    data: dict[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A measure with its units, or a unit with its measures."""

    title: str
    cells: Sequence[MapCell]


def progress_map(view: View, words: Words) -> Card:
    """One page of it: by measure, or by unit where one unit has been chosen."""
    selection = view.about.stop.selection
    by_unit = selection.org_unit_id is not None and selection.measure_id is None
    cells = _cells(view.counted.cells, by_unit=by_unit)
    shown = page_of(cells, view.about.stop.page, CELLS_ON_A_PAGE)
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
        narrowed=[] if selection == EVERYTHING else naming.called(selection, view.names, words),
        sentence=sentence,
        choices=_choices(view, words),
        chosen=code_of(selection) or ALL,
        name_of_choice=CHOSEN,
        here=view.about.turned(0).data,
        rows=_rows(shown, view.about, words, by_unit=by_unit),
        page_of=page_words(shown, words),
        buttons=[*turning(view.about, shown, words), back(view.about, words)],
    )


def _cells(cells: Sequence[Cell], *, by_unit: bool) -> list[tuple[Place, list[Cell]]]:
    found: dict[Place, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.measure, cell.org_unit].append(cell)

    def order(each: tuple[Place, list[Cell]]) -> tuple[object, ...]:
        (measure, org_unit), _ = each
        return (org_unit.name, measure.number) if by_unit else (measure.number, org_unit.name)

    return sorted(found.items(), key=order)


def _rows(
    shown: Page[tuple[Place, list[Cell]]], about: AboutSummary, words: Words, *, by_unit: bool
) -> list[MapRow]:
    rows: dict[str, list[MapCell]] = defaultdict(list)
    for (measure, org_unit), cells in shown.items:
        unit = excerpt(org_unit.name, LONGEST_NAME)
        row, title = (unit, naming.numbered(measure)) if by_unit else (naming.numbered(measure), unit)
        rows[row].append(_cell(title, (measure, org_unit), cells, about, words))
    return [MapRow(title=title, cells=cells) for title, cells in rows.items()]


def _cell(title: str, place: Place, cells: Sequence[Cell], about: AboutSummary, words: Words) -> MapCell:
    measure, org_unit = place
    there = replace(about.stop.selection, measure_id=measure.measure_id, org_unit_id=org_unit.org_unit_id)
    what = f"{naming.numbered(measure)}, {excerpt(org_unit.name, LONGEST_NAME)}"
    return MapCell(
        title=title,
        state=worst_state(tally_of(cells), words),
        tooltip=words.say("Show the answers: {what}", what=what),
        data=about.to(Screen.ANSWERS, there).data,
    )


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

"""One place in the map: a measure in a unit, with its worst state and what is behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cards.card import JsonValue
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import NO_BREAK, State
from cards.summary import naming
from cards.summary.payloads import AboutSummary, Screen
from cards.summary.row import worst_state
from cards.words import Words
from domain.plan import Measure, OrgUnit
from domain.summary.cells import Cell, tally_of

LONGEST_IN_TOOLTIP = 60

Place = tuple[Measure, OrgUnit]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """What it is called where it stands, its worst state, what is said aloud of it, and where a tap leads."""

    title: str
    state: State
    tooltip: str
    data: dict[str, JsonValue]


def by_place(cells: Iterable[Cell]) -> Mapping[Place, Sequence[Cell]]:
    """The counts of each measure in each unit that has anything in it."""
    found: dict[Place, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.measure, cell.org_unit].append(cell)
    return found


def map_cell(title: str, place: Place, cells: Sequence[Cell], about: AboutSummary, words: Words) -> MapCell:
    """The place; a screen reader hears the tooltip instead of what is seen, so that all of it is in there."""
    measure, org_unit = place
    there = replace(about.stop.selection, measure_id=measure.measure_id, org_unit_id=org_unit.org_unit_id)
    state = _unbroken(worst_state(tally_of(cells), words))
    names = (naming.numbered(measure), org_unit.name)
    what = ", ".join(excerpt(name, LONGEST_IN_TOOLTIP) for name in names)
    return MapCell(
        title=excerpt(title, LONGEST_NAME),
        state=state,
        tooltip=words.say("{what}: {figures}. Show the answers", what=what, figures=state.words),
        data=about.to(Screen.ANSWERS, there).data,
    )


def _unbroken(state: State) -> State:
    """How many they are keeps together where a column is narrow: Försenad, | 1 av 3."""
    word, comma, number = state.words.rpartition(", ")
    return replace(state, words=f"{word}{comma}{number.replace(' ', NO_BREAK)}")

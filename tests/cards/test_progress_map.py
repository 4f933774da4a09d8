"""The map: every place is found, can be tapped and says where it stands, however wide the card is."""

from collections.abc import Iterator, Mapping

import pytest

from cards.card import Card, JsonValue
from cards.summary.payloads import Screen, Stop, summary_of
from cards.summary.progress_map import progress_map
from cards.words import Words
from domain.people import OrgUnitId
from domain.plan import MeasureId
from domain.summary.selection import Selection
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.gallery import of_type
from tests.cards.summary_gallery import view

WORDS = Words()
FRONT = (Stop(),)
LONG = "Byt ut alla armaturer i trapphusen " * 6


def pages(items: tuple[WorkItem, ...], *, step: int = 1) -> Iterator[Card]:
    """Every page there is, reached as its buttons reach it: by blocks, or by measures."""
    for page in range(0, 10_000, step):
        card = progress_map(view(items, Screen.MAP, page=page, way=FRONT), WORDS)
        yield card
        if not any(_goes_to(button, page + step) for button in of_type(card, "Action.Execute")):
            return


def _goes_to(button: Mapping[str, JsonValue], page: int) -> bool:
    data = button["data"]
    return button["title"] == "Nästa" and isinstance(data, dict) and summary_of(data).stop.page == page


def places(card: Card, part: str) -> set[tuple[MeasureId | None, OrgUnitId | None]]:
    """The measure and the unit that each tap in one part of the card leads to."""
    taps = [each["selectAction"] for each in of_type(card, "Container") if "selectAction" in each]
    data = [each["data"] for each in taps if isinstance(each, dict)]
    found = [summary_of(each).stop for each in data if isinstance(each, dict)]
    return {(stop.selection.measure_id, stop.selection.org_unit_id) for stop in found if stop.screen == part}


def test_forty_measures_in_forty_units_are_all_in_the_table_on_some_page() -> None:
    items = givens.items(40, 40, text=LONG[:200])
    everything = {(each.measure.measure_id, each.org_unit.org_unit_id) for each in items}

    found = [places(card, Screen.ANSWERS) for card in pages(items)]

    assert set().union(*found) == everything
    assert sum(map(len, found)) == len(everything)


def test_where_it_is_narrow_the_next_page_has_the_next_measures() -> None:
    items = givens.items(14, 12)
    measures = {each.measure.measure_id for each in items}

    found = [places(card, Screen.MAP) for card in pages(items, step=3)]

    assert set().union(*found) == {(each, None) for each in measures}
    assert sum(map(len, found)) == len(measures)


def test_the_table_asks_for_all_the_width_and_the_list_stands_where_there_is_less() -> None:
    card = progress_map(view(givens.items(3, 3), Screen.MAP, way=FRONT), WORDS)

    (table,) = of_type(card, "Table")
    assert card.content["msteams"] == {"width": "Full"}
    assert (table["targetWidth"], table["firstRowAsHeaders"]) == ("Wide", True)
    assert [each["targetWidth"] for each in of_type(card, "Container") if "targetWidth" in each] == [
        "AtMost:Standard"
    ]


def test_every_row_of_the_table_has_a_cell_for_each_column_and_none_is_without_content() -> None:
    few = givens.items(3, 3)[:4]

    (table,) = of_type(progress_map(view(few, Screen.MAP, way=FRONT), WORDS), "Table")

    columns, rows = table["columns"], table["rows"]
    assert isinstance(columns, list)
    assert isinstance(rows, list)
    cells = [row["cells"] for row in rows if isinstance(row, dict)]
    assert {len(each) for each in cells if isinstance(each, list)} == {len(columns)}
    assert all(
        cell["items"] for row in cells if isinstance(row, list) for cell in row if isinstance(cell, dict)
    )


def test_a_place_is_told_aloud_with_its_measure_unit_and_state() -> None:
    late = givens.item(1, unit=givens.org_unit(1, "Tunabyggen"))

    card = progress_map(view((late,), Screen.MAP, way=FRONT), WORDS)

    taps = [each["selectAction"] for each in of_type(card, "Container") if "selectAction" in each]
    said = [str(each["title"]).replace("\u00a0", " ") for each in taps if isinstance(each, dict)]
    assert f"1 {late.measure.title}, Tunabyggen: Inget svar, 1 av 1. Visa svaren" in said


@pytest.mark.parametrize("is_unit", [True, False])
def test_one_unit_or_one_measure_is_a_list_for_every_width(*, is_unit: bool) -> None:
    first = givens.items(2, 2)[0]
    unit = Selection(org_unit_id=first.org_unit.org_unit_id)
    selection = unit if is_unit else Selection(measure_id=first.measure.measure_id)

    card = progress_map(view((first,), Screen.MAP, selection, way=FRONT), WORDS)

    assert of_type(card, "Table") == []
    assert "msteams" not in card.content
    assert places(card, Screen.ANSWERS) == {(first.measure.measure_id, first.org_unit.org_unit_id)}


def test_from_further_in_the_summary_is_one_press_away() -> None:
    way = (Stop(), Stop(screen=Screen.MAP))
    only = Selection(measure_id=MeasureId(1))

    near = progress_map(view(givens.items(1, 1), Screen.MAP, way=FRONT), WORDS)
    further = progress_map(view(givens.items(1, 1), Screen.MAP, only, way=way), WORDS)

    assert "Till sammanställningen" not in [each["title"] for each in of_type(near, "Action.Execute")]
    ways = {str(each["title"]): each["data"] for each in of_type(further, "Action.Execute")}
    data = ways["Till sammanställningen"]
    assert isinstance(data, dict)
    assert summary_of(data).stop == Stop()

"""No table is forgotten when somebody asks what we hold, why and for how long."""

import pytest
from sqlalchemy import Table

from bot import data_map_page
from cards.words import Words
from domain.retention import SEEN_TO, DataKind, Personal
from storage.data_map import DATA_MAP
from storage.tables import metadata
from tests.house.source import ROOT

TABLES = list(metadata.sorted_tables)


def test_every_table_is_in_the_data_map_and_nothing_else() -> None:
    assert set(DATA_MAP) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_table_that_points_at_people_is_said_to_hold_personal_data(table: Table) -> None:
    points_at_people = any(key.column.table.name == "person" for key in table.foreign_keys)

    assert not points_at_people or DATA_MAP[table.name].personal is not Personal.NOTHING


def test_every_kind_of_data_is_held_by_some_table() -> None:
    assert {kind for holding in DATA_MAP.values() for kind in holding.kinds} == set(DataKind)


def test_the_page_on_privacy_shows_the_map_and_the_rules_as_they_are() -> None:
    written = (ROOT / "docs" / "privacy.md").read_text("utf-8")

    assert written == data_map_page.page(written, Words()), "run `python -m tools.privacy_docs`"


def test_every_kind_that_grows_old_has_a_setting_and_the_page_names_it() -> None:
    written = (ROOT / "docs" / "privacy.md").read_text("utf-8")

    for kind in SEEN_TO:
        assert f"`LAGESKOLL_RETENTION_{kind.value.upper()}_DAYS`" in written

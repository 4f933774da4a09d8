"""No table is forgotten when somebody asks what we hold, why and for how long."""

import pytest
from sqlalchemy import Table

from domain.retention import DataKind, Personal
from storage.data_map import DATA_MAP
from storage.tables import metadata

TABLES = list(metadata.sorted_tables)


def test_every_table_is_in_the_data_map_and_nothing_else() -> None:
    assert set(DATA_MAP) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_table_that_points_at_people_is_said_to_hold_personal_data(table: Table) -> None:
    points_at_people = any(key.column.table.name == "person" for key in table.foreign_keys)

    assert not points_at_people or DATA_MAP[table.name].personal is not Personal.NOTHING


def test_every_kind_of_data_is_held_by_some_table() -> None:
    assert {kind for holding in DATA_MAP.values() for kind in holding.kinds} == set(DataKind)

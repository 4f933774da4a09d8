"""Every row belongs to a tenant."""

import pytest
from sqlalchemy import Table, UniqueConstraint

from storage.tables import metadata

OF_A_TENANT = [table for table in metadata.sorted_tables if table.name != "municipal_group"]


@pytest.mark.parametrize("table", OF_A_TENANT, ids=str)
def test_a_row_without_a_tenant_cannot_be_stored(table: Table) -> None:
    assert not table.c.tenant_id.nullable
    assert [key.column.table.name for key in table.c.tenant_id.foreign_keys] == ["municipal_group"]


@pytest.mark.parametrize("table", OF_A_TENANT, ids=str)
def test_what_is_unique_is_unique_within_a_tenant(table: Table) -> None:
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]

    assert all("tenant_id" in {column.name for column in each.columns} for each in unique)

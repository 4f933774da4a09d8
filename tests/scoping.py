"""Watches every statement in every test: none may touch a tenant's table without naming the tenant."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage.tables import metadata

TENANT_TABLES = frozenset(table.name for table in metadata.sorted_tables if table.name != "municipal_group")
WORD = re.compile(r"[a-z_]+")


def is_unscoped(statement: str) -> bool:
    """Whether a statement reads or changes a tenant's table without a condition on the tenant."""
    lowered = statement.lower().lstrip()
    if not lowered.startswith(("select", "update", "delete", "with")):
        return False
    words = set(WORD.findall(lowered))
    condition = lowered.partition(" where ")[2] or lowered.partition("\nwhere ")[2]
    return bool(words & TENANT_TABLES) and "tenant_id" not in condition


@pytest.fixture(autouse=True)
def _every_query_names_its_tenant(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("migrations"):
        yield
        return
    offenders: list[str] = []

    def look(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if is_unscoped(statement):
            offenders.append(statement)

    event.listen(Engine, "before_cursor_execute", look)
    yield
    event.remove(Engine, "before_cursor_execute", look)
    assert not offenders, f"these queries name no tenant: {offenders}"

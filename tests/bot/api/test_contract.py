"""The API keeps what its own description promises, whatever it is asked."""

import asyncio
from pathlib import Path
from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from bot.api.openapi import description
from storage.database import Database
from tests.bot.api.house import ApiHouse, api_house
from tests.plans import SmallPlan

COMMITTED = Path(__file__).parents[3] / "docs" / "api" / "openapi.json"
EXAMPLES = 20
TRIED = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def test_the_description_that_is_committed_is_how_it_is() -> None:
    told = "write it anew: .venv/bin/python -m bot.api.openapi"

    assert COMMITTED.read_bytes() == description(), told


async def test_every_address_keeps_its_promises_in_whatever_way_it_is_asked(
    database: Database, plan: SmallPlan
) -> None:
    async with api_house(database, plan, api_requests_per_minute=100_000) as house:
        tried = await asyncio.to_thread(_try_everything, house)

    paths = orjson.loads(description())["paths"]
    assert sorted(tried) == sorted(f"{method.upper()} {path}" for path in paths for method in paths[path])


def _try_everything(house: ApiHouse) -> list[str]:
    """Every operation with what its description allows and with what it does not; a broken promise raises."""
    schema = schemathesis.openapi.from_dict(orjson.loads(description()))
    # Told here rather than by the server's address, which is another each time.
    schema.config.update(base_url=str(house.client.make_url("/api/v1")))
    # What is well formed may be refused all the same: rounds close, and the plan says what must be answered.
    schema.config.checks.positive_data_acceptance.expected_statuses += ["409", "412", "422"]
    headers = {"Authorization": f"Bearer {house.token()}"}
    tried = []
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        for mode in GenerationMode:
            _try(operation, mode, headers)
        tried.append(operation.label)
    return tried


def _try(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, headers: dict[str, str]) -> None:
    @TRIED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=headers)

    ask()

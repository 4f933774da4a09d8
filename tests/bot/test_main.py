"""The composition root: the house works as one, and knows when it does not."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.main import House, put_together, serving
from bot.settings import Settings, load_settings
from domain.people import TenantId
from tests.conftest import TENANT
from tests.plans import FIRST_STEP, small_plan

PATIENCE_SECONDS = 20


def settings(url: str) -> Settings:
    return load_settings(env_file=None, profile="development", port=0, tenant_id=TENANT, database_url=url)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(FIRST_STEP)


@pytest.fixture
async def house(sqlite_url: str, clock: MovableClock) -> AsyncIterator[House]:
    async with put_together(settings(sqlite_url), clock) as built:
        yield built


async def test_a_house_whose_clock_has_not_struck_is_not_ready(house: House) -> None:
    assert await house.ready() == (False, {"database": True, "last_tick": None, "oldest_unsent": None})


async def test_a_house_that_has_done_its_duties_is_ready(house: House) -> None:
    await house.duties.run()

    assert (await house.ready())[0]


async def test_a_house_whose_clock_has_stopped_is_not_ready(house: House, clock: MovableClock) -> None:
    await house.duties.run()
    clock.set(FIRST_STEP + timedelta(minutes=5))

    assert not (await house.ready())[0]


async def test_a_house_with_a_message_that_does_not_get_away_is_not_ready(
    house: House, clock: MovableClock, tenant_id: TenantId
) -> None:
    await small_plan(house.database, tenant_id)
    await house.duties.plan()
    clock.set(FIRST_STEP + timedelta(minutes=15))
    await house.duties.plan()

    ready, facts = await house.ready()

    assert not ready
    assert facts["oldest_unsent"] == FIRST_STEP.isoformat()


async def test_a_house_without_its_database_is_not_ready(tmp_path: Path, clock: MovableClock) -> None:
    nowhere = f"sqlite+aiosqlite:///{tmp_path / 'no-such-folder' / 'lageskoll.db'}"
    async with put_together(settings(nowhere), clock) as built:
        assert await built.ready() == (False, {"database": False})


async def test_the_session_to_the_outside_is_one_and_is_closed_at_the_end(
    sqlite_url: str, clock: MovableClock
) -> None:
    opened: list[aiohttp.ClientSession] = []

    def open_client(*, proxy_from_environment: bool) -> aiohttp.ClientSession:
        assert not proxy_from_environment
        opened.append(aiohttp.ClientSession())
        return opened[-1]

    async with put_together(settings(sqlite_url), clock, open_client=open_client):
        assert [session.closed for session in opened] == [False]

    assert [session.closed for session in opened] == [True]


async def test_the_clock_strikes_by_itself_while_the_house_is_open(house: House, tenant_id: TenantId) -> None:
    await small_plan(house.database, tenant_id)
    struck = asyncio.Event()
    house.duties.postman = _Listener(struck)  # type: ignore[assignment] # all that is asked of it

    async with serving(house) as address, asyncio.timeout(PATIENCE_SECONDS):
        await struck.wait()
        async with aiohttp.ClientSession() as http, http.get(f"{address}/healthz") as answer:
            assert answer.status == 200


class _Listener:
    """Stands where the postman stands, and tells when he is called."""

    def __init__(self, struck: asyncio.Event) -> None:
        self._struck = struck

    def rest(self) -> None:
        """Nothing is on its way."""

    async def run(self) -> list[object]:
        self._struck.set()
        return []

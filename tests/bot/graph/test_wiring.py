"""What the settings let the clock ask Graph, put together as in the real house."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.clock import MovableClock
from bot.main import put_together
from bot.settings import load_settings
from domain.directory import DirectoryState
from domain.installations import InstallationState
from domain.people import TenantId
from storage import directory, installations
from storage.database import Database
from tests.conftest import TENANT
from tests.fakes.graph import FakeGraph, user
from tests.plans import FIRST_STEP, PEOPLE, SmallPlan, entra_id, small_plan

APP = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
async def plan(sqlite_url: str, tenant_id: TenantId) -> SmallPlan:
    """Only Maja has ever been reached."""
    database = Database(sqlite_url)
    written = await small_plan(database, tenant_id, contacts=("maja",))
    await database.close()
    return written


@pytest.fixture
def known(graph: FakeGraph) -> FakeGraph:
    """A Graph that knows everybody, and has the app in its catalogue."""
    graph.users = [user(entra_id(name), f"{name}@borlange.example") for name in PEOPLE]
    graph.apps = {APP: "the-catalogue-id"}
    return graph


async def ticked(
    url: str, server: TestServer, plan: SmallPlan, **given: Any
) -> tuple[set[DirectoryState], set[InstallationState]]:
    """Two ticks a minute apart, with Karin asked for between them; what is known afterwards."""
    ours = {"profile": "development", "port": 0, "tenant_id": TENANT, "app_id": APP, "database_url": url}
    settings = load_settings(env_file=None, graph_url=str(server.make_url("")), **{**ours, **given})
    clock = MovableClock(FIRST_STEP)
    async with put_together(settings, clock) as house:
        await house.duties.plan()
        async with house.database.writing(plan.tenant_id) as session:
            await installations.request(session, [plan.karin], by=plan.maja, key="k", at=FIRST_STEP)
        clock.set(FIRST_STEP + timedelta(minutes=1))
        await house.duties.plan()
        async with house.database.reading(plan.tenant_id) as session:
            states = {each.state for each in (await directory.checked(session)).values()}
            return states, {each.state for each in (await installations.every(session)).values()}


@pytest.mark.parametrize(
    "given", [{}, {"graph": True}, {"graph_people": True, "graph_installs": True}], ids=str
)
async def test_nothing_is_asked_that_is_not_turned_on(
    known: FakeGraph, server: TestServer, plan: SmallPlan, sqlite_url: str, given: dict[str, bool]
) -> None:
    states, asked = await ticked(sqlite_url, server, plan, **given)

    assert (states, asked) == (set(), {InstallationState.WAITING})
    assert known.authorizations == []


async def test_the_ticks_learn_who_is_there_and_then_install_for_who_was_asked_for(
    known: FakeGraph, server: TestServer, plan: SmallPlan, sqlite_url: str
) -> None:
    on = {"graph": True, "graph_people": True, "graph_installs": True}

    states, asked = await ticked(sqlite_url, server, plan, **on)

    assert (states, asked) == ({DirectoryState.MEMBER}, {InstallationState.INSTALLED})
    assert known.installed == {entra_id("karin")}

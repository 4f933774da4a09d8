"""A Graph on this machine and one client to it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.graph.client import GraphClient
from tests.fakes.graph import FakeGraph


class OneToken:
    """Always the same."""

    async def token(self) -> str:
        """It."""
        return "a-token"


@pytest.fixture
def graph() -> FakeGraph:
    return FakeGraph()


@pytest.fixture
async def server(graph: FakeGraph) -> AsyncIterator[TestServer]:
    server = TestServer(graph.application())
    await server.start_server()
    yield server
    await server.close()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(server: TestServer, session: aiohttp.ClientSession) -> GraphClient:
    return GraphClient(session=session, tokens=OneToken(), url=str(server.make_url("")))

"""Which groups one person is in, asked of a Graph that refuses and lies."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.entra.own_token import NoTokens
from bot.graph.client import GraphClient
from bot.graph.memberships import GraphMemberships
from scheduler.directory import DirectoryError
from tests.fakes.graph import FakeGraph

ONE, OTHER = "aaaaaaaa-1111-4111-8111-111111111111", "bbbbbbbb-1111-4111-8111-111111111111"
KARIN = "cccccccc-1111-4111-8111-111111111111"


@pytest.fixture
def graph() -> FakeGraph:
    return FakeGraph(groups={ONE: [KARIN], OTHER: []})


@pytest.fixture
async def memberships(graph: FakeGraph) -> AsyncIterator[GraphMemberships]:
    server = TestServer(graph.application())
    await server.start_server()
    async with aiohttp.ClientSession() as session:
        url = str(server.make_url(""))
        yield GraphMemberships(GraphClient(session=session, tokens=NoTokens(), url=url))
    await server.close()


async def test_those_of_the_groups_that_somebody_is_in_are_told(memberships: GraphMemberships) -> None:
    assert await memberships.among(KARIN, {ONE, OTHER}) == {ONE}


async def test_who_is_in_the_directory_no_longer_is_in_no_group(
    graph: FakeGraph, memberships: GraphMemberships
) -> None:
    graph.answer_next(404, b'{"error": {"code": "Request_ResourceNotFound"}}')

    assert await memberships.among(KARIN, {ONE}) == set()


async def test_a_group_that_was_not_asked_about_gives_nothing(
    graph: FakeGraph, memberships: GraphMemberships
) -> None:
    graph.answer_next(200, b'{"value": ["%s", 7, null]}' % OTHER.encode())

    assert await memberships.among(KARIN, {ONE}) == set()


@pytest.mark.parametrize(
    ("status", "body"),
    [(403, b"{}"), (500, b"<html>"), (302, b""), (200, b"<html>"), (200, b'{"value": "all"}'), (200, b"[]")],
)
async def test_what_is_no_answer_is_told_as_none(
    graph: FakeGraph, memberships: GraphMemberships, status: int, body: bytes
) -> None:
    graph.answer_next(status, body, {"Location": "https://elsewhere.example/"})

    with pytest.raises(DirectoryError):
        await memberships.among(KARIN, {ONE})


async def test_how_long_to_wait_is_handed_on(graph: FakeGraph, memberships: GraphMemberships) -> None:
    graph.answer_next(429, b"{}", {"Retry-After": "120"})

    with pytest.raises(DirectoryError) as told:
        await memberships.among(KARIN, {ONE})

    assert told.value.retry_after == timedelta(minutes=2)


async def test_a_name_with_a_slash_is_one_name(graph: FakeGraph, memberships: GraphMemberships) -> None:
    graph.groups[ONE].append("../groups")

    assert await memberships.among("../groups", {ONE}) == {ONE}

"""Who is in a group, asked of a Graph that pages, refuses, and lies."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.entra.own_token import NoTokens, TokenError, Tokens
from bot.graph.client import LONGEST_WAIT, GraphClient
from bot.graph.directory import GraphDirectory
from scheduler.directory import DirectoryError
from tests.fakes.graph import FakeGraph

GROUP = "aaaaaaaa-1111-4111-8111-111111111111"
EVERYBODY = ["karin", "maja", "johan", "amina", "henrik"]


class OneToken:
    """Always the same."""

    async def token(self) -> str:
        """It."""
        return "a-token"


class TokenRefused:
    """Entra gives us none."""

    async def token(self) -> str:
        """None at all."""
        raise TokenError("AADSTS7000215")


@pytest.fixture
def graph() -> FakeGraph:
    return FakeGraph(groups={GROUP: list(EVERYBODY)})


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


async def asked(
    server: TestServer, session: aiohttp.ClientSession, *, group: str = GROUP, tokens: Tokens | None = None
) -> frozenset[str]:
    directory = GraphDirectory(
        GraphClient(session=session, tokens=tokens or OneToken(), url=str(server.make_url("")))
    )
    return await directory.members(group)


async def test_everybody_is_found_page_by_page(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession
) -> None:
    found = await asked(server, session)

    assert found == set(EVERYBODY)
    assert graph.authorizations == ["Bearer a-token"] * 3


async def test_what_is_no_person_is_passed_over(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession
) -> None:
    graph.others = [
        {"@odata.type": "#microsoft.graph.device", "id": "a-laptop"},
        {"@odata.type": "#microsoft.graph.user"},
        {"id": "who-knows"},
    ]

    assert await asked(server, session) == set(EVERYBODY)


async def test_nobody_is_in_a_group_that_is_gone(server: TestServer, session: aiohttp.ClientSession) -> None:
    assert await asked(server, session, group="../../v1.0/users") == frozenset()


async def test_without_a_token_none_is_sent(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession
) -> None:
    await asked(server, session, tokens=NoTokens())

    assert set(graph.authorizations) == {""}


async def test_our_token_goes_to_no_other_host(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession
) -> None:
    elsewhere = FakeGraph(groups={GROUP: ["an-intruder"]})
    stranger = TestServer(elsewhere.application())
    await stranger.start_server()
    graph.next_host = str(stranger.make_url("")).rstrip("/")

    with pytest.raises(DirectoryError, match="elsewhere"):
        await asked(server, session)

    await stranger.close()
    assert elsewhere.authorizations == []


@pytest.mark.parametrize("next_host", ["nonsense", "https://graph.microsoft.com", "file:///etc"])
async def test_a_next_page_that_is_not_ours_is_refused(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession, next_host: str
) -> None:
    graph.next_host = next_host

    with pytest.raises(DirectoryError, match="elsewhere"):
        await asked(server, session)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 500, 503])
async def test_a_refusal_is_told_with_its_number(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession, status: int
) -> None:
    graph.answer_next(status)

    with pytest.raises(DirectoryError) as refused:
        await asked(server, session)

    assert (refused.value.code, refused.value.retry_after) == (str(status), None)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("120", timedelta(minutes=2)),
        ("999999999", LONGEST_WAIT),
        ("-1", None),
        ("soon", None),
        ("²", None),
    ],
)
async def test_too_many_questions_are_told_with_how_long_to_wait(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession, said: str, understood: timedelta
) -> None:
    graph.answer_next(429, headers={"Retry-After": said})

    with pytest.raises(DirectoryError) as refused:
        await asked(server, session)

    assert refused.value.retry_after == understood


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"value": {}}', b"\xff"])
async def test_nonsense_is_an_error_and_not_an_empty_group(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession, body: bytes
) -> None:
    graph.answer_next(200, body)

    with pytest.raises(DirectoryError):
        await asked(server, session)


async def test_half_a_group_is_an_error_and_not_a_smaller_group(
    graph: FakeGraph, server: TestServer, session: aiohttp.ClientSession
) -> None:
    graph.page = 1
    graph.next_host = "http://127.0.0.1:1"

    with pytest.raises(DirectoryError):
        await asked(server, session)


async def test_a_server_that_is_down_is_told_of(server: TestServer, session: aiohttp.ClientSession) -> None:
    address = server.make_url("")
    await server.close()
    directory = GraphDirectory(GraphClient(session=session, tokens=OneToken(), url=str(address)))

    with pytest.raises(DirectoryError):
        await directory.members(GROUP)


async def test_no_token_is_told_of(server: TestServer, session: aiohttp.ClientSession) -> None:
    with pytest.raises(DirectoryError, match="AADSTS7000215"):
        await asked(server, session, tokens=TokenRefused())

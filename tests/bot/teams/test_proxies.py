"""Going out by a proxy, as the environment says."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from bot.teams.connector import open_session

TEAMS = "http://teams.example/v3/conversations"


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that says nothing of proxies."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def proxy() -> AsyncIterator[RawTestServer]:
    """A proxy that says what it was asked for, and by whom."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(text=f"{request.raw_path} {request.headers.get('Proxy-Authorization', '')}")

    server = RawTestServer(answer)
    async with server:
        yield server


async def said(session: aiohttp.ClientSession, url: str) -> str:
    """What comes back."""
    async with session.get(url) as answer:
        return (await answer.text()).strip()


async def test_the_proxy_of_the_environment_is_asked(
    proxy: RawTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.host}:{proxy.port}")

    async with open_session(proxy_from_environment=True) as session:
        assert await said(session, TEAMS) == TEAMS


async def test_the_environment_is_read_once_for_each_host(
    proxy: RawTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.host}:{proxy.port}")

    async with open_session(proxy_from_environment=True) as session:
        await said(session, TEAMS)
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

        assert await said(session, TEAMS) == TEAMS


async def test_a_proxy_is_told_the_password_that_stands_in_its_address(
    proxy: RawTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://bot:secret@{proxy.host}:{proxy.port}")

    async with open_session(proxy_from_environment=True) as session:
        assert await said(session, TEAMS) == f"{TEAMS} {aiohttp.encode_basic_auth('bot', 'secret')}"


async def test_what_is_to_be_reached_without_a_proxy_is(
    proxy: RawTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", proxy.host)

    async with open_session(proxy_from_environment=True) as session:
        assert await said(session, f"http://{proxy.host}:{proxy.port}/near") == "/near"


async def test_without_a_proxy_in_the_environment_there_is_none(proxy: RawTestServer) -> None:
    async with open_session(proxy_from_environment=True) as session:
        assert await said(session, f"http://{proxy.host}:{proxy.port}/near") == "/near"


async def test_the_environment_is_not_read_where_it_is_not_asked(
    proxy: RawTestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    async with open_session(proxy_from_environment=False) as session:
        assert await said(session, f"http://{proxy.host}:{proxy.port}/near") == "/near"

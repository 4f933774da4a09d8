"""What the real Caddy lets through with the real Caddyfile, and that no route is forgotten."""

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.clock import MovableClock
from bot.main import put_together
from bot.settings import load_settings
from bot.web import BODY_LIMIT_BYTES
from tests.deploy.written import CADDYFILE
from tests.plans import FIRST_STEP

CADDY = Path(sys.executable).parent / "caddyserver"
# For those who watch, on the inside.
INSIDE = {"/readyz"}


def published() -> list[str]:
    """The path patterns in the Caddyfile."""
    text = CADDYFILE.read_text(encoding="utf-8")
    block = text.partition("@published {")[2].partition("}")[0]
    return [word for line in re.findall(r"path (.+)", block) for word in line.split()]


def is_let_in(path: str, pattern: str) -> bool:
    return path.startswith(pattern.removesuffix("*")) if pattern.endswith("*") else path == pattern


async def test_every_route_of_the_service_is_published_but_those_for_whoever_watches(sqlite_url: str) -> None:
    settings = load_settings(
        env_file=None,
        app_id="5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d",
        tenant_id="8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21",
        app_secret="not one",
        login_authority="https://127.0.0.1:9",
        openid_metadata_url="https://127.0.0.1:9/openid",
        public_url="https://lageskoll.example.se",
        link_key="k" * 48,
        api=True,
        api_clients="0a1b2c3d-0000-4000-8000-00000000000a=Stratsys",
        mail="smtp",
        mail_from="lageskoll@example.se",
        smtp_host="smtp.example.se",
        database_url=sqlite_url,
    )
    async with put_together(settings, MovableClock(FIRST_STEP)) as house:
        routes = {resource.canonical for resource in house.application.router.resources()}

    patterns = published()
    assert {route for route in routes if not any(is_let_in(route, each) for each in patterns)} == INSIDE
    assert [each for each in patterns if not any(is_let_in(route, each) for route in routes)] == []


@pytest.fixture
async def bot() -> AsyncIterator[TestServer]:
    """Answers everything, so that whatever reaches it is seen."""

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text=f"{request.method} {request.path}", headers={"Server": "secret", "Via": "x"})

    application = web.Application(client_max_size=10 * 1024 * 1024)
    application.router.add_route("*", "/{anything:.*}", answer)
    server = TestServer(application, host="127.0.0.1")
    async with server:
        yield server


@pytest.fixture
async def street(bot: TestServer, tmp_path: Path) -> AsyncIterator[str]:
    """The address of Caddy, without TLS, in front of the bot."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = f"http://127.0.0.1:{free.getsockname()[1]}"
    own = {"SITE": site, "BOT_NAME": "localhost", "BOT_PORT": str(bot.port), "HOME": str(tmp_path)}
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(CADDYFILE)]
    caddy = await asyncio.create_subprocess_exec(*command, env={**os.environ, **own}, stderr=subprocess.PIPE)
    assert caddy.stderr is not None
    while b"serving initial configuration" not in await caddy.stderr.readline():
        assert caddy.returncode is None
    yield site
    caddy.terminate()
    await caddy.communicate()


@pytest.fixture
async def stranger() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(requote_redirect_url=False) as session:
        yield session


async def test_the_street_reaches_what_is_published_and_nothing_beside_it(
    street: str, stranger: aiohttp.ClientSession
) -> None:
    open_paths = ["/api/messages", "/healthz", "/l/x.y-z", "/report/2023-interim/1/pdf"]
    closed = ["/", "/readyz", "/metrics", "/dev/clock", "/api/messages/more", "/l", "/assets/../readyz"]
    closed += ["/assets/%2e%2e/readyz", "/assets/..%2freadyz", "/api/messages%2f..%2freadyz"]

    statuses = {}
    for path in (*open_paths, *closed):
        async with stranger.post(URL(street + path, encoded=True), data=b"{}") as response:
            statuses[path] = response.status

    assert statuses == {path: 200 if path in open_paths else 404 for path in (*open_paths, *closed)}


@pytest.mark.parametrize(("size", "status"), [(BODY_LIMIT_BYTES, 200), (BODY_LIMIT_BYTES + 1, 413)])
async def test_a_body_that_the_bot_would_refuse_does_not_reach_it(
    street: str, stranger: aiohttp.ClientSession, size: int, status: int
) -> None:
    async with stranger.post(f"{street}/api/messages", data=BytesIO(b"x" * size)) as response:
        assert response.status == status


async def test_nobody_is_told_what_stands_behind(street: str, stranger: aiohttp.ClientSession) -> None:
    async with stranger.get(f"{street}/healthz") as response:
        assert {"Server", "Via"} & set(response.headers) == set()
        assert response.headers["Strict-Transport-Security"] == "max-age=31536000"

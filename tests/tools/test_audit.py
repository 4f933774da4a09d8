"""An audit is good only when everything was asked about and nothing was said."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from tools.audit import NOT_ASKED, ROOT, WEAKNESSES

LONG_AGO = "2023-01-01T00:00:00Z"
ADVISORY = {
    "id": "PYSEC-0000-1",
    "summary": "It lets everybody in",
    "modified": LONG_AGO,
    "published": LONG_AGO,
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "aiohttp"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}],
        }
    ],
}


@dataclass
class Advisories:
    """Who tells of weaknesses, on this machine: what it was asked about, and what it knows to be weak."""

    weak: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    url: str = ""

    async def batch(self, request: web.Request) -> web.Response:
        """An answer for each package, in order."""
        names = [query["package"]["name"] for query in (await request.json())["queries"]]
        self.asked |= set(names)
        known = {"vulns": [{"id": ADVISORY["id"], "modified": LONG_AGO}]}
        return web.json_response({"results": [known if name in self.weak else {} for name in names]})

    async def one(self, _: web.Request) -> web.Response:
        """All about the one weakness."""
        return web.json_response(ADVISORY)


@pytest.fixture
async def advisories() -> AsyncIterator[Advisories]:
    told = Advisories()
    application = web.Application()
    application.router.add_post("/v1/querybatch", told.batch)
    application.router.add_get("/v1/vulns/{id}", told.one)
    async with TestServer(application) as server:
        told.url = str(server.make_url("/"))
        yield told


async def audited(url: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tools.audit", "--service-url", url),
        cwd=ROOT,
        env=os.environ | {"UV_HTTP_RETRIES": "0"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def test_everything_that_runs_and_everything_that_tests_it_is_asked_about(
    advisories: Advisories,
) -> None:
    status, _ = await audited(advisories.url)

    assert status == 0
    assert {"aiohttp", "opentelemetry-sdk", "pytest", "ruff", "lxml"} <= advisories.asked


async def test_a_known_weakness_is_told_with_what_to_do(advisories: Advisories) -> None:
    advisories.weak.add("aiohttp")

    status, said = await audited(advisories.url)

    assert status == 1
    assert "It lets everybody in" in said
    assert WEAKNESSES in said


async def test_where_nobody_answers_nothing_is_called_good() -> None:
    status, said = await audited(f"http://127.0.0.1:{unused_port()}")

    assert status == 2
    assert NOT_ASKED in said

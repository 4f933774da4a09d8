"""Those who are turned away by the hundred, and those who come on business meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import islice

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.crowding import REFUSALS, Crowd, refusing_slowly

AT_ONCE = 2
FOREVER = 3600.0
Client = TestClient[web.Request, web.Application]


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self) -> None:
        self.seconds = 100.5

    def __call__(self) -> float:
        return self.seconds


@asynccontextmanager
async def house(wait_seconds: float = FOREVER) -> AsyncIterator[tuple[Client, Clock]]:
    """A house that answers with the status asked for."""
    clock = Clock()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    crowd = Crowd(AT_ONCE, wait_seconds, clock)
    application = web.Application(middlewares=[refusing_slowly(crowd)])
    application.router.add_get("/{status:[0-9]+}", answer)
    async with TestClient(TestServer(application)) as client:
        yield client, clock


async def status(client: Client, path: str) -> int:
    """How a request is answered."""
    async with client.get(path) as answer:
        return answer.status


async def gone(waiting: list[asyncio.Task[int]]) -> None:
    """They give up."""
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_whoever_has_business_is_answered_at_once_while_a_crowd_waits() -> None:
    async with house() as (client, _):
        crowd = [asyncio.create_task(status(client, "/401")) for _ in range(AT_ONCE + 20)]
        for answered in islice(asyncio.as_completed(crowd), AT_ONCE):
            assert await answered == HTTPStatus.UNAUTHORIZED

        assert [await status(client, "/200") for _ in range(20)] == [200] * 20
        assert sum(each.done() for each in crowd) == AT_ONCE
        await gone(crowd)


@pytest.mark.parametrize("refusal", [*sorted(REFUSALS), "nowhere"])
async def test_every_kind_of_refusal_waits_also_those_that_no_route_gives(refusal: HTTPStatus | str) -> None:
    path = f"/{refusal:d}" if isinstance(refusal, HTTPStatus) else f"/{refusal}"
    async with house() as (client, clock):
        for _ in range(AT_ONCE):
            await status(client, path)
        waiting = asyncio.create_task(status(client, path))
        assert [await status(client, "/200") for _ in range(5)] == [200] * 5

        assert not waiting.done()
        clock.seconds += 1
        assert await status(client, path) in REFUSALS
        await gone([waiting])


async def test_nobody_waits_where_the_setting_says_so() -> None:
    async with house(wait_seconds=0) as (client, _):
        assert [await status(client, "/401") for _ in range(AT_ONCE + 3)] == [401] * (AT_ONCE + 3)


async def test_other_faults_make_nobody_wait() -> None:
    async with house() as (client, _):
        for code in (409, 412, 422, 429, 503):
            assert [await status(client, f"/{code}") for _ in range(AT_ONCE + 1)] == [code] * (AT_ONCE + 1)

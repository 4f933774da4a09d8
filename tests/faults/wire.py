"""A Bot Connector in the test's own process: it outlives every replica, and notes who brought what."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from aiohttp import web

from bench.connector import target_of
from tests.faults.patience import PATIENCE_SECONDS, so_long

HOST = "127.0.0.1"
LAST_ANSWERS_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A new message that was taken; `sender` names the process that brought it."""

    sender: str
    conversation: str


class Wire:
    """Takes every message at once, until it is told to be slow, silent or gone."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.times: list[float] = []
        """When each request came, whatever became of it."""
        self.latency = 0.0
        self.silent_for = 0
        """So many of the coming requests are neither taken nor ever answered."""
        self._more = asyncio.Condition()
        self._closing = asyncio.Event()
        self._server = web.Server(self._answer, access_log=None, handler_cancellation=True)
        self._listening: asyncio.Server | None = None
        self._port = 0

    @property
    def service_url(self) -> str:
        """Where the bot is to send to; the tenant's id has its place in it."""
        return f"http://{HOST}:{self._port}/{{tenant_id}}"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Wire"]:
        """Be there."""
        await self.come_back()
        try:
            yield self
        finally:
            self._closing.set()
            await self.go_away()

    async def come_back(self) -> None:
        """Listen, on the same port as before."""
        loop = asyncio.get_running_loop()
        self._server = web.Server(self._answer, access_log=None, handler_cancellation=True)
        self._listening = await loop.create_server(self._server, HOST, self._port, backlog=1024)
        self._port = self._listening.sockets[0].getsockname()[1]

    async def go_away(self) -> None:
        """Let what has come in be answered, then refuse every connection."""
        assert self._listening is not None
        self._listening.close()
        await self._server.shutdown(timeout=LAST_ANSWERS_SECONDS)

    async def has_had(self, *, arrivals: int = 0, requests: int = 0) -> None:
        """Wait until so much has come."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._more:
            await self._more.wait_for(lambda: len(self.arrivals) >= arrivals and self.requests >= requests)

    def reached(self) -> set[str]:
        """The conversations in which something has come."""
        return {each.conversation for each in self.arrivals}

    @property
    def requests(self) -> int:
        """How many have come."""
        return len(self.times)

    @property
    def doubled(self) -> int:
        """How many messages came once more than needed, when one was meant for each conversation."""
        return len(self.arrivals) - len(self.reached())

    def most_within(self, seconds: float) -> int:
        """The most requests that came within so long, wherever one begins to count."""
        return max(bisect_right(self.times, at + seconds) - number for number, at in enumerate(self.times))

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        await request.read()
        target = target_of(request.raw_path)
        assert target is not None
        self.times.append(asyncio.get_running_loop().time())
        if request.method == "PUT":
            return web.json_response({"id": target.message_id})
        if self.silent_for:
            self.silent_for -= 1
            await self._told()
            await self._closing.wait()
            return web.Response(status=504)
        sender = request.headers.get("User-Agent", "")
        self.arrivals.append(Arrival(sender=sender, conversation=unquote(target.conversation)))
        await self._told()
        await self._take_time()
        return web.json_response({"id": str(len(self.arrivals))}, status=201)

    async def _told(self) -> None:
        async with self._more:
            self._more.notify_all()

    async def _take_time(self) -> None:
        if self.latency:
            await so_long(self.latency)

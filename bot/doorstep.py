"""Who may stand on the doorstep and for how long: bounds on connections, whatever is said on them.

aiohttp waits for ever for the first headers and for a body, so that a few hundred clients who send a byte now
and then could keep everybody else out.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from socket import socket
from typing import Any, cast

from aiohttp import StreamReader, web
from pydantic import Field
from pydantic_settings import BaseSettings

from bot.listening import taking

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BACKLOG = 1024


class DoorstepSettings(BaseSettings):
    """How many connections there may be, and how long one is waited for."""

    most_connections: int = Field(default=1000, gt=0)
    header_seconds: float = Field(default=20, gt=0)
    body_seconds: float = Field(default=30, gt=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many may stand there, how long for the headers from their first byte, and then for the body."""

    most_connections: int
    header_seconds: float
    body_seconds: float


class Visitor(asyncio.Protocol):
    """One connection; what comes on it goes on to aiohttp, while there is patience with it."""

    def __init__(self, serve: web.Server, standing: set["Visitor"], patience: Patience) -> None:
        self._serve = serve
        self._standing = standing
        self._patience = patience
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_heard = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody has come; where it is full they are turned away before anything is read."""
        # uvloop's transports are of no class of asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        if len(self._standing) >= self._patience.most_connections:
            self._transport.abort()
            return
        self._standing.add(self)
        self._wait(self._patience.header_seconds, self._leave)
        self._inner = self._serve()
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """The first byte of a request after another starts the clock again."""
        if self._inner is None:
            return
        if self._timer is None and not self._is_heard:
            self._wait(self._patience.header_seconds, self._leave)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """They have said all they had to say."""
        return self._inner.eof_received() if self._inner else None

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone."""
        self._stop_waiting()
        self._standing.discard(self)
        if self._inner is not None:
            self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """They read slower than we write."""
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """They have caught up."""
        if self._inner is not None:
            self._inner.resume_writing()

    def heard(self, body: StreamReader) -> None:
        """The headers are whole; now the body is waited for, and no longer when the answer is under way."""
        self._stop_waiting()
        self._is_heard = True
        if not body.is_eof():
            self._wait(self._patience.body_seconds, lambda: None if body.is_eof() else self._leave())

    def answered(self) -> None:
        """The answer is ready: the next request may begin whenever they like."""
        self._stop_waiting()
        self._is_heard = False

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, then)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _leave(self) -> None:
        if self._transport is not None:
            self._transport.abort()


class Doorstep(web.BaseSite):
    """Where the runner's application is reached, with a visitor for each connection.

    What it is already `listening` with, if anything, goes before host and port.
    """

    def __init__(
        self,
        runner: web.AppRunner,
        host: str,
        port: int,
        patience: Patience,
        listening: socket | None = None,
    ) -> None:
        super().__init__(runner, backlog=BACKLOG)
        self._host = host
        self._port = port
        self._patience = patience
        self._listening = listening
        self._standing: set[Visitor] = set()

    @property
    def name(self) -> str:
        """The address that was asked for."""
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        """Open the door."""
        await super().start()
        server = self._runner.server
        assert server is not None
        place: dict[str, Any] = {"host": self._host, "port": self._port}
        if self._listening is not None:
            place = {"sock": self._listening}
        with taking(self._host, self._port, "host", "port"):
            self._server = await asyncio.get_running_loop().create_server(
                lambda: Visitor(server, self._standing, self._patience), backlog=self._backlog, **place
            )


def patience_of(settings: DoorstepSettings) -> Patience:
    """As the settings say."""
    return Patience(
        most_connections=settings.most_connections,
        header_seconds=settings.header_seconds,
        body_seconds=settings.body_seconds,
    )


@web.middleware
async def heard_out(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell the visitor when the headers are whole and when the answer is ready."""
    visitor = request.transport.get_protocol() if request.transport is not None else None
    if not isinstance(visitor, Visitor):
        return await handler(request)
    visitor.heard(request.content)
    try:
        return await handler(request)
    finally:
        visitor.answered()

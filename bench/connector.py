"""A Bot Connector in a process of its own: as quick or as unreliable as it is told to be, and it counts.

Run as `python -m bench.connector`; it prints its address. `POST /control` gives it new `Orders` and begins
to count anew, `GET /control` tells what it has counted. A tenant is told by the path of its service URL,
`http://127.0.0.1:PORT/TENANT-ID`; without one all requests belong to the tenant "".
"""

import asyncio
import ssl
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
from aiohttp import web

from bench.tally import Tally
from bench.throttling import Fault, FaultKind, Faults, Throttle

HANG_SECONDS = 120.0
CONTROL = "/control"
THROTTLED = web.HTTPTooManyRequests.status_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How to behave. `latency` is seconds before each answer; a `fault_share` of the requests fails."""

    latency: float = 0.0
    throttled: bool = False
    fault_share: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is about; `message_id` is empty for a new message."""

    tenant: str
    conversation: str
    message_id: str = ""


def target_of(path: str) -> Target | None:
    """The tenant and conversation in a path; None for anything but a conversation's messages."""
    before, found, after = path.partition("/v3/conversations/")
    conversation, is_activities, message_id = after.partition("/activities")
    if not found or not is_activities:
        return None
    return Target(before.strip("/"), conversation, message_id.strip("/"))


class Connector:
    """Answers requests and counts them."""

    def __init__(self) -> None:
        self._follow(Orders())
        self._connections = 0

    def _follow(self, orders: Orders) -> None:
        self._orders = orders
        self._tally = Tally()
        self._throttle = Throttle() if orders.throttled else None
        self._faults = Faults(orders.fault_share, orders.seed) if orders.fault_share else None
        self._began = time.monotonic()
        self._connections = 0
        self._posted = 0

    def connected(self) -> None:
        """Somebody has opened a connection."""
        self._connections += 1

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """One request."""
        path = request.raw_path
        if path.startswith(CONTROL):
            return await self._control(request)
        body = await request.read()
        target = target_of(path)
        if target is None:
            return _json({"id": f"a:{self._connections}"} if request.method == "POST" else {}, 201)
        status = await self._answered(request.method, target, body)
        self._tally.statuses[status] += 1
        if status == THROTTLED:
            return web.Response(status=status, headers={"Retry-After": "1"}, body=b"{}")
        if status >= web.HTTPBadRequest.status_code:
            return web.Response(status=status)
        self._posted += 1
        return _json({"id": target.message_id if request.method == "PUT" else str(self._posted)}, status)

    async def _answered(self, method: str, target: Target, body: bytes) -> int:
        """Take the message, or not; the status to answer with."""
        at = time.monotonic() - self._began
        theirs = self._tally.came(target.tenant, target.conversation, at)
        if self._throttle and not self._throttle.admits(target.tenant, target.conversation, at):
            return THROTTLED
        fault = self._faults.next() if self._faults else None
        if method == "PUT":
            self._tally.updates += 1
        else:
            message = self._tally.message(target.conversation, body, at)
            if fault is None or fault.taken:
                message.taken += 1
                message.unconfirmed += fault is not None
                self._tally.taken += 1
                theirs["taken"] += 1
                theirs["last"] = at
        if self._orders.latency:
            await asyncio.sleep(self._orders.latency)
        if fault is not None:
            return await self._failed(fault)
        return web.HTTPOk.status_code if method == "PUT" else web.HTTPCreated.status_code

    async def _failed(self, fault: Fault) -> int:
        if fault.kind is FaultKind.HANG:
            self._tally.hung += 1
            await asyncio.sleep(HANG_SECONDS)
            return web.HTTPGatewayTimeout.status_code
        return int(fault.kind)

    async def _control(self, request: web.BaseRequest) -> web.Response:
        if request.method == "POST":
            self._follow(Orders(**orjson.loads(await request.read())))
            return _json({}, 200)
        # Whoever asks has opened one as well.
        self._tally.connections = self._connections - 1
        if "taken" in request.query:
            return _json(self._tally.taken, 200)
        if "conversations" in request.query:
            found = self._tally.conversations.items()
            return _json({unquote(name): each.count() for name, each in found}, 200)
        return _json(self._tally.count(), 200)


class _Server(web.Server):
    """The bare server, without routes; it tells of every connection."""

    def __init__(self, connector: Connector) -> None:
        super().__init__(connector.answer, access_log=None, handler_cancellation=True)
        self._connector = connector

    def connection_made(self, handler: Any, transport: asyncio.Transport) -> None:  # noqa: ANN401 - aiohttp's own
        self._connector.connected()
        super().connection_made(handler, transport)


def _json(content: object, status: int) -> web.Response:
    return web.Response(body=orjson.dumps(content), status=status, content_type="application/json")


async def serve(certificate: Path | None) -> None:
    """Listen on a free port, with TLS when there is a certificate, until the standard input ends."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Server(Connector()), "127.0.0.1", 0, ssl=context, backlog=4096)
    scheme = "http" if context is None else "https"
    sys.stdout.write(f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]) if len(sys.argv) > 1 else None))

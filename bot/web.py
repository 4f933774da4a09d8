"""The HTTP edge: a few routes, each with its limits; what is behind them is handed in."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus

from aiohttp import web
from aiohttp.client_exceptions import ClientPayloadError

from bot.crowding import Crowd, refusing_slowly
from bot.dev_clock import DevClock, dev_clock_handler
from bot.dev_files import FILES, Shelf, dev_files_handler
from bot.doorstep import heard_out
from bot.teams.adapter import TeamsAdapter
from bot.teams.door import Door, TurnedAway
from bot.teams.outbound import encoded
from bot.watching.turn_watch import TurnWatch
from bot.watching.watch import Watch
from cards.card import JsonValue

logger = logging.getLogger(__name__)

MESSAGES = "/api/messages"
BODY_LIMIT_BYTES = 1024 * 1024

Readiness = Callable[[], Awaitable[tuple[bool, Mapping[str, JsonValue]]]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Mount = Callable[[web.Application], None]
"""What another room of the hall adds to the application: its routes, with their own limits."""


def build(
    *,
    door: Door,
    adapter: TeamsAdapter,
    ready: Readiness,
    watch: TurnWatch | None = None,
    crowd: Crowd | None = None,
    dev_clock: DevClock | None = None,
    dev_files: Shelf | None = None,
    mounts: Iterable[Mount] = (),
    body_limit_bytes: int = BODY_LIMIT_BYTES,
) -> web.Application:
    """The application. `ready` says whether we can work, and the facts behind it; `mounts` bring more routes.

    With a `crowd` those who are turned away in great numbers wait for their refusals.

    `dev_clock` and `dev_files` are for the development profile alone; without them their routes do not exist.
    """
    middlewares = [heard_out, *([refusing_slowly(crowd)] if crowd is not None else [])]
    application = web.Application(client_max_size=body_limit_bytes, middlewares=middlewares)
    application.on_response_prepare.append(_harden)
    application.router.add_post(MESSAGES, _messages(door, adapter, watch or Watch().turns))
    application.router.add_get("/healthz", _alive)
    application.router.add_get("/readyz", _readiness(ready))
    if dev_clock is not None:
        application.router.add_post("/dev/clock", dev_clock_handler(dev_clock))
    if dev_files is not None:
        application.router.add_get(FILES, dev_files_handler(dev_files))
    for mount in mounts:
        mount(application)
    return application


def _messages(door: Door, adapter: TeamsAdapter, watch: TurnWatch) -> Handler:
    async def messages(request: web.Request) -> web.Response:
        """What Teams sends. The type and the token come first; nothing runs before the door opens."""
        # Teams compresses nothing, and unpacking what a stranger sends is work that they set us.
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:
            return web.Response(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        knocked = await door.knock(request.headers)
        if isinstance(knocked, TurnedAway):
            # What a stranger would send is not even waited for.
            return _turned_away(watch, knocked)
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except (ClientPayloadError, web.RequestPayloadError, ConnectionError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        admitted = door.admit(knocked, body)
        if isinstance(admitted, TurnedAway):
            return _turned_away(watch, admitted)
        with watch.turn(request.headers, admitted.body):
            answer = await adapter.run(admitted.body)
        return web.Response() if answer is None else _json(answer)

    return messages


def _turned_away(watch: TurnWatch, stranger: TurnedAway) -> web.Response:
    watch.turned_away(stranger.status)
    headers = {"Retry-After": str(stranger.retry_after)} if stranger.retry_after else None
    return web.Response(status=stranger.status, headers=headers)


async def _alive(_: web.Request) -> web.Response:
    """The process runs and answers; nothing else is asked."""
    return _json({"ok": True})


def _readiness(ready: Readiness) -> Handler:
    async def readiness(_: web.Request) -> web.Response:
        """Whether we can do our work, and why not."""
        ok, facts = await ready()
        return _json({"ok": ok, **facts}, HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE)

    return readiness


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    """Nobody needs to know what we are made with, and nothing is for caches unless a route says so itself."""
    response.headers.pop("Server", None)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")


def _json(content: object, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    return web.Response(body=encoded(content), status=status, content_type="application/json")

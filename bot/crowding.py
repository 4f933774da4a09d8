"""Strangers in a crowd wait for their refusals.

Most programs that flood a service send the next request when the one before has been answered, so that
answering them later is to be sent less. Nobody who is let in waits.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from pydantic import Field
from pydantic_settings import BaseSettings

REFUSALS = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    }
)


class CrowdSettings(BaseSettings):
    """How many are refused at once in a second, and how long the others wait; 0 seconds for not at all."""

    refusals_per_second: int = Field(default=50, ge=0)
    refusal_wait_seconds: float = Field(default=1, ge=0, le=10)


class Crowd:
    """Those who have been turned away in this second, whoever they are; `clock` counts seconds.

    They are not told apart: behind a proxy everybody comes from the same address.
    """

    def __init__(self, at_once: int, wait_seconds: float, clock: Callable[[], float]) -> None:
        self._at_once = at_once
        self._wait_seconds = wait_seconds
        self._clock = clock
        self._second = 0
        self._refused = 0

    def wait_seconds(self) -> float:
        """One more is turned away: how long they are to wait for it."""
        second = int(self._clock())
        if second != self._second:
            self._second, self._refused = second, 0
        self._refused += 1
        return self._wait_seconds if self._refused > self._at_once else 0


def crowd_of(settings: CrowdSettings) -> Crowd:
    """As the settings say, in the running event loop's own time."""
    loop = asyncio.get_running_loop()
    return Crowd(settings.refusals_per_second, settings.refusal_wait_seconds, loop.time)


def refusing_slowly(crowd: Crowd) -> Middleware:
    """Answers at once whoever is let in, and whoever is not when the crowd allows it."""

    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            await _wait(crowd, refused.status)
            raise
        await _wait(crowd, answer.status)
        return answer

    return refuse


async def _wait(crowd: Crowd, status: int) -> None:
    if status in REFUSALS and (seconds := crowd.wait_seconds()):
        await asyncio.sleep(seconds)

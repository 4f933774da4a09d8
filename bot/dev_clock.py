"""Lets a developer move the clock over HTTP; mounted in the development profile alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, Self

import orjson
from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError, model_validator

from domain.errors import LageskollError

HOW = 'Send {"advance": "P7D"} or {"at": "2023-08-25T09:00:00+02:00"}.'


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved:
    """Where the clock stands now, and what came due on the way, one sentence each."""

    now: datetime
    did: tuple[str, ...]


class DevClock(Protocol):
    """A clock that can be moved, and that runs what came due. May raise `LageskollError` with a sentence."""

    async def advance(self, by: timedelta) -> ClockMoved:
        """Move the clock forward."""

    async def move_to(self, at: datetime) -> ClockMoved:
        """Move the clock to a point in time."""


class _Order(BaseModel):
    """One of the two ways to move the clock."""

    model_config = ConfigDict(extra="forbid")

    advance: timedelta | None = None
    at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.advance is None) == (self.at is None):
            raise ValueError
        if self.advance is not None and self.advance < timedelta():
            raise ValueError
        return self


def dev_clock_handler(clock: DevClock) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler of `POST /dev/clock`; a body it cannot use is answered 400 with a sentence."""

    async def move(request: web.Request) -> web.Response:
        # A page in the developer's browser cannot send this type here without asking first.
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            order = _Order.model_validate_json(await request.read())
            moved = await _move(clock, order)
        except ValidationError:
            return web.Response(status=400, text=HOW)
        except (LageskollError, OverflowError) as error:
            return web.Response(status=400, text=str(error))
        body = orjson.dumps({"now": moved.now.isoformat(), "did": list(moved.did)})
        return web.Response(body=body, content_type="application/json")

    return move


async def _move(clock: DevClock, order: _Order) -> ClockMoved:
    if order.advance is not None:
        return await clock.advance(order.advance)
    assert order.at is not None
    return await clock.move_to(order.at)

"""Whoever has pressed a button goes before everything that lies in the outbox, also for the processor."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

# So long each message waits at most. Together with its own drawing that is less than the interval at which
# Teams takes them, so a mass sending keeps its pace however many press meanwhile.
MOST_SECONDS = 0.01
# Of all tenants together; they take some thousandths of a second.
IN_ONE_BREATH = 16


class Courtesy:
    """Knows whether anybody waits for an answer now."""

    def __init__(self) -> None:
        self._waiting = 0
        self._giving_way: set[asyncio.Future[None]] = set()

    @property
    def is_called_for(self) -> bool:
        """Whether somebody waits."""
        return self._waiting > 0

    @contextmanager
    def attending(self) -> Iterator[None]:
        """Somebody waits until the end of the block."""
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                for each in self._giving_way:
                    _let_go(each)

    def first(self, answer: Callable[Given, Awaitable[Answer]]) -> Callable[Given, Awaitable[Answer]]:
        """The same function, for whose answer somebody waits."""

        @wraps(answer)
        async def attended(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            with self.attending():
                return await answer(*args, **kwargs)

        return attended

    async def give_way(self) -> None:
        """Wait until nobody waits any longer, or `MOST_SECONDS`."""
        if not self._waiting:
            return
        loop = asyncio.get_running_loop()
        over: asyncio.Future[None] = loop.create_future()
        self._giving_way.add(over)
        enough = loop.call_later(MOST_SECONDS, _let_go, over)
        try:
            await over
        finally:
            enough.cancel()
            self._giving_way.discard(over)


class Breath:
    """So many messages are drawn and set going in a row, which costs each less; then people are served."""

    def __init__(self) -> None:
        self._drawn = 0

    async def take(self) -> None:
        """Before each message: wait for the event loop to go round, if this round has had its share."""
        while self._drawn >= IN_ONE_BREATH:  # noqa: ASYNC110 - it is the next round that is waited for
            await asyncio.sleep(0)
        if not self._drawn:
            asyncio.get_running_loop().call_soon(self._begin_anew)
        self._drawn += 1

    def _begin_anew(self) -> None:
        self._drawn = 0


def _let_go(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)

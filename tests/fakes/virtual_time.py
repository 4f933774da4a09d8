"""An event loop in which nobody waits: when nothing is left to do, its clock goes to the next timer."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


class _Impatient(selectors.DefaultSelector):
    """Looks at what has happened, and instead of waiting moves the loop's clock."""

    loop: "VirtualLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout:
            self.loop.now += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its clock begins at a thousand seconds and shows what the timers ask for."""

    def __init__(self) -> None:
        self.now = 1000.0
        selector = _Impatient()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now


def run(story: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Run a coroutine to its end, however long it would take."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(story)


async def passes(seconds: float) -> None:
    """Let so much of the loop's time pass."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()
    loop.call_later(seconds, over.set_result, None)
    await over

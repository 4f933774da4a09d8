"""For how long Teams is waited for.

A timer of its own for each request, as the library would set it, is a twelfth of what the request costs, and
hardly one of them ever rings. Here one look, once a second at most, is for all that are on their way.
"""

import asyncio
from types import TracebackType

# So much later than it should a wait may be ended; the library rounds up to whole seconds too.
LOOK_EVERY_SECONDS = 1.0


class Patience:
    """Ends with a `TimeoutError` what has taken so many seconds, or up to one more."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        # All may take equally long, so those that began first end first.
        self.waits: dict[Wait, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def within(self) -> "Wait":
        """A block of a task that is given so long."""
        return Wait(self)

    def wind(self, loop: asyncio.AbstractEventLoop, when: float) -> None:
        """Look at this time of the loop's, or earlier."""
        if self._timer is None:
            self._timer = loop.call_at(when, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        now = loop.time()
        for wait in list(self.waits):
            if wait.until > now:
                self.wind(loop, max(wait.until, now + LOOK_EVERY_SECONDS))
                return
            wait.end()


class Wait:
    """One block; nothing is lost of a cancellation that came from elsewhere (as with `asyncio.timeout`)."""

    __slots__ = ("_is_over", "_others", "_patience", "_task", "until")

    def __init__(self, patience: Patience) -> None:
        self._patience = patience

    def __enter__(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if task is None:
            raise RuntimeError
        self._task, self._others, self._is_over = task, task.cancelling(), False
        self.until = loop.time() + self._patience.seconds
        self._patience.waits[self] = None
        self._patience.wind(loop, self.until)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._patience.waits.pop(self, None)
        if self._is_over and self._task.uncancel() <= self._others and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def end(self) -> None:
        """It has taken too long."""
        self._is_over = True
        del self._patience.waits[self]
        self._task.cancel()

"""One tenant's requests, evenly spread, the most urgent first, and never more in a second than is allowed."""

import asyncio
import heapq
from itertools import count

# Of the allowed rate so much is kept for catching up after a wait; what is left is the steady rate. The two
# together are the most that can fall within one second, whichever second Teams counts.
SHARE_FOR_CATCHING_UP = 0.04

# What a person waits for in Teams goes before everything that lies in the outbox.
A_PERSON_WAITS = -1

Waiting = tuple[int, int, asyncio.Future[None]]


class Pace:
    """Gives requests their turn. `per_second` is what the platform allows in all.

    `spent` counts every request since the start.

    The rule is the generic cell rate algorithm (source: ITU-T I.371): each turn moves the time of the next
    one on by an interval, and somebody who is late may catch up by a few. Unlike a bucket that fills in a
    second it never lets a whole second's worth through at once.
    """

    def __init__(self, per_second: float) -> None:
        at_once = max(1.0, per_second * SHARE_FOR_CATCHING_UP)
        self._interval = 1 / (per_second * (1 - SHARE_FOR_CATCHING_UP))
        self._tolerance = (at_once - 1) * self._interval
        self._next = 0.0
        self.spent = 0
        self._queue: list[Waiting] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, urgency: int) -> None:
        """Wait for a turn; the lowest urgency goes first, and among equals whoever came first."""
        if not self._queue and self._wait() <= 0:
            self.spend()
            return
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (urgency, next(self._numbers), granted))
        self._wind()
        await granted

    def spend(self, requests: int = 1) -> None:
        """Count requests that are made now; also those that another replica tells us of."""
        self._next = max(self._next, asyncio.get_running_loop().time()) + requests * self._interval
        self.spent += requests

    @property
    def waiting(self) -> int:
        """How many requests wait for their turn."""
        return len(self._queue)

    def _wait(self) -> float:
        return self._next - self._tolerance - asyncio.get_running_loop().time()

    def _wind(self) -> None:
        if self._timer is None and self._queue:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, self._wait()), self._grant)

    def _grant(self) -> None:
        self._timer = None
        while self._queue and self._wait() <= 0:
            _, _, granted = heapq.heappop(self._queue)
            # Whoever has given up waiting uses no turn.
            if not granted.done():
                self.spend()
                granted.set_result(None)
        self._wind()

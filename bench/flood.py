"""Strangers who send rubbish, each the next piece as soon as the one before is answered.

Run as `python -m bench.flood '{…}'` with a `Flood`. It prints a line when it has begun. On its standard input
`tell` asks for a `Flooded` as JSON; all else is the one kind to go on with, counted anew.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle
from typing import TypedDict, cast

from bench import rubbish
from bench.peers.served import HOST
from bot.loop import run

CUT_OFF = "cut off"
TELL = "tell"
STATUS = slice(9, 12)
GOES_ON = b"HTTP/1.1"
BREATH_SECONDS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """Whom to send to, how many strangers, and how much of every kind a second; 0 for as much as they can."""

    port: int
    strangers: int
    most: int = 0

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


class Flooded(TypedDict):
    """How many pieces in how many seconds, and how they were answered: a status, or cut off."""

    done: int
    seconds: float
    answers: dict[str, int]


class Line(asyncio.Protocol):
    """One connection, on which a piece is sent and its answer waited for."""

    def __init__(self) -> None:
        self.is_open = True
        self._transport: asyncio.Transport | None = None
        self._heard: asyncio.Future[str] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is there."""
        # uvloop's transports are of no class of asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """An answer, in one go: refusals are small."""
        self.is_open = data.startswith(GOES_ON) and b"Connection: close" not in data
        self._tell(data[STATUS].decode("ascii", "replace"))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's interface
        """The other end has had enough."""
        self.is_open = False
        self._tell(CUT_OFF)

    async def ask(self, piece: bytes) -> str:
        """Send it; returns the status, or that we were cut off."""
        assert self._transport is not None
        self._heard = asyncio.get_running_loop().create_future()
        self._transport.write(piece)
        return await self._heard

    def leave(self) -> None:
        """Go without a word."""
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    def _tell(self, heard: str) -> None:
        if self._heard is not None and not self._heard.done():
            self._heard.set_result(heard)


class Crowd:
    """All the strangers together, and what they have heard."""

    def __init__(self, flood: Flood) -> None:
        self._flood = flood
        self._known = rubbish.kinds()
        self.begin(list(self._known))

    def begin(self, kinds: list[str]) -> None:
        """Forget what was before, and go on with these kinds in turn."""
        self._pieces: Iterator[rubbish.Piece] = cycle([self._known[kind] for kind in kinds])
        self._answers: Counter[str] = Counter()
        self._began = time.perf_counter()

    async def send(self) -> None:
        """Send for ever."""
        await asyncio.gather(*(self._stranger() for _ in range(self._flood.strangers)))

    def told(self) -> Flooded:
        """What came of it so far."""
        seconds = time.perf_counter() - self._began
        return Flooded(done=self._answers.total(), seconds=seconds, answers=dict(self._answers))

    async def _stranger(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                _, line = await loop.create_connection(Line, HOST, self._flood.port)
            except OSError:
                self._answers[CUT_OFF] += 1
                await asyncio.sleep(BREATH_SECONDS)
                continue
            while line.is_open:
                await self._piece(line)
            line.leave()

    async def _piece(self, line: Line) -> None:
        piece = next(self._pieces)
        self._answers[await line.ask(piece.request)] += 1
        if not piece.is_whole:
            line.leave()
        await self._breathe()

    async def _breathe(self) -> None:
        """Wait where we are ahead of what was asked for."""
        if not self._flood.most:
            return
        ahead = self._began + self._answers.total() / self._flood.most - time.perf_counter()
        if ahead > BREATH_SECONDS:
            await asyncio.sleep(ahead)


async def main(flood: Flood) -> None:
    """Flood until the standard input ends."""
    crowd = Crowd(flood)
    sending = asyncio.create_task(crowd.send())
    print("begun", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, _listen, crowd)
    sending.cancel()


def _listen(crowd: Crowd) -> None:
    for line in sys.stdin:
        if line.strip() == TELL:
            print(json.dumps(crowd.told()), flush=True)
        else:
            crowd.begin([line.strip()])


if __name__ == "__main__":
    run(main(Flood(**json.loads(sys.argv[1]))))

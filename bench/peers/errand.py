"""What every sender is asked to do, and the crowd of workers that does it; the standard library alone.

A sender's script is run with the errand as JSON, and prints its figures as one line of JSON.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.peers.gauge import Figures, Gauge

BOT_ID = "28:bench"
SUMMARY = "Uppföljning per 31 augusti: 0 av 5 klara"

Send = Callable[[str], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Send a card to so many conversations, after a few that are not weighed.

    `service_url` is where to, `card_file` holds the card, `in_flight` says how many at a time.
    """

    service_url: str
    card_file: str
    messages: int
    warm_up: int
    in_flight: int

    def card(self) -> dict[str, Any]:
        """The Adaptive Card that everybody gets."""
        card: dict[str, Any] = json.loads(Path(self.card_file).read_text(encoding="utf-8"))
        return card

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


def given() -> Errand:
    """The errand of this process."""
    return Errand(**json.loads(sys.argv[1]))


async def run(errand: Errand, send: Send) -> None:
    """Send everything with `send`, which is given a conversation id, and print what it cost."""
    conversations = (f"a:bench-{number}" for number in range(errand.warm_up + errand.messages))
    await _crowd(islice(conversations, errand.warm_up), send, errand.in_flight)
    async with Gauge() as gauge:
        went = await _crowd(conversations, send, errand.in_flight)
    tell(gauge.figures(went[True], went[False]))


def tell(figures: Figures) -> None:
    """Print the figures for whoever weighs us."""
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


async def _crowd(conversations: Iterator[str], send: Send, in_flight: int) -> Counter[bool]:
    went: Counter[bool] = Counter()

    async def work() -> None:
        for conversation in conversations:
            try:
                await send(conversation)
            except Exception as error:  # noqa: BLE001 - a failed message is counted, whatever the SDK raises
                if not went[False]:
                    sys.stderr.write(f"{type(error).__name__}: {error}\n")
                went[False] += 1
            else:
                went[True] += 1

    await asyncio.gather(*(work() for _ in range(in_flight)))
    return went

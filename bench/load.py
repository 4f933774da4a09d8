"""So many clients that press buttons, each waiting for its answer before it presses the next one.

Run as `python -m bench.load '{…}'` with a `Load`; it prints a `Felt` as JSON.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict

import aiohttp
import orjson

CARD_ANSWER = "application/vnd.microsoft.card.adaptive"
PERCENTILES = 100
OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Whom to press, with what (a file with a request body on each line), and how many at a time."""

    url: str
    token: str
    bodies_file: str
    clients: int

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


class Felt(TypedDict):
    """How it felt to the clients; times are milliseconds, `seconds` is for all of it."""

    done: int
    failed: int
    seconds: float
    median_ms: float
    slowest_percent_ms: float


async def press(load: Load, bodies: Iterator[bytes]) -> Felt:
    """Send everything."""
    times: list[float] = []
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {load.token}"}
    began = time.perf_counter()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers=headers) as session:
        went = await asyncio.gather(*(_client(session, load.url, bodies, times) for _ in range(load.clients)))
    seconds = time.perf_counter() - began
    return Felt(
        done=len(times),
        failed=sum(went),
        seconds=seconds,
        median_ms=statistics.median(times) if times else 0.0,
        slowest_percent_ms=statistics.quantiles(times, n=PERCENTILES)[-1] if len(times) > 1 else 0.0,
    )


async def _client(
    session: aiohttp.ClientSession, url: str, bodies: Iterator[bytes], times: list[float]
) -> int:
    """One client; returns how many presses were not answered with a card."""
    failed = 0
    for body in bodies:
        before = time.perf_counter()
        async with session.post(url, data=body) as answer:
            received = await answer.read()
        if answer.status == OK and orjson.loads(received).get("type") == CARD_ANSWER:
            times.append((time.perf_counter() - before) * 1000)
            continue
        if not failed:
            sys.stderr.write(f"{answer.status} {received[:300]!r}\n")
        failed += 1
    return failed


if __name__ == "__main__":
    given = Load(**json.loads(sys.argv[1]))
    lines = Path(given.bodies_file).read_bytes().splitlines()
    print(json.dumps(asyncio.run(press(given, iter(lines)))))

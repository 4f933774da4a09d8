"""Our durable path from the outbox to the connector, in a process of its own, or in one of several.

Run as `python -m bench.ours.outbound` with a `Delivering` as JSON. It says when it is ready, and begins when
it is told to.
"""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass

from bench.ours.logged import log
from bench.peers.errand import tell
from bench.peers.gauge import Gauge
from bench.town import DUE, MORNING
from bot import loop
from bot.clock import MovableClock, system_clock
from bot.heap import settle_down
from bot.main import put_together
from bot.processes.seat import Seat
from bot.settings import load_settings
from scheduler.sharing import Share

UNLIMITED = 1_000_000
READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Deliver what is due in a filled database, as fast as `requests_per_second` allows.

    As the process with this `number` of so many it delivers its share of the tenants.
    """

    database_url: str
    number: int = 0
    of: int = 1
    requests_per_second: float = UNLIMITED

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


async def main(todo: Delivering) -> None:
    """Deliver the few that are due in the morning, then weigh the rest."""
    clock = MovableClock(MORNING, system_clock)
    share = Share(number=todo.number, of=todo.of)
    settings = load_settings(
        env_file=None,
        profile="development",
        database_url=todo.database_url,
        requests_per_second=todo.requests_per_second,
    )
    async with put_together(settings, clock, lines=log(), seat=Seat(share=share)) as house:
        await house.duties.deliver()
        settle_down(clock())
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        clock.set(DUE)
        async with Gauge() as gauge:
            await house.duties.deliver()
    # What became of them is asked when all processes are done: one may have stood in for another.
    tell(gauge.figures(0))


if __name__ == "__main__":
    loop.run(main(Delivering(**json.loads(sys.argv[1]))))

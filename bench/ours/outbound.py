"""Our durable path from the outbox to the connector, in a process of its own.

Run as `python -m bench.ours.outbound '{"database_url": …, "tenant_id": …}'`.
"""

import json
import sys
from dataclasses import asdict, dataclass

from bench.ours.fates import fates
from bench.ours.logged import log
from bench.peers.errand import tell
from bench.peers.gauge import Gauge
from bench.town import DUE, MORNING
from bot import loop
from bot.clock import MovableClock, system_clock
from bot.heap import settle_down
from bot.main import put_together
from bot.settings import load_settings
from domain.deliveries import Fate

UNLIMITED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Deliver what is due in a filled database, as fast as `requests_per_second` allows."""

    database_url: str
    tenant_id: str
    requests_per_second: float = UNLIMITED

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


async def main(todo: Delivering) -> None:
    """Deliver the few that are due in the morning, then weigh the rest."""
    clock = MovableClock(MORNING, system_clock)
    settings = load_settings(
        env_file=None,
        profile="development",
        database_url=todo.database_url,
        requests_per_second=todo.requests_per_second,
    )
    async with put_together(settings, clock, lines=log()) as house:
        await house.duties.deliver()
        warm = await fates(house.database, todo.tenant_id)
        clock.set(DUE)
        settle_down(clock())
        async with Gauge() as gauge:
            await house.duties.deliver()
        after = await fates(house.database, todo.tenant_id)
    tell(gauge.figures(after[Fate.SENT] - warm[Fate.SENT], after.total() - after[Fate.SENT]))


if __name__ == "__main__":
    loop.run(main(Delivering(**json.loads(sys.argv[1]))))

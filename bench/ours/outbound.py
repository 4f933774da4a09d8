"""Our durable path from the outbox to the connector, in a process of its own, or in one of several.

Run as `python -m bench.ours.outbound` with a `Delivering` as JSON. It says when it is ready, and begins when
it is told to.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench.ours.fates import fates
from bench.ours.logged import log
from bench.peers.errand import tell
from bench.peers.gauge import Gauge
from bench.town import DUE, MORNING
from bot import loop
from bot.clock import MovableClock, system_clock
from bot.heap import settle_down
from bot.main import House, put_together
from bot.processes.place import Place
from bot.settings import load_settings
from domain.deliveries import Fate
from domain.people import TenantId
from scheduler.sharing import Share

UNLIMITED = 1_000_000
READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Deliver what is due in a filled database, as fast as `requests_per_second` allows.

    As the process with this `number` of so many it delivers its share of the tenants.
    """

    database_url: str
    tenant_ids: Sequence[str]
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
    async with put_together(settings, clock, lines=log(), place=Place(share=share)) as house:
        await house.duties.deliver()
        ours = [each for each in map(TenantId, todo.tenant_ids) if share.has(each)]
        warm = await _fates(house, ours)
        settle_down(clock())
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        clock.set(DUE)
        async with Gauge() as gauge:
            await house.duties.deliver()
        after = await _fates(house, ours)
    tell(gauge.figures(after[Fate.SENT] - warm[Fate.SENT], after.total() - after[Fate.SENT]))


async def _fates(house: House, tenant_ids: Sequence[TenantId]) -> Counter[Fate]:
    found: Counter[Fate] = Counter()
    for tenant_id in tenant_ids:
        found += await fates(house.database, tenant_id)
    return found


if __name__ == "__main__":
    loop.run(main(Delivering(**json.loads(sys.argv[1]))))

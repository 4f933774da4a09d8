"""Our durable path from the outbox to the connector, in a process of its own.

Run as `python -m bench.ours.outbound '{"database_url": …, "follow_up_round_id": …, "tenant_id": …}'`.
"""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass

from bench.peers.errand import tell
from bench.peers.gauge import Gauge
from bench.town import DUE, MORNING
from bot.clock import MovableClock, system_clock
from bot.main import put_together
from bot.settings import load_settings
from domain.deliveries import Fate
from domain.people import TenantId
from domain.rounds import FollowUpRoundId
from storage import ledger
from storage.database import Database

UNLIMITED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivering:
    """Deliver what is due in a filled database, as fast as `requests_per_second` allows."""

    database_url: str
    tenant_id: str
    follow_up_round_id: int
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
    async with put_together(settings, clock) as house:
        await house.duties.deliver()
        warm = await _fates(house.database, todo)
        clock.set(DUE)
        async with Gauge() as gauge:
            await house.duties.deliver()
        after = await _fates(house.database, todo)
    tell(gauge.figures(after[True] - warm[True], after[False]))


async def _fates(database: Database, todo: Delivering) -> dict[bool, int]:
    """How many have been sent, and how many have not."""
    async with database.reading(TenantId(todo.tenant_id)) as session:
        fates = await ledger.fates(session, FollowUpRoundId(todo.follow_up_round_id))
    sent = sum(number for entry, number in fates.items() if entry.fate is Fate.SENT)
    return {True: sent, False: fates.total() - sent}


if __name__ == "__main__":
    asyncio.run(main(Delivering(**json.loads(sys.argv[1]))))

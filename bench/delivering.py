"""Lets our senders, one process or several, deliver a filled database, and adds up what it cost them."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench import town, town_writing
from bench.databases import Databases
from bench.ours.fates import fates_in
from bench.ours.outbound import READY, Delivering
from bench.peers.gauge import Figures
from bench.processes import WrongError, running
from bench.together import Together
from domain.deliveries import Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Towns whose reminders lie in an outbox. `warm_up` of them all are due before the others."""

    place: Databases
    towns: Sequence[town.Town]
    reminders: int
    warm_up: int


def filled(
    place: Databases,
    address: str,
    *,
    reminders: int,
    towns: int = 1,
    warm_up: int = 0,
    items: int = town.ITEMS,
) -> Filled:
    """Make so many towns that together have so many reminders, or a few more where they do not go even."""
    each, of_each = -(-reminders // towns), -(-warm_up // towns)
    made: list[town.Town] = []

    def fill(url: str) -> None:
        where = f"{address}/{{tenant_id}}"
        made.extend(town_writing.write(url, where, tenants=towns, owners=each + of_each, items=items))
        asyncio.run(town.remind(url, made, warm_up=of_each))

    place.filled(fill)
    return Filled(place=place, towns=made, reminders=each * towns, warm_up=of_each * towns)


def delivered(home: Filled, processes: int = 1) -> Figures:
    """Let so many processes deliver a copy of it; they begin together, and it takes as long as the last."""
    url = home.place.copy()
    with ExitStack() as stack:
        senders = [
            stack.enter_context(
                running(
                    "bench.ours.outbound",
                    Delivering(database_url=url, number=number, of=processes).as_json(),
                )
            )
            for number in range(processes)
        ]
        if any(each.line() != READY for each in senders):
            raise WrongError("a sender is not ready")
        Together(senders).tell("begin")
        found = Together(senders).figures()
    became = asyncio.run(_fates(url, home.towns))
    home.place.drop(url)
    sent = became[Fate.SENT]
    return Figures(**{**found, "done": sent - home.warm_up, "failed": became.total() - sent})


async def _fates(url: str, towns: Sequence[town.Town]) -> Counter[Fate]:
    """What the database says became of everything."""
    found: Counter[Fate] = Counter()
    for each in towns:
        found += await fates_in(url, each.tenant_id)
    return found

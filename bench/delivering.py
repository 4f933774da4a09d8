"""Lets our senders, one process or several, deliver a filled database, and adds up what it cost them."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench import town, town_writing
from bench.databases import Databases
from bench.ours.outbound import READY, Delivering
from bench.peers.gauge import Figures
from bench.processes import WrongError, running


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Towns whose reminders lie in an outbox. `warm_up` of them all are due before the others."""

    place: Databases
    towns: Sequence[town.Town]
    reminders: int
    warm_up: int


def filled(place: Databases, address: str, *, reminders: int, towns: int = 1, warm_up: int = 0) -> Filled:
    """Make so many towns that together have so many reminders, or a few more where they do not go even."""
    each, of_each = -(-reminders // towns), -(-warm_up // towns)
    made: list[town.Town] = []

    def fill(url: str) -> None:
        made.extend(town_writing.write(url, f"{address}/{{tenant_id}}", tenants=towns, owners=each + of_each))
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
                    Delivering(
                        database_url=url,
                        tenant_ids=[each.tenant_id for each in home.towns],
                        number=number,
                        of=processes,
                    ).as_json(),
                )
            )
            for number in range(processes)
        ]
        for each in senders:
            if each.line() != READY:
                raise WrongError("a sender is not ready")
        for each in senders:
            each.tell("begin")
        found: list[Figures] = [each.figures() for each in senders]
    home.place.drop(url)
    return together(found)


def together(figures: Sequence[Figures]) -> Figures:
    """What several processes did together."""
    return Figures(
        done=sum(each["done"] for each in figures),
        failed=sum(each["failed"] for each in figures),
        seconds=max(each["seconds"] for each in figures),
        cpu_seconds=sum(each["cpu_seconds"] for each in figures),
        peak_memory_mib=sum(each["peak_memory_mib"] for each in figures),
        worst_stall_ms=max(each["worst_stall_ms"] for each in figures),
    )

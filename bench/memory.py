"""How our memory grows with the size of the round: it is not to."""

import asyncio
from collections.abc import Sequence
from functools import partial

from bench import databases, tables, town, town_writing
from bench.connector import Orders
from bench.ours.outbound import Delivering
from bench.peers.gauge import Figures
from bench.processes import ConnectorProcess, connector, running


def grow(kinds: Sequence[str], sizes: Sequence[int]) -> None:
    """Deliver rounds of these sizes, each in a process of its own, and print what each took."""
    with connector() as wire:
        found = [
            (f"{size} reminders, {kind}", delivered(kind, size, wire)) for kind in kinds for size in sizes
        ]
    tables.show(
        f"Memory of a process that delivers one round\n{tables.machine()}",
        ("round", "peak MiB", "messages/s", "worst stall ms", "not sent"),
        [
            (
                name,
                tables.number(figures["peak_memory_mib"]),
                tables.number(figures["done"] / figures["seconds"]),
                tables.number(figures["worst_stall_ms"]),
                str(figures["failed"]),
            )
            for name, figures in found
        ],
    )


def delivered(kind: str, reminders: int, wire: ConnectorProcess) -> Figures:
    """One round of that size."""
    wire.reset(Orders())
    with databases.of_kind(kind) as place:
        towns: list[town.Town] = []
        place.filled(partial(_fill, towns=towns, address=wire.address, reminders=reminders))
        todo = Delivering(database_url=place.copy(), tenant_id=towns[0].tenant_id)
        with running("bench.ours.outbound", todo.as_json()) as process:
            figures: Figures = process.figures()
    return figures


def _fill(url: str, *, towns: list[town.Town], address: str, reminders: int) -> None:
    towns += town_writing.write(url, f"{address}/{{tenant_id}}", tenants=1, owners=reminders)
    asyncio.run(town.remind(url, towns))

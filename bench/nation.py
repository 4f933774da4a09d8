"""A national reminder morning: every municipality's owners, several replicas, one PostgreSQL.

`python -m bench.nation --help` tells what can be chosen; `--quick` takes a minute.
"""

import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

import typer

from bench import databases, tables, town, town_writing
from bench.connector import Orders
from bench.ours.service import Serving
from bench.peers.gauge import Figures
from bench.processes import ConnectorProcess, connector, free_port, running
from bench.tally import Count

LATENCY = 0.1
MUNICIPALITIES = 290
GROWTH = (1, 10, 50, 145)
# Somebody who gets nothing for so long will get nothing more.
PATIENCE_SECONDS = 120
HEADINGS = (
    "towns",
    "reminders",
    "missing",
    "twice",
    "first after s",
    "all in s",
    "reminders/s",
    "a town in s",
    "slowest s",
    "CPU s",
    "per 1000",
    "peak MiB",
)
NOTES = (
    "First: from the start of the processes; they connect, and decide who is to be reminded.",
    "All, and a town (median and slowest): from the first message to the last, at 50/s to each town.",
    "CPU is that of the replicas together; PostgreSQL and the connector share the same machine.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """How one morning went."""

    tenants: int
    owners: int
    count: Count
    replicas: Sequence[Figures]

    @property
    def reminders(self) -> int:
        """How many there were to send."""
        return self.tenants * self.owners

    @property
    def seconds(self) -> float:
        """From the first message to the last."""
        return max(0.001, self.count["last"] - self.count["first"])

    @property
    def each(self) -> list[float]:
        """How long each municipality took."""
        return [theirs["last"] - theirs["first"] for theirs in self.count["tenants"].values()]

    @property
    def cpu_seconds(self) -> float:
        """What the replicas used together."""
        return sum(replica["cpu_seconds"] for replica in self.replicas)


def main(
    *,
    tenants: int = MUNICIPALITIES,
    owners: int = 500,
    replicas: int = 3,
    growth: Annotated[bool, typer.Option(help="Also with fewer municipalities.")] = True,
    quick: Annotated[bool, typer.Option(help="A few small municipalities.")] = False,
) -> None:
    """Measure a national reminder morning, and how its cost grows."""
    sizes = [*(size for size in GROWTH if growth and size < tenants), tenants]
    if quick:
        sizes, owners = [1, 5], 50
    mornings = [morning(size, owners, replicas) for size in sizes]
    title = f"{owners} owners each, {replicas} replicas, connector answering in {LATENCY * 1000:.0f} ms"
    tables.show(f"A national morning: {title}\n{tables.machine()}", HEADINGS, map(row, mornings), NOTES)


def morning(tenants: int, owners: int, replicas: int, kind: str = databases.POSTGRESQL) -> Morning:
    """Let so many replicas remind everybody once."""
    with connector() as wire, databases.of_kind(kind) as place:
        address = f"{wire.address}/{{tenant_id}}"
        place.filled(lambda url: _fill(url, address, tenants, owners))
        url = place.copy()
        wire.reset(Orders(latency=LATENCY))
        with ExitStack() as stack:
            processes = [
                stack.enter_context(running("bench.ours.service", _serving(url).as_json()))
                for _ in range(replicas)
            ]
            _until_nothing_comes(wire, tenants * owners)
            for process in processes:
                process.tell("tell")
            figures: list[Figures] = [process.figures() for process in processes]
        count = wire.count()
    return Morning(tenants=tenants, owners=owners, count=count, replicas=figures)


def row(found: Morning) -> tuple[str, ...]:
    """As the table shows it."""
    return (
        str(found.tenants),
        str(found.reminders),
        str(found.reminders - found.count["messages"]),
        str(found.count["doubled"]),
        tables.number(found.count["first"]),
        tables.number(found.seconds),
        tables.number(found.reminders / found.seconds),
        tables.number(statistics.median(found.each)),
        tables.number(max(found.each)),
        tables.number(found.cpu_seconds),
        tables.number(1000 * found.cpu_seconds / found.reminders),
        tables.number(max(replica["peak_memory_mib"] for replica in found.replicas)),
    )


def _fill(url: str, address: str, tenants: int, owners: int) -> None:
    print(f"Writing {tenants} municipalities with {owners} owners each …", file=sys.stderr)
    town_writing.write(url, address, tenants=tenants, owners=owners)


def _serving(url: str) -> Serving:
    return Serving(
        port=free_port(),
        database_url=url,
        tenant_id=town.tenant_id(0),
        at=town.MORNING.isoformat(),
        quiet=True,
    )


def _until_nothing_comes(wire: ConnectorProcess, messages: int) -> None:
    """Wait until all messages have come, or none for a long time."""
    last, latest = 0, time.monotonic()
    while last < messages and time.monotonic() < latest + PATIENCE_SECONDS:
        time.sleep(0.5)
        taken = wire.taken()
        if taken > last:
            last, latest = taken, time.monotonic()


if __name__ == "__main__":
    tables.command(main)

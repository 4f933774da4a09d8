"""How our memory grows with the size of the round: it is not to."""

from collections.abc import Sequence

from bench import databases, tables
from bench.connector import Orders
from bench.delivering import delivered, filled
from bench.peers.gauge import Figures
from bench.processes import ConnectorProcess, connector


def grow(kinds: Sequence[str], sizes: Sequence[int]) -> None:
    """Deliver rounds of these sizes, each in a process of its own, and print what each took."""
    with connector() as wire:
        found = [
            (f"{size} reminders, {kind}", _delivered(kind, size, wire)) for kind in kinds for size in sizes
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


def _delivered(kind: str, reminders: int, wire: ConnectorProcess) -> Figures:
    """One round of that size."""
    wire.reset(Orders())
    with databases.of_kind(kind) as place:
        return delivered(filled(place, wire.address, reminders=reminders))

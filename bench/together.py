"""Several processes of ours that are told the same, and are weighed as one."""

from collections.abc import Sequence

from bench.peers.gauge import Figures
from bench.processes import Running


class Together:
    """They take as long as the slowest, stand still as long as the worst, and cost what all of them cost."""

    def __init__(self, processes: Sequence[Running]) -> None:
        self._processes = processes

    def tell(self, line: str) -> None:
        """Write each of them a line."""
        for each in self._processes:
            each.tell(line)

    def figures(self) -> Figures:
        """The next figures of each of them, as those of one."""
        found: list[Figures] = [each.figures() for each in self._processes]
        return Figures(
            done=sum(each["done"] for each in found),
            failed=sum(each["failed"] for each in found),
            seconds=max(each["seconds"] for each in found),
            cpu_seconds=sum(each["cpu_seconds"] for each in found),
            peak_memory_mib=sum(each["peak_memory_mib"] for each in found),
            worst_stall_ms=max(each["worst_stall_ms"] for each in found),
        )

"""How many requests each process of a service has made for whom, in memory that all of them see.

PostgreSQL carries such news itself. SQLite cannot, and a row that is written for every request would cost
more than the request. Each process writes only in its own row of the tally, so nobody waits for a lock.
"""

import mmap
from collections.abc import Callable

from domain.people import TenantId
from domain.spreading import spread

Spent = Callable[[TenantId], None]

# Two tenants may share a place. Then each holds back for both, which is slower and never too fast.
PLACES = 1024
BYTES_IN_A_COUNT = 8


class SpentTally:
    """One process's view of the memory. Make it before the processes are forked, and then `of` each."""

    def __init__(self, memory: memoryview, processes: int, number: int) -> None:
        self._memory = memory
        self._processes = processes
        self._number = number

    @classmethod
    def shared(cls, processes: int) -> "SpentTally":
        """Memory for so many processes, seen by whoever is forked from this one; as the first one sees it."""
        memory = mmap.mmap(-1, processes * PLACES * BYTES_IN_A_COUNT)
        return cls(memoryview(memory).cast("Q"), processes, 0)

    def of(self, number: int) -> "SpentTally":
        """The same memory as the process with that number sees it."""
        return SpentTally(self._memory, self._processes, number)

    def add(self, tenant_id: TenantId) -> None:
        """This process has made a request for the tenant."""
        self._memory[self._number * PLACES + spread(tenant_id, PLACES)] += 1

    def by_others(self, tenant_id: TenantId) -> int:
        """How many requests the others have made for the tenant since they began."""
        place = spread(tenant_id, PLACES)
        everybody = range(self._processes)
        return sum(self._memory[each * PLACES + place] for each in everybody if each != self._number)

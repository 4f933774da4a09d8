"""The right to send on SQLite: locks on files beside the database, which end with whoever holds them."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from domain.people import TenantId
from domain.spreading import spread
from storage.spent import Spent, SpentTally

# A file for each group of tenants: few enough to be held all at once, and so many that two, three, four or
# six processes, who share the tenants in the same way, never want the same one.
GROUPS = 12
LOOK_EVERY_SECONDS = 0.5


@contextmanager
def held_alone(database: Path) -> Iterator[bool]:
    """Whether nobody sends for the SQLite database; if so nobody does until the end of the block."""
    with ExitStack() as stack:
        try:
            for group in range(GROUPS):
                stack.enter_context(_lock(database, group))
        except Timeout:
            stack.close()
            yield False
            return
        yield True


class FileRights:
    """The right to send for each tenant on one SQLite file, shared by the processes of one machine.

    `on_spent` is told of what the others have spent, as the `tally` has it.
    """

    def __init__(self, database: Path | None, on_spent: Spent, tally: SpentTally | None = None) -> None:
        self._database = database
        self._on_spent = on_spent
        self._tally = tally
        self._locks: dict[int, FileLock] = {}
        self._held: set[TenantId] = set()
        self._heard: dict[TenantId, int] = {}
        self._watch: asyncio.Task[None] | None = None

    async def take(self, tenant_id: TenantId) -> bool:
        """Try to get the right; False when another process has it."""
        if not self._lock_group(_group(tenant_id)):
            return False
        self._held.add(tenant_id)
        if self._tally is not None:
            self._heard[tenant_id] = self._tally.by_others(tenant_id)
            self._watch = self._watch or asyncio.create_task(self._look())
        return True

    def has(self, tenant_id: TenantId) -> bool:
        """Whether the right is ours."""
        return tenant_id in self._held

    async def give_back(self, tenant_id: TenantId) -> None:
        """Let others have it, when the last tenant's of the group is given back."""
        self._held.discard(tenant_id)
        self._heard.pop(tenant_id, None)
        group = _group(tenant_id)
        if group in self._locks and not any(_group(each) == group for each in self._held):
            self._locks.pop(group).release()

    def tell_spent(self, tenant_id: TenantId) -> None:
        """Let whoever sends for the tenant know; it is heard at their next look."""
        if self._tally is not None:
            self._tally.add(tenant_id)

    async def close(self) -> None:
        """Give everything back."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        for tenant_id in list(self._held):
            await self.give_back(tenant_id)

    def _lock_group(self, group: int) -> bool:
        if self._database is None or group in self._locks:
            return True
        lock = _lock(self._database, group)
        try:
            lock.acquire()
        except Timeout:
            return False
        self._locks[group] = lock
        return True

    async def _look(self) -> None:
        """Hear what the others have spent for those whom this process sends for."""
        assert self._tally is not None
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            for tenant_id, heard in list(self._heard.items()):
                spent = self._tally.by_others(tenant_id)
                self._heard[tenant_id] = spent
                for _ in range(spent - heard):
                    self._on_spent(tenant_id)


def _group(tenant_id: TenantId) -> int:
    return spread(tenant_id, GROUPS)


def _lock(database: Path, group: int) -> FileLock:
    return FileLock(Path(f"{database}.sending-{group}"), blocking=False)

"""Starts, kills and stops replicas: real processes, with ids of their own."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from scheduler.sharing import THE_WHOLE, Share
from tests.faults import replica
from tests.faults.mother import mother
from tests.faults.place import Place
from tests.faults.replica import Errand

LAST_WORDS_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One process."""

    name: str
    share: Share
    process: ForkServerProcess
    _up: Connection

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.is_alive()

    async def is_up(self) -> str:
        """Wait until it serves; gives its address."""
        return str(await asyncio.to_thread(self._up.recv))

    async def killed(self) -> None:
        """`kill -9`; returns when it is dead."""
        self.process.kill()
        await self._ended()

    async def asked_to_stop(self) -> int | None:
        """SIGTERM; gives the exit code, None when it goes on all the same."""
        self.process.terminate()
        return await self._ended()

    async def _ended(self) -> int | None:
        await asyncio.to_thread(self.process.join, LAST_WORDS_SECONDS)
        return self.process.exitcode


class Crew:
    """The replicas on one database."""

    def __init__(self, place: Place, logs: Path, *, requests_per_second: float, patience: float) -> None:
        self._place = place
        self._logs = logs
        self._requests_per_second = requests_per_second
        self._patience = patience
        self._numbers = itertools.count(1)
        self.members: list[Member] = []

    async def start(self, share: Share = THE_WHOLE) -> Member:
        """One more."""
        return await asyncio.to_thread(self._start, share)

    async def replace(self, dead: Member) -> Member:
        """Start another where somebody has been killed."""
        self.members.remove(dead)
        return await self.start(dead.share)

    def _start(self, share: Share) -> Member:
        name = f"replica-{next(self._numbers)}"
        here, there = mother().Pipe()
        errand = Errand(
            name=name,
            log=str(self._logs / f"{name}.log"),
            database_url=self._place.url,
            start=self._place.start,
            began=self._place.began,
            requests_per_second=self._requests_per_second,
            patience=self._patience,
            share=share,
        )
        process = mother().Process(target=replica.main, args=(errand, there), name=name, daemon=True)
        process.start()
        there.close()
        member = Member(name=name, share=share, process=process, _up=here)
        self.members.append(member)
        return member

    async def dismiss(self) -> None:
        """End all that are left."""
        for member in self.members:
            if member.is_alive:
                await member.killed()


@asynccontextmanager
async def crew(
    place: Place,
    logs: Path,
    *,
    replicas: int = 1,
    sharing: bool = False,
    requests_per_second: float,
    patience: float = 20,
) -> AsyncIterator[Crew]:
    """So many replicas, that serve when this is entered; none is left afterwards.

    They are `sharing` the tenants when they are the processes of one service on one machine.
    """
    them = Crew(place, logs, requests_per_second=requests_per_second, patience=patience)
    try:
        for number in range(replicas):
            await them.start(Share(number=number, of=replicas) if sharing else THE_WHOLE)
        await asyncio.gather(*(each.is_up() for each in them.members))
        yield them
    finally:
        await them.dismiss()

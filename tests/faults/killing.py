"""Rounds of reminders through which replicas are killed, and what is counted meanwhile."""

import random
from dataclasses import dataclass

from tests.faults.crew import Crew, Member
from tests.faults.patience import so_long
from tests.faults.place import STEP, Place
from tests.faults.wire import Wire

# Longer than a message is on its way, so that a kill falls anywhere between one arrival and the next.
LATEST_AFTER_ARRIVAL_SECONDS = 0.2


@dataclass(slots=True, kw_only=True)
class Toll:
    """All rounds together. `in_flight` is what had arrived from a process that died before it was noted."""

    kills: int = 0
    arrived: int = 0
    lost: int = 0
    duplicates: int = 0
    in_flight: int = 0

    def __str__(self) -> str:
        """One line for whoever reads along."""
        return (
            f"{self.kills} kills, {self.arrived} messages arrived, {self.lost} lost,"
            f" {self.duplicates} duplicates, {self.in_flight} in flight at the kills"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where it happens. The `chance` decides who is killed, and when."""

    place: Place
    wire: Wire
    crew: Crew
    chance: random.Random

    async def rounds(self, number: int) -> Toll:
        """Endure so many; the first is decided by the replicas themselves, the others by us."""
        toll = Toll()
        for each in range(number):
            if each:
                await self.place.remind(f"nudge:{each}")
            await self._round(f"nudge:{each}" if each else STEP, toll)
        return toll

    async def _round(self, key: str, toll: Toll) -> None:
        moments = sorted(self._moment() for _ in range(self.chance.randint(1, 1 + len(self.crew.members))))
        for arrivals, seconds in moments:
            await self.wire.has_had(arrivals=arrivals)
            await so_long(seconds)
            await self._kill(self.chance.choice(self.crew.members), key, toll)
        await self.place.all_is_sent(key)
        toll.arrived += len(self.wire.arrivals)
        toll.lost += len(self.place.conversations() - self.wire.reached())
        toll.duplicates += self.wire.doubled
        self.wire.arrivals.clear()

    def _moment(self) -> tuple[int, float]:
        """After so many arrivals, and so many seconds."""
        arrivals = self.chance.randint(0, len(self.place.conversations()))
        return arrivals, self.chance.uniform(0, LATEST_AFTER_ARRIVAL_SECONDS)

    async def _kill(self, member: Member, key: str, toll: Toll) -> None:
        await member.killed()
        noted = await self.place.noted_as_sent(key)
        theirs = [each for each in self.wire.arrivals if each.sender == member.name]
        toll.kills += 1
        toll.in_flight += sum(each.conversation not in noted for each in theirs)
        await self.crew.replace(member)

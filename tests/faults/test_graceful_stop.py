"""SIGTERM in the middle of a mass send: what is on its way gets there and is noted, the rest waits."""

import asyncio
from pathlib import Path

import pytest

from domain.deliveries import Fate
from tests.faults.crew import Member, crew
from tests.faults.place import laid
from tests.faults.wire import Wire

OWNERS = 60
PER_SECOND = 30
SLOWLY_SECONDS = 1.5
UNANSWERED = 5
LONGEST_STOP_SECONDS = 10


async def stopped(member: Member) -> tuple[int | None, float]:
    """Ask it to stop; gives the exit code, and how long it took."""
    loop = asyncio.get_running_loop()
    asked = loop.time()
    code = await member.asked_to_stop()
    return code, loop.time() - asked


@pytest.mark.postgresql
async def test_a_stop_finishes_what_is_on_its_way_and_gives_the_rest_back(
    postgresql_url: str, wire: Wire, tmp_path: Path
) -> None:
    wire.latency = SLOWLY_SECONDS
    async with (
        laid(postgresql_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, requests_per_second=PER_SECOND) as them,
    ):
        await wire.has_had(arrivals=OWNERS // 3)
        code, seconds = await stopped(them.members[0])

        assert code == 0
        assert seconds < LONGEST_STOP_SECONDS
        assert await place.noted_as_sent() == wire.reached()
        fates = await place.fates()
        assert set(fates) == {Fate.SENT, Fate.WAITING}
        assert await place.leases() == 0

        wire.latency = 0
        await them.replace(them.members[0])
        await place.all_is_sent()
    assert wire.doubled == 0


async def test_requests_that_hang_do_not_hold_a_stop_up(sqlite_url: str, wire: Wire, tmp_path: Path) -> None:
    wire.silent_for = UNANSWERED
    async with (
        laid(sqlite_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, requests_per_second=PER_SECOND) as them,
    ):
        await wire.has_had(arrivals=OWNERS // 3)
        code, seconds = await stopped(them.members[0])

        assert code == 0
        assert seconds < LONGEST_STOP_SECONDS
        assert await place.noted_as_sent() == wire.reached()
        assert await place.leases() <= UNANSWERED

        await them.replace(them.members[0])
        await place.all_is_sent()
    assert wire.doubled == 0

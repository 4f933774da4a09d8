"""What a dead process had in hand is not left lying until its lease runs out."""

from pathlib import Path

from tests.faults.crew import crew
from tests.faults.place import laid
from tests.faults.wire import Wire

OWNERS = 5
# Much longer than it takes, much shorter than a lease.
SOON_SECONDS = 60


async def test_all_that_a_dead_process_had_taken_goes_out_soon_although_nothing_else_waits(
    sqlite_url: str, wire: Wire, tmp_path: Path
) -> None:
    wire.silent_for = OWNERS
    async with (
        laid(sqlite_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, requests_per_second=100) as them,
    ):
        await wire.has_had(requests=OWNERS)
        [member] = them.members
        await member.killed()
        await them.replace(member)
        await place.all_is_sent(patience=SOON_SECONDS)

    assert wire.doubled == 0

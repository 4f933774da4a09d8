"""Teams is not there, or does not answer: everything waits, and then goes out once."""

from pathlib import Path

from tests.faults.crew import crew
from tests.faults.patience import PATIENCE_SECONDS, so_long
from tests.faults.place import laid
from tests.faults.size import Size
from tests.faults.wire import Wire

OWNERS = 60
PER_SECOND = 40
SHORT_PATIENCE_SECONDS = 1.0
UNANSWERED = 5


async def test_a_connector_that_is_gone_for_a_while_costs_nothing(
    sqlite_url: str, wire: Wire, size: Size, tmp_path: Path
) -> None:
    async with (
        laid(sqlite_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, requests_per_second=PER_SECOND) as them,
    ):
        await wire.has_had(arrivals=OWNERS // 3)
        await wire.go_away()
        await so_long(size.outage)
        before = len(wire.arrivals)
        await wire.come_back()
        # Each attempt waits twice as long as the one before.
        await place.all_is_sent(patience=PATIENCE_SECONDS + 2 * size.outage)

        assert all(each.is_alive for each in them.members)
    assert before < OWNERS
    assert (wire.reached(), wire.doubled) == (place.conversations(), 0)


async def test_requests_that_are_never_answered_are_made_again(
    sqlite_url: str, wire: Wire, tmp_path: Path
) -> None:
    wire.silent_for = UNANSWERED
    async with (
        laid(sqlite_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, requests_per_second=PER_SECOND, patience=SHORT_PATIENCE_SECONDS),
    ):
        await place.all_is_sent()

    assert (wire.reached(), wire.doubled) == (place.conversations(), 0)
    assert wire.requests == OWNERS + UNANSWERED

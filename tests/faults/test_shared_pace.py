"""Three replicas send for one tenant no faster than one may."""

from pathlib import Path

import pytest

from tests.faults.crew import crew
from tests.faults.place import laid
from tests.faults.wire import Wire

OWNERS = 150
PER_SECOND = 50
# Some of what left evenly comes together when the machine has been busy with something else in between.
MOST_IN_A_SECOND = 60


@pytest.mark.postgresql
async def test_the_tenants_pace_holds_across_replicas(
    postgresql_url: str, wire: Wire, tmp_path: Path
) -> None:
    # The connector only counts: whoever is refused waits, which would hide that there was too much.
    async with (
        laid(postgresql_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, replicas=3, requests_per_second=PER_SECOND),
    ):
        await place.all_is_sent()

    assert (wire.reached(), wire.doubled) == (place.conversations(), 0)
    assert wire.most_within(seconds=1) <= MOST_IN_A_SECOND

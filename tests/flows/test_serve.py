"""`lageskoll serve` as an operator starts it: it refuses what is not safe, and says what to mend."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import aiohttp
import pytest

from tests.house.source import ROOT

MAIN = "from bot.cli import main; main()"


def environment(**settings: str) -> dict[str, str]:
    """This process's environment with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LAGESKOLL_")}
    given = {f"LAGESKOLL_{name.upper()}": value for name, value in settings.items()}
    return {**kept, **given, "PYTHONPATH": str(ROOT)}


async def refused(folder: Path, **settings: str) -> tuple[int, str]:
    """Start the service; gives its exit code and what it complained about."""
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, "serve"), cwd=folder, env=environment(**settings), stderr=PIPE
    )
    _, complaint = await started.communicate()
    return started.returncode or 0, complaint.decode()


def is_empty(folder: Path) -> bool:
    """Nothing was made there: no database, no file."""
    return not list(folder.iterdir())


async def test_production_without_credentials_refuses_and_names_what_is_missing(tmp_path: Path) -> None:
    code, complaint = await refused(tmp_path, profile="production")

    assert code != 0
    for missing in ("LAGESKOLL_APP_ID", "LAGESKOLL_TENANT_ID", "LAGESKOLL_APP_SECRET"):
        assert missing in complaint
    assert "Traceback" not in complaint
    assert is_empty(tmp_path)


async def test_without_any_settings_it_is_production(tmp_path: Path) -> None:
    assert (await refused(tmp_path))[0] != 0


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
async def test_development_for_others_than_this_machine_refuses(tmp_path: Path, host: str) -> None:
    code, complaint = await refused(tmp_path, profile="development", host=host)

    assert code != 0
    assert "LAGESKOLL_HOST" in complaint
    assert is_empty(tmp_path)


async def test_a_port_for_figures_that_is_taken_ends_the_service_with_a_sentence(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'lageskoll.db'}"
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, complaint = await refused(
            tmp_path, profile="development", port="0", metrics_port=port, database_url=url
        )

    assert code == 1
    assert f"127.0.0.1:{port}" in complaint
    assert "LAGESKOLL_METRICS_PORT" in complaint
    assert "Traceback" not in complaint


async def test_development_on_this_machine_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'lageskoll.db'}"
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, "serve"),
        cwd=tmp_path,
        env=environment(profile="development", port="0", database_url=url),
        stdout=PIPE,
    )
    assert started.stdout is not None
    line = (await started.stdout.readline()).decode()
    async with aiohttp.ClientSession() as http, http.get(f"{line.split()[-1]}/healthz") as answer:
        assert answer.status == 200

    started.send_signal(signal.SIGTERM)
    await started.communicate()

    assert started.returncode == 0

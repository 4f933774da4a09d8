"""Windows open, speak as Teams would, and leave nothing behind however they are closed."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.demo.playground.errors import PlaygroundError
from bot.demo.playground.install import Installation
from bot.demo.playground.window import DemoBot, Window, free_ports, open_windows
from tests.bot.demo.playground.people import ANNA, BO, BOT, JANE, TENANT

PATIENCE_SECONDS = 30

OPEN_AND_SAY_SO = """
import asyncio, sys
from pathlib import Path
from bot.demo.playground.install import Installation
from bot.demo.playground.window import open_windows
from tests.bot.demo.playground.people import ANNA, BOT

async def main():
    node, script, folder = map(Path, sys.argv[1:])
    installation = Installation(node=node, script=script)
    async with open_windows([ANNA], bot=BOT, installation=installation, folder=folder) as windows:
        print(windows[0].port, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def _node_that(folder: Path, does: str) -> Installation:
    """An installation whose Node.js is a shell script."""
    program = folder / "node"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    return Installation(node=program, script=folder / "cli.js")


@asynccontextmanager
async def _listening_bot(received: asyncio.Queue[dict[str, Any]]) -> AsyncIterator[DemoBot]:
    async def take(request: web.Request) -> web.Response:
        received.put_nowait(await request.json())
        return web.Response()

    application = web.Application()
    application.router.add_post("/api/messages", take)
    async with TestServer(application) as server:
        yield DemoBot(endpoint=str(server.make_url("/api/messages")), bot_id="28:bot", tenant_id=TENANT)


async def _open_page(window: Window) -> None:
    """Do what the page does when somebody opens it."""
    path = f"/_debug/conversation/{window.person.conversation_id}/installation"
    async with aiohttp.request("POST", window.address + path, json={}, raise_for_status=True):
        pass


async def test_each_person_has_a_window_that_answers_and_none_is_left_behind(
    playground: Installation, tmp_path: Path
) -> None:
    async with (
        open_windows([ANNA, BO], bot=BOT, installation=playground, folder=tmp_path) as windows,
        aiohttp.ClientSession() as session,
    ):
        pages = [await (await session.get(window.address)).text() for window in windows]

    assert all("Microsoft 365 Agents Playground" in page for page in pages)
    assert windows[0].address != windows[1].address
    assert not any(_is_alive(window.process_id) for window in windows)


async def test_the_bot_can_look_its_person_up(playground: Installation, tmp_path: Path) -> None:
    async with open_windows([ANNA], bot=BOT, installation=playground, folder=tmp_path) as windows:
        conversation = f"{windows[0].service_url}/v3/conversations/{ANNA.conversation_id}"
        async with aiohttp.request("GET", f"{conversation}/members/{ANNA.teams_user_id}") as answer:
            member = await answer.json()

    assert (member["email"], member["aadObjectId"], member["tenantId"]) == (
        ANNA.email,
        ANNA.entra_object_id,
        TENANT,
    )


async def test_opening_the_page_tells_the_bot_in_the_persons_language_where_to_answer(
    playground: Installation, tmp_path: Path
) -> None:
    received: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    async with (
        _listening_bot(received) as bot,
        open_windows([JANE], bot=bot, installation=playground, folder=tmp_path) as windows,
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        await _open_page(windows[0])
        installed = await received.get()

    assert (installed["type"], installed["action"], installed["locale"]) == (
        "installationUpdate",
        "add",
        "en-GB",
    )
    assert installed["entities"][0]["locale"] == "en-GB"
    assert installed["serviceUrl"] == windows[0].service_url
    assert installed["conversation"]["id"] == JANE.conversation_id


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives loopback more than one address")
async def test_a_window_can_be_reached_from_this_machine_only(
    playground: Installation, tmp_path: Path
) -> None:
    async with open_windows([ANNA], bot=BOT, installation=playground, folder=tmp_path) as windows:
        # A second listener on another of loopback's addresses has room only if the window took just one.
        with socket.socket() as other:
            other.bind(("127.0.0.2", windows[0].port))
            other.listen()

            assert other.getsockname()[1] == windows[0].port


async def test_a_taken_port_is_said_and_nothing_is_left_behind(
    playground: Installation, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PlaygroundError, match=f"Anna Lind's window .* port {port} is taken"):
            async with open_windows([ANNA], bot=BOT, installation=playground, folder=tmp_path, ports=[port]):
                pytest.fail("the window opened on a taken port")


async def test_a_port_that_somebody_takes_meanwhile_is_left_for_another(
    playground: Installation, tmp_path: Path
) -> None:
    # The first time it comes to another port than it was told, as the Playground does when its own is taken.
    first = tmp_path / "once"
    script = f'[ -e {first} ] && exec {playground.node} "$@"; touch {first}; echo Listening on 1; exec cat'
    installation = replace(_node_that(tmp_path, script), script=playground.script)

    async with open_windows(
        [ANNA], bot=BOT, installation=installation, folder=tmp_path / "windows"
    ) as windows:
        assert first.exists()
        assert "Anna Lind" in windows[0].person.name


async def test_a_window_that_ends_at_once_says_what_the_process_said(tmp_path: Path) -> None:
    installation = _node_that(tmp_path, "echo the cat ate it; exit 1")

    with pytest.raises(PlaygroundError, match=r"and ended.*\n.*the cat ate it"):
        async with open_windows([ANNA], bot=BOT, installation=installation, folder=tmp_path / "windows"):
            pytest.fail("a broken window opened")


async def test_a_window_that_never_opens_is_given_up(tmp_path: Path) -> None:
    installation = _node_that(tmp_path, "cat")

    with pytest.raises(PlaygroundError, match=r"within 0\.1 seconds"):
        async with open_windows(
            [ANNA], bot=BOT, installation=installation, folder=tmp_path / "windows", start_seconds=0.1
        ):
            pytest.fail("a window without a page opened")


async def test_when_one_window_does_not_open_the_others_are_closed(tmp_path: Path) -> None:
    anna = tmp_path / "windows" / ANNA.entra_object_id / "process-id"
    waits = f"until [ -s {anna} ]; do sleep 0.05; done; exit 1"
    runs = f"echo $$ > {anna}; exec cat"
    installation = _node_that(tmp_path, f'case "$PWD" in *{ANNA.entra_object_id}) {runs};; *) {waits};; esac')

    with pytest.raises(PlaygroundError, match="Bo Ek's window did not open and ended"):
        async with open_windows([BO, ANNA], bot=BOT, installation=installation, folder=tmp_path / "windows"):
            pytest.fail("a broken window opened")

    assert not _is_alive(int(anna.read_text()))


async def test_a_cancelled_evening_leaves_no_window_open(playground: Installation, tmp_path: Path) -> None:
    opened: asyncio.Queue[tuple[Window, ...]] = asyncio.Queue()

    async def evening() -> None:
        async with open_windows([ANNA, BO], bot=BOT, installation=playground, folder=tmp_path) as windows:
            opened.put_nowait(windows)
            await asyncio.Event().wait()

    task = asyncio.create_task(evening())
    windows = await opened.get()
    task.cancel()
    await asyncio.wait([task])

    assert task.cancelled()
    assert not any(_is_alive(window.process_id) for window in windows)


async def test_a_window_closes_by_itself_when_its_parent_is_killed(
    playground: Installation, tmp_path: Path
) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OPEN_AND_SAY_SO, playground.node, playground.script, tmp_path,
        stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[4],
    )  # fmt: skip
    assert parent.stdout is not None
    port = int(await parent.stdout.readline())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    parent.kill()
    await parent.wait()
    async with asyncio.timeout(PATIENCE_SECONDS):
        rest = await reader.read()
    writer.close()

    # The connection ends when the window's process does.
    assert rest == b""


def test_free_ports_are_all_different() -> None:
    assert len(set(free_ports(20))) == 20

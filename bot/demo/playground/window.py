"""Opens one Playground window per person and closes them all, whatever happens in between."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.demo.playground.child import Child, running
from bot.demo.playground.configuration import DemoBot, DemoPerson, write_configuration
from bot.demo.playground.errors import PlaygroundError, PortTakenError
from bot.demo.playground.install import Installation, child_environment

__all__ = ["DemoBot", "DemoPerson", "Window", "free_ports", "open_windows"]

LOOPBACK = "127.0.0.1"
START_SECONDS = 30.0
ATTEMPTS = 3
PAUSE_SECONDS = 0.1
PRELOAD = Path(__file__).with_name("preload.cjs")
LISTENING = re.compile(r"^Listening on (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """An open window: what the person opens in a browser, and where the bot finds them."""

    person: DemoPerson
    port: int
    process_id: int

    @property
    def address(self) -> str:
        """What the person opens in a browser."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def service_url(self) -> str:
        """Where the bot sends what this person is to see."""
        return _service_url(self.port)


@asynccontextmanager
async def open_windows(
    people: Sequence[DemoPerson],
    *,
    bot: DemoBot,
    installation: Installation,
    folder: Path,
    ports: Sequence[int] = (),
    colleagues: Sequence[DemoPerson] = (),
    start_seconds: float = START_SECONDS,
) -> AsyncIterator[tuple[Window, ...]]:
    """Open a window for each of `people`, at `ports` or wherever there is room; all close with the block.

    Their working directories are made under `folder`; `colleagues` can be chosen in them besides `people`.
    Raises PlaygroundError when one does not open within `start_seconds`; the others are closed then too.
    """

    async def started(stack: AsyncExitStack, chosen: Sequence[int]) -> tuple[Window, ...]:
        starting = []
        # All are started before any is waited for: three take hardly longer than one.
        for person, port in zip(people, chosen, strict=True):
            window_folder = _prepare(folder, person, bot=bot, colleagues=[*people, *colleagues])
            command = _command(installation, bot=bot, port=port)
            child = running(command, folder=window_folder, environment=_environment(installation, person))
            starting.append((person, port, await stack.enter_async_context(child)))
        return tuple([await _open(*one, start_seconds) for one in starting])

    async with AsyncExitStack() as stack:
        yield await (started(stack, ports) if ports else _where_there_is_room(stack, started, len(people)))


async def _where_there_is_room(
    stack: AsyncExitStack,
    started: Callable[[AsyncExitStack, Sequence[int]], Awaitable[tuple[Window, ...]]],
    count: int,
) -> tuple[Window, ...]:
    """At any ports. A port that was free may be taken before a window has it; then others are tried."""
    for _ in range(ATTEMPTS - 1):
        async with AsyncExitStack() as attempt:
            with suppress(PortTakenError):
                windows = await started(attempt, free_ports(count))
                stack.push_async_exit(attempt.pop_all())
                return windows
    return await started(stack, free_ports(count))


def free_ports(count: int) -> list[int]:
    """So many loopback ports that nobody listens on just now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]


def _service_url(port: int) -> str:
    return f"http://{LOOPBACK}:{port}/_connector"


def _prepare(folder: Path, person: DemoPerson, *, bot: DemoBot, colleagues: Sequence[DemoPerson]) -> Path:
    window_folder = folder.absolute() / person.entra_object_id
    window_folder.mkdir(parents=True, exist_ok=True)
    write_configuration(window_folder, person, bot=bot, colleagues=colleagues)
    return window_folder


def _command(installation: Installation, *, bot: DemoBot, port: int) -> list[str]:
    return [
        str(installation.node),
        "--require", str(PRELOAD),
        str(installation.script), "start",
        "--app-endpoint", bot.endpoint,
        "--channel-id", "msteams",
        "--service-url", _service_url(port),
        "--port", str(port),
        "--disable-telemetry",
    ]  # fmt: skip


def _environment(installation: Installation, person: DemoPerson) -> dict[str, str]:
    return {
        **child_environment(node=installation.node),
        # Otherwise each window opens itself in the system's browser.
        "TEAMSAPPTESTER_BROWSER": "none",
        "PLAYGROUND_LOCALE": person.locale,
        "TZ": "Europe/Stockholm",
    }


async def _open(person: DemoPerson, port: int, child: Child, seconds: float) -> Window:
    """The window, once it is open."""
    window = Window(person=person, port=port, process_id=child.process_id)
    try:
        async with asyncio.timeout(seconds), aiohttp.ClientSession() as session:
            # Another program's start sets no event of ours: it can only be asked again.
            while not (_has_its_port(window, child) and await _answers(session, window)):  # noqa: ASYNC110
                await asyncio.sleep(PAUSE_SECONDS)
    except TimeoutError:
        raise PlaygroundError(_did_not_open(window, child, f"within {seconds:g} seconds")) from None
    return window


def _has_its_port(window: Window, child: Child) -> bool:
    """Whether it listens where we asked; raises PlaygroundError when it has ended or gone elsewhere."""
    if child.has_ended:
        raise PlaygroundError(_did_not_open(window, child, "and ended"))
    listening = LISTENING.search(child.output())
    if listening is not None and int(listening[1]) != window.port:
        raise PortTakenError(_did_not_open(window, child, f"because port {window.port} is taken"))
    return listening is not None


async def _answers(session: aiohttp.ClientSession, window: Window) -> bool:
    try:
        async with session.get(window.address) as answer:
            return answer.ok
    except aiohttp.ClientError:
        return False


def _did_not_open(window: Window, child: Child, how: str) -> str:
    return f"{window.person.name}'s window did not open {how}. The Playground said:\n{child.last_words()}"

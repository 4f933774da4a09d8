"""Starts the processes that are measured and those that they talk to; all answer in lines of JSON."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, cast

from bench.connector import Orders
from bench.tally import ConversationCount, Count

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "bench"
LAST_WORDS_SECONDS = 20
PATIENCE_SECONDS = 60
HOST = "127.0.0.1"


class EndedError(Exception):
    """A process that was to be measured has ended; its own words are above."""


class WrongError(Exception):
    """What was measured did not do its work, so its figures are worth nothing; it says what is amiss."""


@dataclass(frozen=True)
class Running:
    """A process that answers in lines."""

    process: subprocess.Popen[str]

    def line(self) -> str:
        """The next line that it prints; raises `EndedError` when there is none."""
        line = cast("IO[str]", self.process.stdout).readline()
        if not line:
            raise EndedError(" ".join(cast("list[str]", self.process.args)))
        return line.strip()

    def figures(self) -> Any:  # noqa: ANN401 - the caller knows what it asked for
        """The next line, as JSON."""
        return json.loads(self.line())

    def tell(self, line: str) -> None:
        """Write it a line."""
        stream = cast("IO[str]", self.process.stdin)
        stream.write(line + "\n")
        stream.flush()


@contextmanager
def running(module: str, *arguments: str, python: str = sys.executable) -> Iterator[Running]:
    """`python -m module arguments` in this folder; its standard input ends when it is to stop."""
    # Nobody's own settings come into a measurement.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LAGESKOLL_")}
    process = subprocess.Popen(
        [python, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=surroundings | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
    )
    try:
        yield Running(process)
    finally:
        cast("IO[str]", process.stdin).close()
        try:
            process.wait(LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cast("IO[str]", process.stdout).close()


@dataclass(frozen=True, slots=True)
class ConnectorProcess:
    """The connector in its own process."""

    address: str

    def reset(self, orders: Orders) -> None:
        """Behave like this from now on, and begin to count anew."""
        self._control(json.dumps(asdict(orders)).encode())

    def count(self) -> Count:
        """What came since the reset."""
        return cast("Count", self._control())

    def taken(self) -> int:
        """How many messages were taken, which is told at once however many there are."""
        return cast("int", self._control(query="?taken=1"))

    def conversations(self) -> dict[str, ConversationCount]:
        """What came in each conversation."""
        return cast("dict[str, ConversationCount]", self._control(query="?conversations=1"))

    def _control(self, body: bytes | None = None, query: str = "") -> object:
        with urllib.request.urlopen(f"{self.address}/control{query}", data=body) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())


@contextmanager
def connector() -> Iterator[ConnectorProcess]:
    """A connector without TLS."""
    with running("bench.connector") as process:
        yield ConnectorProcess(process.line())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def wait_for(port: int, path: str = "") -> None:
    """Until somebody listens on the port, and says that all is well at that path."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < patience:
        try:
            socket.create_connection((HOST, port)).close()
            if path:
                urllib.request.urlopen(f"http://{HOST}:{port}{path}").close()
        except (OSError, urllib.error.HTTPError):
            time.sleep(0.05)
        else:
            return
    raise EndedError(f"nobody listens on port {port}")

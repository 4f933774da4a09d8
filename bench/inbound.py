"""How fast answers are taken: our whole service against echoes on the SDKs, in the same run.

`python -m bench.inbound --help` tells what can be chosen.
"""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice, product
from pathlib import Path
from typing import Annotated, cast

import orjson
import typer

from bench import card, certificates, databases, environments, presses, tables, town, town_writing
from bench.environments import BARE
from bench.identity import APP_ID, ISSUER, SERVICE_URL, Identity
from bench.load import Felt, Load
from bench.ours.service import Microsoft, Serving
from bench.ours.stored import stored
from bench.peers.gauge import Figures
from bench.peers.served import HOST, MESSAGES, Errand
from bench.processes import WrongError, free_port, running, wait_for
from bench.together import Together

OURS = "Lägeskoll"
WARM_UP = 50
HANDLER_CLIENTS = 10
HEADINGS = (
    "server",
    "clients",
    "answers/s",
    "median ms",
    "slowest 1 % ms",
    "CPU s per 1000",
    "worst stall ms",
    "peak MiB",
)
NOTES = (
    "Lägeskoll: token verified, form parsed, answer and audit stored (fsync), the list drawn and returned;",
    "what it says elsewhere because of the answer leaves through the outbox meanwhile.",
    "The others verify the token and return a list as long as ours that lies ready; they store nothing.",
    "bare aiohttp checks the signature of every request; Lägeskoll remembers a verified token until it ends.",
    "botbuilder answers around its own on_adaptive_card_invoke, which fails in 4.17.1.",
    "The Agents SDK's address of the keys is fixed, so it is replaced; the others are told it.",
)


@dataclass(frozen=True, slots=True)
class Server:
    """Whom to measure: us on a database, or a peer; `deed` is what is pressed."""

    name: str
    database: str = ""
    deed: str = "answer"
    processes: int = 1

    @property
    def title(self) -> str:
        """As the table calls it."""
        if not self.database:
            return environments.TITLES[self.name]
        several = f", {self.processes} processes" if self.processes > 1 else ""
        return f"{OURS}, {self.deed}, {self.database}{several}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One run against one server."""

    server: Server
    clients: int
    felt: Felt
    figures: Figures


@dataclass(kw_only=True)
class Race:
    """Everything that the runs share: Microsoft on this machine, the filled databases, the bodies."""

    folder: Path
    identity: Identity
    connector_port: int
    stack: ExitStack
    answers: int
    clients: int
    filled: dict[str, tuple[databases.Databases, town.Town]] = field(default_factory=dict)

    @property
    def warm_up(self) -> int:
        """How many answers are not weighed, each by an owner of its own."""
        return min(WARM_UP, self.answers)

    @property
    def owners(self) -> int:
        """As many as answer once for each of their plan activities, and a few to warm up with."""
        return -(-self.answers // town.ITEMS) + self.warm_up

    @property
    def certificate(self) -> str:
        """Microsoft's certificate on this machine."""
        return str(self.folder / "certificate.pem")

    def fill(self, kind: str) -> None:
        """Make a town where nobody has answered."""
        place = self.stack.enter_context(databases.of_kind(kind))
        towns: list[town.Town] = []
        place.filled(
            lambda url: towns.extend(town_writing.write(url, SERVICE_URL, tenants=1, owners=self.owners))
        )
        self.filled[kind] = place, towns[0]

    def peer(self, name: str) -> Iterator[Sample]:
        """One run against a peer; it gets the same presses as we do."""
        port = free_port()
        todo = Errand(
            port=port,
            app_id=APP_ID,
            issuer=ISSUER,
            openid_url=self.identity.openid_url,
            keys_url=self.identity.keys_url,
            card_file=str(card.write()),
        )
        _, home = next(iter(self.filled.values()))
        python = environments.python_of(name)
        with running(f"bench.peers.{name}.inbound", todo.as_json(), python=python) as process:
            yield self._answered(Together([process]), port, home, Server(name))

    @contextmanager
    def served(
        self, kind: str, refusal_wait_seconds: float = 1, processes: int = 1
    ) -> Iterator[tuple[Together, int, town.Town]]:
        """Our service on a copy of that database, and its port; at the end every answer is to be stored."""
        place, home = self.filled[kind]
        port, url = free_port(), place.copy()
        todo = Serving(
            port=port,
            of=processes,
            database_url=url,
            tenant_id=home.tenant_id,
            at=town.EVENING.isoformat(),
            refusal_wait_seconds=refusal_wait_seconds,
            microsoft=Microsoft(
                openid_url=self.identity.openid_url,
                authority=self.identity.authority,
                certificate=self.certificate,
                connector_port=self.connector_port,
            ),
        )
        with ExitStack() as stack:
            each = [replace(todo, number=number).as_json() for number in range(processes)]
            service = Together([stack.enter_context(running("bench.ours.service", one)) for one in each])
            wait_for(port, "/readyz")
            # Each of them answers as soon as it serves.
            service.tell("tell")
            service.figures()
            yield service, port, home
        self._check(url, kind)
        place.drop(url)

    def ours(self, kind: str, processes: int = 1) -> Iterator[Sample]:
        """One run against us: the answers, then the handlers that only show something."""
        with self.served(kind, processes=processes) as (process, port, home):
            yield self._answered(process, port, home, Server(OURS, kind, processes=processes))
            everybody = range(self.warm_up, self.owners)
            for deed, bodies in (("form", presses.forms), ("list", presses.lists)):
                server = Server(OURS, kind, deed, processes)
                yield self.pressed(process, port, bodies(home, everybody), server, HANDLER_CLIENTS)

    def _answered(self, process: Together, port: int, home: town.Town, server: Server) -> Sample:
        warm_up = islice(presses.answers(home, range(self.warm_up)), self.warm_up)
        self.press(port, warm_up, self.warm_up)
        bodies = islice(presses.answers(home, range(self.warm_up, self.owners)), self.answers)
        return self.pressed(process, port, bodies, server, self.clients)

    def pressed(
        self, process: Together, port: int, bodies: Iterable[presses.Body], server: Server, clients: int
    ) -> Sample:
        """So many clients press while the server is weighed; raises `WrongError` when one is not answered."""
        process.tell("begin")
        felt = self.press(port, bodies, clients)
        process.tell("tell")
        if felt["failed"]:
            raise WrongError(f"{server.title}: {felt['failed']} presses failed")
        return Sample(server=server, clients=clients, felt=felt, figures=process.figures())

    def press(self, port: int, bodies: Iterable[presses.Body], clients: int) -> Felt:
        """So many clients press; how it felt."""
        file = self.folder / "bodies.jsonl"
        file.write_bytes(b"\n".join(map(orjson.dumps, bodies)))
        load = Load(
            url=f"http://{HOST}:{port}{MESSAGES}",
            token=self.identity.token,
            bodies_file=str(file),
            clients=clients,
        )
        wait_for(port)
        with running("bench.load", load.as_json()) as process:
            return cast("Felt", process.figures())

    def _check(self, url: str, kind: str) -> None:
        """Every answer that was confirmed is there, once, with its trace."""
        answers, traces = asyncio.run(stored(url))
        if answers != self.answers + self.warm_up or traces != answers:
            wanted = self.answers + self.warm_up
            raise WrongError(f"{OURS}, {kind}: {answers} of {wanted} answers stored, {traces} traces")


def main(
    *,
    answers: int = 2_000,
    clients: int = 32,
    databases: Annotated[str, typer.Option(help="Where our answers lie.")] = "sqlite,postgresql",
    peers: Annotated[str, typer.Option(help="Whom to measure besides us.")] = ",".join(environments.ALL),
    processes: Annotated[str, typer.Option(help="As how many processes we serve.")] = "1,2",
    runs: Annotated[int, typer.Option(help="How many times; the table shows medians.")] = 3,
    quick: Annotated[bool, typer.Option(help="One small run of us and the bare server.")] = False,
) -> None:
    """Measure how fast answers are taken."""
    if quick:
        answers, peers, runs = min(answers, 500), BARE, 1
    kinds = [kind for kind in databases.split(",") if kind]
    samples = race(
        kinds,
        [peer for peer in peers.split(",") if peer],
        several=[int(each) for each in processes.split(",")],
        answers=answers,
        clients=clients,
        runs=runs,
    )
    title = f"Inbound, {answers} answers, median of {runs}\n{tables.machine()}"
    tables.show(title, HEADINGS, rows(samples), NOTES)


def race(
    kinds: list[str], peers: list[str], *, several: list[int], answers: int, clients: int, runs: int
) -> list[Sample]:
    """Everybody so many times over, taking turns."""
    with contest(answers, clients) as everybody:
        for kind in kinds:
            everybody.fill(kind)
        samples: list[Sample] = []
        for _ in range(runs):
            for peer in peers:
                samples += everybody.peer(peer)
            for kind, processes in product(kinds, several):
                samples += everybody.ours(kind, processes)
        return samples


def rows(samples: list[Sample]) -> Iterator[tuple[str, ...]]:
    """A row for each server and deed."""
    for server in dict.fromkeys(each.server for each in samples):
        theirs = [each for each in samples if each.server == server]
        yield (
            server.title,
            str(theirs[0].clients),
            tables.number(tables.middle(theirs, lambda each: each.felt["done"] / each.felt["seconds"])),
            tables.number(tables.middle(theirs, lambda each: each.felt["median_ms"])),
            tables.number(tables.middle(theirs, lambda each: each.felt["slowest_percent_ms"])),
            tables.number(tables.middle(theirs, _cpu_per_thousand)),
            tables.number(tables.middle(theirs, lambda each: each.figures["worst_stall_ms"])),
            tables.number(tables.middle(theirs, lambda each: each.figures["peak_memory_mib"])),
        )


def _cpu_per_thousand(sample: Sample) -> float:
    return 1000 * sample.figures["cpu_seconds"] / max(1, sample.felt["done"])


@contextmanager
def contest(answers: int, clients: int) -> Iterator[Race]:
    """What everybody who is measured needs: Microsoft's logins, and the connector."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="lageskoll-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        certificate = folder / "certificate.pem"
        certificates.write(certificate)
        identity = stack.enter_context(running("bench.identity", str(certificate)))
        wire = stack.enter_context(running("bench.connector", str(certificate)))
        yield Race(
            folder=folder,
            identity=Identity(**json.loads(identity.line())),
            connector_port=int(wire.line().rpartition(":")[2]),
            stack=stack,
            answers=answers,
            clients=clients,
        )


if __name__ == "__main__":
    tables.command(main)

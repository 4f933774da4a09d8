"""How fast reminders leave: our whole durable path against a bare loop and the SDKs, in the same run.

`python -m bench.outbound --help` tells what can be chosen; `--quick` takes a minute.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

import typer

from bench import card, databases, environments, tables, town, town_writing
from bench.connector import Orders
from bench.environments import BARE
from bench.memory import grow
from bench.ours.outbound import Delivering
from bench.peers.errand import Errand
from bench.peers.gauge import Figures
from bench.processes import ConnectorProcess, WrongError, connector, running
from bench.tally import Count

WARM_UP = 20
QUICK_REMINDERS = 1_000
OURS = "Lägeskoll"
BOTBUILDER = "botbuilder"
HEADINGS = (
    "sender",
    "messages/s",
    "CPU s per 1000",
    "peak MiB",
    "connections",
    "worst stall ms",
    "× bare",
    "× botbuilder",
)
NOTES = (
    "Lägeskoll: claimed from the outbox, judged, drawn, sent and settled, with every row on disk (fsync).",
    "The others only send: the card is ready, nothing is stored, nothing is tried again.",
    "No SDK logs in: each is given a token that needs no network, which is to its advantage.",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom to measure: us on a database, or a peer."""

    name: str
    database: str = ""

    @property
    def title(self) -> str:
        """As the table calls it."""
        return f"{OURS}, {self.database}" if self.database else environments.TITLES[self.name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One run of one sender."""

    sender: Sender
    latency: float
    figures: Figures
    count: Count

    @property
    def arrived(self) -> int:
        """How many different messages came, apart from those that were to warm up with."""
        return self.count["messages"] - WARM_UP

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.figures["done"] / self.figures["seconds"]


class Race:
    """Everything that the runs share: the connector, the filled databases, the card."""

    def __init__(self, wire: ConnectorProcess, stack: ExitStack, reminders: int, in_flight: int) -> None:
        self._wire = wire
        self._stack = stack
        self._reminders = reminders
        self._in_flight = in_flight
        self._card_file = str(card.write())
        self._filled: dict[str, tuple[databases.Databases, town.Town]] = {}

    def fill(self, kind: str) -> None:
        """Make a town with its reminders in the outbox."""
        place = self._stack.enter_context(databases.of_kind(kind))
        towns: list[town.Town] = []

        def fill(url: str) -> None:
            towns.extend(
                town_writing.write(
                    url, f"{self._wire.address}/{{tenant_id}}", tenants=1, owners=self._reminders + WARM_UP
                )
            )
            asyncio.run(town.remind(url, towns, warm_up=WARM_UP))

        place.filled(fill)
        self._filled[kind] = place, towns[0]

    def run(self, sender: Sender, latency: float) -> Sample:
        """Let one sender send everything once."""
        self._wire.reset(Orders(latency=latency))
        figures = self._ours(sender) if sender.database else self._peer(sender)
        count = self._wire.count()
        sample = Sample(sender=sender, latency=latency, figures=figures, count=count)
        if sample.arrived != self._reminders or count["doubled"] or figures["failed"]:
            raise WrongError(
                f"{sender.title}: {sample.arrived} of {self._reminders} arrived,"
                f" {count['doubled']} twice, {figures['failed']} failed"
            )
        return sample

    def _ours(self, sender: Sender) -> Figures:
        place, home = self._filled[sender.database]
        url = place.copy()
        todo = Delivering(database_url=url, tenant_id=home.tenant_id)
        with running("bench.ours.outbound", todo.as_json()) as process:
            figures: Figures = process.figures()
        place.drop(url)
        return figures

    def _peer(self, sender: Sender) -> Figures:
        todo = Errand(
            service_url=self._wire.address,
            card_file=self._card_file,
            messages=self._reminders,
            warm_up=WARM_UP,
            in_flight=self._in_flight,
        )
        python = environments.python_of(sender.name)
        with running(f"bench.peers.{sender.name}.outbound", todo.as_json(), python=python) as process:
            figures: Figures = process.figures()
        return figures


def main(
    *,
    reminders: int = 2_000,
    latency: Annotated[str, typer.Option(help="How slowly the connector answers, in ms.")] = "0,100",
    in_flight: Annotated[int, typer.Option(help="How many at a time the peers have on the way.")] = 64,
    databases: Annotated[str, typer.Option(help="Where our outbox lies.")] = "sqlite,postgresql",
    peers: Annotated[str, typer.Option(help="Whom to measure besides us.")] = ",".join(environments.ALL),
    runs: Annotated[int, typer.Option(help="How many times; the table shows medians.")] = 3,
    quick: Annotated[bool, typer.Option(help="One small run of us and the bare loop.")] = False,
    memory: Annotated[bool, typer.Option(help="Only our memory, with 2 000 to 200 000 reminders.")] = False,
) -> None:
    """Measure how fast reminders leave."""
    kinds = databases.split(",")
    if memory:
        grow(kinds, (2_000, 20_000) if quick else (2_000, 20_000, 200_000))
        return
    if quick:
        reminders, peers, runs = min(reminders, QUICK_REMINDERS), BARE, 1
    senders = [Sender(peer) for peer in peers.split(",") if peer] + [Sender(OURS, kind) for kind in kinds]
    latencies = [float(milliseconds) / 1000 for milliseconds in latency.split(",")]
    samples = race(senders, latencies, reminders=reminders, in_flight=in_flight, runs=runs)
    for each in latencies:
        title = (
            f"Outbound, {reminders} reminders, connector answering in {each * 1000:.0f} ms,"
            f" peers with {in_flight} in flight; median of {runs}\n{tables.machine()}"
        )
        tables.show(title, HEADINGS, rows([s for s in samples if s.latency == each]), NOTES)


def race(
    senders: list[Sender], latencies: list[float], *, reminders: int, in_flight: int, runs: int
) -> list[Sample]:
    """Every sender at every latency, so many times over, taking turns."""
    with ExitStack() as stack:
        wire = stack.enter_context(connector())
        contest = Race(wire, stack, reminders, in_flight)
        for kind in {sender.database for sender in senders if sender.database}:
            contest.fill(kind)
        return [
            contest.run(sender, latency) for _ in range(runs) for latency in latencies for sender in senders
        ]


def rows(samples: list[Sample]) -> Iterator[tuple[str, ...]]:
    """A row for each sender."""
    rates = {sender: tables.middle(theirs, lambda each: each.rate) for sender, theirs in _by_sender(samples)}
    for sender, theirs in _by_sender(samples):
        yield (
            sender.title,
            tables.number(rates[sender]),
            tables.number(tables.middle(theirs, _cpu_per_thousand)),
            tables.number(tables.middle(theirs, lambda each: each.figures["peak_memory_mib"])),
            str(int(tables.middle(theirs, lambda each: each.count["connections"]))),
            tables.number(tables.middle(theirs, lambda each: each.figures["worst_stall_ms"])),
            _ratio(rates, sender, BARE),
            _ratio(rates, sender, BOTBUILDER),
        )


def _by_sender(samples: list[Sample]) -> Iterator[tuple[Sender, list[Sample]]]:
    for sender in dict.fromkeys(each.sender for each in samples):
        yield sender, [each for each in samples if each.sender == sender]


def _cpu_per_thousand(sample: Sample) -> float:
    return 1000 * sample.figures["cpu_seconds"] / max(1, sample.figures["done"])


def _ratio(rates: dict[Sender, float], sender: Sender, peer: str) -> str:
    theirs = rates.get(Sender(peer))
    return tables.number(rates[sender] / theirs) if theirs else ""


if __name__ == "__main__":
    tables.command(main)

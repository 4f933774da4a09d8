"""How fast reminders leave: our whole durable path against a bare loop and the SDKs, in the same run.

`python -m bench.outbound --help` tells what can be chosen; `--quick` takes a minute.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Annotated

import typer

from bench import card, databases, environments, tables
from bench.connector import Orders
from bench.delivering import Filled, delivered, filled
from bench.environments import BARE
from bench.memory import grow
from bench.peers.errand import Errand
from bench.peers.gauge import Figures
from bench.processes import ConnectorProcess, WrongError, connector, running
from bench.tally import Count

WARM_UP = 20
QUICK_REMINDERS = 1_000
TOWNS = 8
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
    "Several processes: eight tenants, as each tenant is sent for by one process at a time.",
    "Lägeskoll: claimed from the outbox, judged, drawn, sent and settled, with every row on disk (fsync).",
    "The others only send: the card is ready, nothing is stored, nothing is tried again.",
    "No SDK logs in: each is given a token that needs no network, which is to its advantage.",
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom to measure: us on a database, as so many processes, or a peer."""

    name: str
    database: str = ""
    processes: int = 1

    @property
    def title(self) -> str:
        """As the table calls it."""
        if not self.database:
            return environments.TITLES[self.name]
        several = f", {self.processes} processes" if self.processes > 1 else ""
        return f"{OURS}, {self.database}{several}"

    @property
    def towns(self) -> int:
        """How many tenants the reminders belong to."""
        return TOWNS if self.processes > 1 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One run of one sender."""

    sender: Sender
    latency: float
    figures: Figures
    count: Count

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.figures["done"] / self.figures["seconds"]


class Race:
    """Everything that the runs share: the connector, the filled databases, the card."""

    def __init__(
        self, wire: ConnectorProcess, stack: ExitStack, *, reminders: int, items: int, in_flight: int
    ) -> None:
        self._wire = wire
        self._stack = stack
        self._reminders = reminders
        self._in_flight = in_flight
        self._items = items
        self._card_file = str(card.write(items))
        self._filled: dict[tuple[str, int], Filled] = {}

    def fill(self, kind: str, towns: int) -> None:
        """Make towns with their reminders in the outbox."""
        place = self._stack.enter_context(databases.of_kind(kind))
        self._filled[kind, towns] = filled(
            place,
            self._wire.address,
            reminders=self._reminders,
            towns=towns,
            warm_up=WARM_UP,
            items=self._items,
        )

    def run(self, sender: Sender, latency: float) -> Sample:
        """Let one sender send everything once."""
        self._wire.reset(Orders(latency=latency))
        home = self._filled.get((sender.database, sender.towns))
        figures = self._peer(sender) if home is None else delivered(home, sender.processes)
        count = self._wire.count()
        wanted, warm_up = (home.reminders, home.warm_up) if home else (self._reminders, WARM_UP)
        arrived = count["messages"] - warm_up
        if arrived != wanted or count["doubled"] or figures["failed"]:
            raise WrongError(
                f"{sender.title}: {arrived} of {wanted} arrived,"
                f" {count['doubled']} twice, {figures['failed']} failed"
            )
        return Sample(sender=sender, latency=latency, figures=figures, count=count)

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
    items: Annotated[
        int, typer.Option(help="An owner's plan activities: 3 make a card of 6 KB, 5 of 10.")
    ] = 3,
    in_flight: Annotated[int, typer.Option(help="How many at a time the peers have on the way.")] = 64,
    databases: Annotated[str, typer.Option(help="Where our outbox lies.")] = "sqlite,postgresql",
    peers: Annotated[str, typer.Option(help="Whom to measure besides us.")] = ",".join(environments.ALL),
    processes: Annotated[str, typer.Option(help="As how many processes we send.")] = "1,2",
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
    senders = [Sender(peer) for peer in peers.split(",") if peer] + [
        Sender(OURS, kind, int(several)) for kind in kinds for several in processes.split(",")
    ]
    latencies = [float(milliseconds) / 1000 for milliseconds in latency.split(",")]
    samples = race(senders, latencies, reminders=reminders, items=items, in_flight=in_flight, runs=runs)
    for each in latencies:
        title = (
            f"Outbound, {reminders} reminders of {items} plan activities,"
            f" connector answering in {each * 1000:.0f} ms, peers with {in_flight} in flight;"
            f" median of {runs}\n{tables.machine()}"
        )
        tables.show(title, HEADINGS, rows([s for s in samples if s.latency == each]), NOTES)


def race(
    senders: list[Sender], latencies: list[float], *, reminders: int, items: int, in_flight: int, runs: int
) -> list[Sample]:
    """Every sender at every latency, so many times over, taking turns."""
    with ExitStack() as stack:
        wire = stack.enter_context(connector())
        contest = Race(wire, stack, reminders=reminders, items=items, in_flight=in_flight)
        for kind, towns in {(sender.database, sender.towns) for sender in senders if sender.database}:
            contest.fill(kind, towns)
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

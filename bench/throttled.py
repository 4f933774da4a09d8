"""Nothing is lost and nothing comes twice while the platform throttles and fails at random.

`python -m bench.throttled --help` tells what can be chosen.
"""

import asyncio
import json
import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from bench import databases, presses, tables, town, town_writing
from bench.connector import Orders
from bench.ours.fates import fates_in
from bench.ours.service import Serving
from bench.peers.served import HOST, MESSAGES
from bench.processes import ConnectorProcess, WrongError, connector, free_port, running, wait_for
from bench.tally import ConversationCount, Count
from domain.deliveries import Fate
from domain.people import PersonId

PLATFORM_RATE = 50
FAULT_SHARE = 0.01
PATIENCE_SECONDS = 300
# People who write to the bot meanwhile.
WRITERS = 10
QUICK_REMINDERS = 200
NOTES = (
    "The connector enforces 50 requests a second per tenant and the windows per conversation, and fails 1 %:",
    "502, 504 or no answer at all, and half of the latter two after the message was taken.",
    "Who gets no answer cannot know whether the message was taken: what then comes twice is not ours.",
    "The rate is that of all requests until the last reminder had its first attempt.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One round on one database. `people` were to be reminded; `writers` were too, and wrote meanwhile.

    `waits` are how long those waited, in ms.
    """

    reminders: int
    people: list[ConversationCount]
    writers: list[ConversationCount]
    count: Count
    waits: list[float]

    @property
    def lost(self) -> int:
        """People whom nothing reached."""
        return self.reminders - sum(1 for each in self.people if each["messages"])

    @property
    def doubled(self) -> int:
        """Messages that came twice."""
        return sum(each["doubled"] for each in self.people)

    @property
    def own_fault(self) -> int:
        """Those that we could have known of."""
        return self.doubled - sum(each["excused"] for each in self.people)

    @property
    def unanswered(self) -> int:
        """People who wrote and got no list, only their reminder."""
        return sum(1 for each in self.writers if each["messages"] < 2)  # noqa: PLR2004 - reminder and list

    @property
    def throttled(self) -> float:
        """The share of the requests that were one too many."""
        return self.count["statuses"].get("429", 0) / max(1, self.count["requests"])

    @property
    def failed(self) -> int:
        """Requests that were made to fail."""
        return self.count["hung"] + sum(self.count["statuses"].get(each, 0) for each in ("502", "504"))

    @property
    def seconds(self) -> float:
        """When the last message was taken."""
        return max(each["last"] for each in self.count["tenants"].values()) - self.count["first"]

    @property
    def rate(self) -> float:
        """Requests a second while there was always something to send."""
        return self.count["before_last_new"] / max(0.001, self.count["last_new"] - self.count["first"])


def main(
    *,
    reminders: int = 500,
    databases: Annotated[str, typer.Option(help="Where our outbox lies.")] = "sqlite,postgresql",
    seed: Annotated[int, typer.Option(help="Which requests fail.")] = 1,
    quick: Annotated[bool, typer.Option(help="Fewer reminders, on SQLite.")] = False,
) -> None:
    """Measure how we fare when the platform is at its worst."""
    if quick:
        reminders, databases = min(reminders, QUICK_REMINDERS), "sqlite"
    kinds = databases.split(",")
    samples = [sent(kind, reminders, seed=seed) for kind in kinds]
    title = f"Throttled: {reminders} reminders and {WRITERS} people who write meanwhile\n{tables.machine()}"
    tables.show(title, ("", *kinds), rows(samples), NOTES)


def sent(
    kind: str, reminders: int, *, seed: int = 1, writers: int = WRITERS, fault_share: float = FAULT_SHARE
) -> Sample:
    """One morning's reminders through the whole service."""
    with connector() as wire, databases.of_kind(kind) as place:
        towns: list[town.Town] = []
        address = f"{wire.address}/{{tenant_id}}"
        place.filled(
            lambda url: towns.extend(town_writing.write(url, address, tenants=1, owners=reminders + writers))
        )
        home = towns[0]
        wire.reset(Orders(throttled=True, fault_share=fault_share, seed=seed))
        url = place.copy()
        with _service(url, home) as port, ThreadPoolExecutor(WRITERS) as threads:
            asked = _while_people_write(threads, writers, home, wire, port)
            # Until our own books say so; the connector cannot know what we would still send.
            _until(lambda: asyncio.run(fates_in(url, home.tenant_id))[Fate.SENT] == home.owners)
        people = home.people()
        return Sample(
            reminders=reminders,
            people=_reached(wire, people[:reminders]),
            writers=_reached(wire, people[reminders:]),
            count=wire.count(),
            waits=[each.result() for each in asked],
        )


def rows(samples: list[Sample]) -> Iterator[tuple[str, ...]]:
    """A row for each figure."""
    for name, figure in FIGURES.items():
        yield (name, *map(figure, samples))


@contextmanager
def _service(url: str, home: town.Town) -> Iterator[int]:
    port = free_port()
    todo = Serving(
        port=port, database_url=url, tenant_id=home.tenant_id, at=town.MORNING.isoformat(), quiet=True
    )
    with running("bench.ours.service", todo.as_json()):
        wait_for(port)
        yield port


def _while_people_write(
    threads: ThreadPoolExecutor, writers: int, home: town.Town, wire: ConnectorProcess, port: int
) -> list[Future[float]]:
    """From the first reminder on the last owners write, evenly over the time that the reminders must take."""
    asked = []
    _until(lambda: wire.taken() > 0)
    pause = home.owners / PLATFORM_RATE / (writers + 1)
    for owner in range(home.owners - writers, home.owners):
        body = presses.asking(home, owner, f"{wire.address}/{home.tenant_id}")
        time.sleep(pause)
        asked.append(threads.submit(_waited, port, body))
    return asked


def _until(has_come: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not has_come():
        if time.monotonic() > patience:
            raise WrongError(f"not all are sent after {PATIENCE_SECONDS} s")
        time.sleep(0.2)


def _waited(port: int, body: presses.Body) -> float:
    """How long one person waits for an answer, in ms."""
    request = urllib.request.Request(
        f"http://{HOST}:{port}{MESSAGES}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    began = time.perf_counter()
    urllib.request.urlopen(request).close()  # noqa: S310 - as above
    return (time.perf_counter() - began) * 1000


def _reached(wire: ConnectorProcess, people: Sequence[PersonId]) -> list[ConversationCount]:
    """What came to these people."""
    found = wire.conversations()
    return [found[name] for name in map(town.conversation_id, people) if name in found]


FIGURES: Mapping[str, Callable[[Sample], str]] = {
    "lost": lambda sample: str(sample.lost),
    "twice": lambda sample: str(sample.doubled),
    "twice, and we could have known": lambda sample: str(sample.own_fault),
    "rate, of 50/s": lambda sample: f"{100 * sample.rate / PLATFORM_RATE:.1f} %",
    "requests answered 429": lambda sample: f"{100 * sample.throttled:.2f} %",
    "requests that failed": lambda sample: str(sample.failed),
    "seconds until all were there": lambda sample: tables.number(sample.seconds),
    "people who got no answer": lambda sample: str(sample.unanswered),
    "answer to a person, median ms": lambda sample: tables.number(statistics.median(sample.waits)),
    "answer to a person, slowest ms": lambda sample: tables.number(max(sample.waits)),
}


if __name__ == "__main__":
    tables.command(main)

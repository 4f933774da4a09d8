"""What becomes of real answers while strangers send rubbish as fast as they can, and what each kind costs us.

`python -m bench.garbage --help` tells what can be chosen.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

import typer

from bench import databases, inbound, presses, rubbish, tables, town
from bench.flood import TELL, Flood, Flooded
from bench.inbound import OURS, Sample, Server
from bench.processes import Running, running
from bench.together import Together

WARM_UP_CLIENTS = 10
# A few strangers find out what a kind costs as well as a hundred.
TRIED_BY = 4
ONE_MICROSECOND = 1e-6
# Each piece costs what it costs only while nobody waits.
WAITS = (0.0, 1.0)
HEADINGS = (
    "meanwhile",
    "a crowd waits, s",
    "rubbish/s",
    "answers/s",
    "median ms",
    "slowest 1 % ms",
    "CPU s",
    "worst stall ms",
    "peak MiB",
)
NOTES = (
    "The service, those who answer and the strangers share the machine.",
    "Whoever answers waits for each answer before the next; all are looked for in the database afterwards.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Answers while so many strangers send so much a second at most; 0 for as much as they can."""

    title: str
    strangers: int
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What a level came to; `flooded` is None where there were no strangers."""

    level: Level
    wait_seconds: float
    sample: Sample
    flooded: Flooded | None

    @property
    def rubbish_per_second(self) -> float:
        """How much was answered or cut off."""
        return self.flooded["done"] / self.flooded["seconds"] if self.flooded else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one kind of rubbish costs the service, each."""

    kind: str
    flooded: Flooded
    cpu_seconds: float

    @property
    def microseconds(self) -> float:
        """Of processor, for each piece."""
        return self.cpu_seconds / max(1, self.flooded["done"]) / ONE_MICROSECOND


def main(
    *,
    answers: Annotated[int, typer.Option(help="How many at each level.")] = 1_000,
    clients: Annotated[int, typer.Option(help="How many answer at a time.")] = 10,
    strangers: Annotated[int, typer.Option(help="How many connections the rubbish comes on.")] = 100,
    seconds: Annotated[float, typer.Option(help="How long each kind is tried by itself.")] = 3.0,
    kind: Annotated[str, typer.Option(help="Where our answers lie.")] = databases.SQLITE,
    quick: Annotated[bool, typer.Option(help="A small run.")] = False,
) -> None:
    """Measure what rubbish does to real answers."""
    if quick:
        answers, seconds = min(answers, 200), 0.5
    levels = [
        Level(title="nothing", strangers=0),
        Level(title="1 000 a second", strangers=strangers, most=1_000),
        Level(title="as much as they can", strangers=strangers),
    ]
    weighed, costs = measured(kind, levels, answers=answers, clients=clients, seconds=seconds)
    title = f"{OURS}, {answers} answers from {clients} clients, {strangers} strangers\n{tables.machine()}"
    tables.show(title, HEADINGS, map(_row, weighed), NOTES)
    tables.show("Each kind by itself", ("kind", "a second", "CPU µs each", "answered"), map(_cost_row, costs))


def measured(
    kind: str,
    levels: list[Level],
    *,
    answers: int,
    clients: int,
    seconds: float,
    waits: Sequence[float] = WAITS,
) -> tuple[list[Weighed], list[Cost]]:
    """Every level while nobody has to wait and while refusals do, and every kind of rubbish by itself."""
    weighed: list[Weighed] = []
    costs: list[Cost] = []
    with inbound.contest(answers * len(levels), clients) as race:
        race.fill(kind)
        for wait_seconds in waits:
            with race.served(kind, wait_seconds) as (process, port, home):
                race.press(port, _some(home, range(race.warm_up), race.warm_up), WARM_UP_CLIENTS)
                bodies = presses.answers(home, range(race.warm_up, race.owners))
                for level in levels:
                    with _flooding(port, level) as strangers:
                        sample = race.pressed(process, port, islice(bodies, answers), Server(OURS), clients)
                        flooded = _told(strangers)
                    weighed.append(
                        Weighed(level=level, wait_seconds=wait_seconds, sample=sample, flooded=flooded)
                    )
                if not wait_seconds:
                    costs = _costs(process, port, seconds)
    return weighed, costs


def _some(home: town.Town, owners: range, number: int) -> Iterator[presses.Body]:
    return islice(presses.answers(home, owners), number)


@contextmanager
def _flooding(port: int, level: Level) -> Iterator[Running | None]:
    """Strangers who have begun; None where there are to be none."""
    if not level.strangers:
        yield None
        return
    flood = Flood(port=port, strangers=level.strangers, most=level.most)
    with running("bench.flood", flood.as_json()) as strangers:
        strangers.line()
        yield strangers


def _told(strangers: Running | None) -> Flooded | None:
    if strangers is None:
        return None
    strangers.tell(TELL)
    flooded: Flooded = strangers.figures()
    return flooded


def _costs(process: Together, port: int, seconds: float) -> list[Cost]:
    with _flooding(port, Level(title="", strangers=TRIED_BY)) as strangers:
        assert strangers is not None
        return [_cost(process, strangers, kind, seconds) for kind in rubbish.kinds()]


def _cost(process: Together, strangers: Running, kind: str, seconds: float) -> Cost:
    strangers.tell(kind)
    process.tell("begin")
    time.sleep(seconds)
    process.tell("tell")
    flooded = _told(strangers)
    assert flooded is not None
    return Cost(kind=kind, flooded=flooded, cpu_seconds=process.figures()["cpu_seconds"])


def _row(each: Weighed) -> tuple[str, ...]:
    felt, figures = each.sample.felt, each.sample.figures
    return (
        each.level.title,
        tables.number(each.wait_seconds),
        tables.number(each.rubbish_per_second),
        tables.number(felt["done"] / felt["seconds"]),
        tables.number(felt["median_ms"]),
        tables.number(felt["slowest_percent_ms"]),
        tables.number(figures["cpu_seconds"]),
        tables.number(figures["worst_stall_ms"]),
        tables.number(figures["peak_memory_mib"]),
    )


def _cost_row(each: Cost) -> tuple[str, ...]:
    answers = ", ".join(sorted(each.flooded["answers"]))
    a_second = tables.number(each.flooded["done"] / each.flooded["seconds"])
    return each.kind, a_second, tables.number(each.microseconds), answers


if __name__ == "__main__":
    tables.command(main)

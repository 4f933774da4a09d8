"""What a strategist waits for in the largest municipality: cards and workbooks of the desk, and the clock.

`python -m bench.desk --help` tells what can be chosen; `--quick` takes a minute.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Annotated

import typer

from bench import databases, large_town, tables, town
from bench.large_town import EACH, ESCALATION, UNITS, LargeTown
from bot.router import Router
from cards.card import Card, JsonValue
from cards.finding import FIND
from cards.verbs import Verb
from dialogs.desk import Desk
from dialogs.turn import CardSubmitted, OfferFile, Replace, Reply, Say, Sender, Show, TextSaid
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint, Member
from scheduler import escalation, reminders
from storage.database import Database

CALENDAR = WorkCalendar()
MS = 1000.0
HEADINGS = ("what", "first ms", "median ms", "worst ms", "CPU ms", "KB")
NOTES = (
    "First: with nothing remembered from before; the others follow at once.",
    "From the press to the card in the answer, without the way there and back.",
    "CPU is ours (median); what PostgreSQL uses is its own.",
)

Deed = Callable[[], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """How long somebody waited for one thing, each time, and how much came."""

    title: str
    milliseconds: Sequence[float]
    cpu: Sequence[float]
    size: int

    def row(self) -> tuple[str, ...]:
        """As the table shows it."""
        rest = self.milliseconds[1:] or self.milliseconds
        figures = (self.milliseconds[0], statistics.median(rest), max(rest), statistics.median(self.cpu))
        return (self.title, *map(tables.number, figures), tables.number(self.size / 1000))


def main(
    *,
    units: int = UNITS,
    each: Annotated[int, typer.Option(help="Plan activities in each unit.")] = EACH,
    runs: int = 7,
    kind: Annotated[list[str] | None, typer.Option(help="sqlite, postgresql; both if not told.")] = None,
    quick: Annotated[bool, typer.Option(help="A small town.")] = False,
) -> None:
    """Measure what a strategist waits for."""
    if quick:
        units, each, runs = 8, 60, 3
    for each_kind in kind or [databases.SQLITE, databases.POSTGRESQL]:
        found = waits(each_kind, units=units, each=each, runs=runs)
        title = f"The desk, {each_kind}: {units} units with {each} plan activities each"
        tables.show(f"{title}\n{tables.machine()}", HEADINGS, (wait.row() for wait in found), NOTES)


def waits(kind: str, *, units: int, each: int, runs: int) -> list[Waited]:
    """Do everything so many times on one database."""
    with databases.of_kind(kind) as place:
        towns: list[LargeTown] = []
        place.filled(lambda url: towns.append(large_town.write(url, units=units, each=each)))
        return asyncio.run(_waits(place.copy(), towns[0], runs))


async def _waits(url: str, place: LargeTown, runs: int) -> list[Waited]:
    database = Database(url)
    try:
        desk = _Strategist(database=database, place=place)
        return [await _timed(title, deed, runs) for title, deed in desk.deeds()]
    finally:
        await database.close()


async def _timed(title: str, deed: Deed, runs: int) -> Waited:
    taken, used, size = [], [], 0
    for _ in range(runs):
        began, began_cpu = time.perf_counter(), time.process_time()
        reply = await deed()
        taken.append((time.perf_counter() - began) * MS)
        used.append((time.process_time() - began_cpu) * MS)
        size = _size(title, reply)
    return Waited(title=title, milliseconds=taken, cpu=used, size=size)


def _size(title: str, reply: Reply | None) -> int:
    match reply:
        case Show(card) | Replace(card):
            return len(card.json)
        case OfferFile():
            return len(reply.content)
        case None:
            return 0
        case _:
            raise RuntimeError(f"{title}: {reply}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Strategist:
    """Somebody who presses everything there is at the desk, and the clock that ticks meanwhile."""

    database: Database
    place: LargeTown
    router: Router = field(init=False)

    def __post_init__(self) -> None:
        desk = Desk(
            database=self.database,
            calendar=CALENDAR,
            messenger=_Nobody(),
            wake=lambda: None,
        )
        object.__setattr__(self, "router", Router(desk, lambda: ESCALATION + timedelta(hours=1)))

    def deeds(self) -> list[tuple[str, Deed]]:
        """Everything, as the table calls it."""
        unit: dict[str, JsonValue] = {"unit": self.place.unit}
        presses: list[tuple[str, Verb, Mapping[str, JsonValue]]] = [
            ("overview by unit", Verb.SHOW_OVERVIEW, {}),
            ("overview by measure", Verb.SHOW_OVERVIEW, {"by": "measure"}),
            ("one unit", Verb.SHOW_UNIT, unit),
            ("search by name", Verb.SEARCH, {FIND: "Ägare 1234"}),
            ("to do", Verb.SHOW_TODO, {}),
            ("who would be nudged", Verb.ASK_NUDGE, {}),
            ("ledger of deliveries", Verb.SHOW_DELIVERIES, {}),
            ("what one manager is told", Verb.SHOW_ESCALATION, unit),
            ("managing the round", Verb.SHOW_ROUND, {}),
            ("what more time would mean", Verb.PREVIEW_EXTEND, {"day": "2023-09-26", "revision": 0}),
            ("what closing would mean", Verb.ASK_CLOSE_ROUND, {"revision": 0}),
            ("response figures", Verb.SHOW_RESPONSES, {}),
            ("response figures, workbook", Verb.RESPONSES_BOOK, {}),
            ("pre-flight", Verb.SHOW_PREFLIGHT, {}),
            ("pre-flight, workbook", Verb.PREFLIGHT_BOOK, {}),
            ("rehearsal", Verb.SHOW_REHEARSAL, {}),
            ("white spots", Verb.SHOW_WHITE_SPOTS, {}),
            ("white spots, workbook", Verb.WHITE_SPOTS_BOOK, {}),
            ("summary", Verb.SHOW_SUMMARY, {}),
        ]
        return [
            *((title, partial(self._press, verb, data)) for title, verb, data in presses),
            ("the year", partial(self._say, "årshjul")),
            ("reminders are decided", self._remind),
            ("managers are decided, then looked for", self._escalate),
        ]

    async def _press(self, verb: Verb, data: Mapping[str, JsonValue]) -> Reply:
        about: dict[str, JsonValue] = {"round": self.place.town.follow_up_round_id, "once": "bench"}
        return await self.router.answer(
            CardSubmitted(
                sender=self._sender, contact=self._contact, verb=verb, data={**about, **data}, message_id=""
            )
        )

    async def _say(self, text: str) -> Reply:
        reply = await self.router.answer(TextSaid(sender=self._sender, contact=self._contact, text=text))
        if isinstance(reply, Say):
            raise RuntimeError(reply)  # noqa: TRY004 - it is the answer that is wrong
        return reply

    async def _remind(self) -> None:
        await reminders.run(self.database, ESCALATION, CALENDAR)

    async def _escalate(self) -> None:
        await escalation.run(self.database, ESCALATION, CALENDAR)

    @property
    def _contact(self) -> ContactPoint:
        first = self.place.town.first_person
        return ContactPoint(
            tenant_id=self.place.town.tenant_id,
            entra_object_id=town.entra_id(first),
            service_url=large_town.ADDRESS,
            conversation_id=town.conversation_id(first),
        )

    @property
    def _sender(self) -> Sender:
        contact = self._contact
        return Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Ägare")


class _Nobody:
    """Carries nothing: all that is measured comes in the answer."""

    async def send(self, contact: ContactPoint, card: Card) -> str:
        """Nothing is sent."""
        raise NotImplementedError

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        """Nothing is redrawn."""
        raise NotImplementedError

    async def open_conversation(self, contact: ContactPoint) -> str:
        """Nobody is written to."""
        raise NotImplementedError

    async def look_up(self, contact: ContactPoint) -> Member:
        """Everybody is known."""
        raise NotImplementedError


if __name__ == "__main__":
    tables.command(main)

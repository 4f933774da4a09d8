"""How long the director waits for the summary, and for what is behind it, in a small and in a vast plan.

`python -m bench.summary --help` tells what can be chosen; `--quick` takes half a minute.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, cast

import typer
from sqlalchemy import create_engine, text

from bench import databases, tables, town, town_writing
from cards.card import Card
from cards.summary.payloads import AboutSummary, Screen
from cards.words import Words
from dialogs.desk import Desk, Turn
from dialogs.summary import screens
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.summary.selection import NOTEWORTHY, Selection
from scheduler.messenger import Messenger
from storage import rounds, schema
from storage.database import Database

ADDRESS = "https://smba.trafficmanager.net/emea/"
SMALL, VAST = 10_000, 200_000
HEADINGS = ("what", "first ms", "median ms", "KB")
NOTES = ("From the request to the card, without the way there and back. Nothing is remembered between two.",)
# Most have answered; a tenth is delayed for one reason and a fiftieth dropped for another.
ANSWERED = """
INSERT INTO answer (tenant_id, follow_up_round_id, plan_activity_id, progress, percent, comment,
    obstacle_kind, obstacle_text, next_step, needs_decision, promise, unchanged, answered_by, answered_at,
    submission_key, owner_id)
SELECT tenant_id, :round, id,
    CASE WHEN id % 10 = 0 THEN 'delayed' WHEN id % 50 = 3 THEN 'dropped' WHEN id % 10 = 2 THEN 'done'
        ELSE 'on_track' END,
    40, 'Arbetet är igång i fyra av tio byggnader; resten planeras till våren.',
    CASE WHEN id % 10 = 0 THEN 'procurement' WHEN id % 50 = 3 THEN 'money' END,
    CASE WHEN id % 10 = 0 OR id % 50 = 3 THEN 'Upphandlingen är överklagad.' ELSE '' END,
    'Redovisa kvarvarande byggnader.', CASE WHEN id % 97 = 0 THEN {true} ELSE {false} END,
    CASE WHEN id % 4 = 0 THEN 'kept' WHEN id % 4 = 1 THEN 'moved' END,
    CASE WHEN id % 3 = 0 THEN {true} ELSE {false} END, owner_id, '2023-08-30 09:00:00', 'now:' || id, owner_id
FROM plan_activity WHERE id % 15 <> 7
"""

Draw = Callable[[], Awaitable[Card]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """How long one card took, each time."""

    title: str
    milliseconds: Sequence[float]
    size: int

    def row(self) -> tuple[str, ...]:
        """As the table shows it."""
        first, *rest = self.milliseconds
        return (
            self.title,
            *map(tables.number, (first, statistics.median(rest or [first]), self.size / 1000)),
        )


def main(
    *,
    runs: int = 4,
    kind: Annotated[list[str] | None, typer.Option(help="sqlite, postgresql; both if not told.")] = None,
    size: Annotated[list[int] | None, typer.Option(help="How many plan activities.")] = None,
    quick: Annotated[bool, typer.Option(help="Small plans.")] = False,
) -> None:
    """Measure what the director waits for."""
    sizes = size or ([1_000, SMALL] if quick else [SMALL, VAST])
    for each in kind or [databases.SQLITE, databases.POSTGRESQL]:
        for plan_activities in sizes:
            found = waits(each, plan_activities, runs)
            title = f"The summary, {each}: {plan_activities} plan activities\n{tables.machine()}"
            tables.show(title, HEADINGS, (wait.row() for wait in found), NOTES)


def waits(kind: str, plan_activities: int, runs: int) -> list[Waited]:
    """Draw every card so many times on one database."""
    with databases.of_kind(kind) as place:
        towns: list[town.Town] = []
        place.filled(lambda url: towns.append(write(url, plan_activities)))
        return asyncio.run(_waits(place.copy(), towns[0], runs))


def write(url: str, plan_activities: int) -> town.Town:
    """A municipality in which most have answered."""
    items = town.ITEMS_IN_LARGE_PLANS
    owners = plan_activities // items
    [written] = town_writing.write(url, ADDRESS, tenants=1, owners=owners, items=items)
    engine = create_engine(schema.synchronous_url(url))
    is_sqlite = engine.dialect.name == "sqlite"
    answered = ANSWERED.format(true="1" if is_sqlite else "TRUE", false="0" if is_sqlite else "FALSE")
    if not is_sqlite:
        answered = answered.replace("'2023-08-30 09:00:00'", "TIMESTAMPTZ '2023-08-30 09:00:00Z'")
    with engine.begin() as connection:
        connection.execute(text(answered), {"round": written.follow_up_round_id})
    engine.dispose()
    return written


async def _waits(url: str, home: town.Town, runs: int) -> list[Waited]:
    database = Database(url)
    try:
        turn = _turn(database, home)
        front = AboutSummary(follow_up_round_id=home.follow_up_round_id)
        one_unit = Selection(org_unit_id=OrgUnitId(1))
        places = {
            "the summary": front,
            "deviations, first page": front.to(Screen.ANSWERS, NOTEWORTHY),
            "by measure": front.to(Screen.BY_MEASURE),
            "the map": front.to(Screen.MAP),
            "one unit’s answers, page 20": front.to(Screen.ANSWERS, one_unit).turned(20),
            "obstacles": front.to(Screen.OBSTACLES),
            "over time": front.to(Screen.TREND),
        }
        return [await _timed(title, turn, about, runs) for title, about in places.items()]
    finally:
        await database.close()


async def _timed(title: str, turn: Turn, about: AboutSummary, runs: int) -> Waited:
    taken, size = [], 0
    for _ in range(runs):
        began = time.perf_counter()
        card = await _drawn(turn, about)
        taken.append((time.perf_counter() - began) * 1000)
        size = len(card.json)
    return Waited(title=title, milliseconds=taken, size=size)


async def _drawn(turn: Turn, about: AboutSummary) -> Card:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await rounds.find(session, about.follow_up_round_id)
        card = await screens.drawn(session, turn, follow_up_round, about) if follow_up_round else None
    if card is None:
        raise RuntimeError(about)
    return card


def _turn(database: Database, home: town.Town) -> Turn:
    # Nothing is sent while a card is drawn.
    nobody = cast("Messenger", None)
    desk = Desk(database=database, calendar=WorkCalendar(), messenger=nobody, wake=lambda: None)
    person = Person(
        person_id=PersonId(home.first_person),
        name="Direktören",
        email="direktoren@bankkoping.example",
        org_unit_id=OrgUnitId(1),
        roles=frozenset({Role.DIRECTOR}),
    )
    contact = ContactPoint(
        tenant_id=home.tenant_id,
        entra_object_id=town.entra_id(home.first_person),
        service_url=ADDRESS,
        conversation_id=town.conversation_id(home.first_person),
    )
    return Turn(desk=desk, at=town.MORNING, person=person, contact=contact, words=Words())


if __name__ == "__main__":
    tables.command(main)

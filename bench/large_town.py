"""The largest municipality that we promise to serve: forty units with three hundred plan activities each.

The round is past its deadline: three of five are answered, everybody has been reminded, and most units have a
manager.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, create_engine, insert, select, update
from sqlmodel import SQLModel

from bench import town, town_texts, town_writing
from bench.town import ITEMS_IN_LARGE_PLANS, Town
from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.people import Role
from domain.reminders import ReminderKind
from storage import schema, tables
from storage.database import table_of

UNITS, EACH = 40, 300
UNITS_WITHOUT_MANAGER = 2
# Friday 15 September 2023, 09:00 in Stockholm: three working days after the deadline.
ESCALATION = datetime(2023, 9, 15, 7, tzinfo=UTC)
ANSWERED, OF_SO_MANY = 3, 5
FIRST_STEP, STEP = datetime(2023, 8, 22, 7, tzinfo=UTC), "-15"
ADDRESS = "https://smba.trafficmanager.net/emea/"

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeTown:
    """A town whose first owner is a strategist too. `unit` is one of its units."""

    town: Town
    unit: int


def write(url: str, *, units: int = UNITS, each: int = EACH) -> LargeTown:
    """Migrate the database and fill it."""
    items = ITEMS_IN_LARGE_PLANS
    [written] = town_writing.write(url, ADDRESS, tenants=1, owners=units * each // items, items=items)
    engine = create_engine(schema.synchronous_url(url))
    with engine.begin() as connection:
        first = _Growing(connection, written).grow(units)
    engine.dispose()
    return LargeTown(town=written, unit=first)


class _Growing:
    """Makes a written town large."""

    def __init__(self, connection: Connection, written: Town) -> None:
        self._connection = connection
        self._town = written

    def grow(self, units: int) -> int:
        """All of it; returns one unit."""
        ids = self._units(units)
        self._spread(ids)
        self._roles(ids)
        self._escalation()
        self._answers()
        self._reminders()
        return ids[0]

    def _units(self, number: int) -> list[int]:
        existing = list(self._connection.execute(select(table_of(tables.OrgUnitRow).c.id)).scalars())
        more = range(len(existing), number)
        self._add(tables.OrgUnitRow, ({"name": f"Förvaltning {each}", "kind": "sector"} for each in more))
        ids = list(self._connection.execute(select(table_of(tables.OrgUnitRow).c.id)).scalars())
        measures = list(self._connection.execute(select(table_of(tables.MeasureRow).c.id)).scalars())
        pairs = ((measure, unit) for measure in measures for unit in ids)
        self._add(
            tables.AdoptionRow, ({"measure_id": measure, "org_unit_id": unit} for measure, unit in pairs)
        )
        return ids[:number]

    def _spread(self, units: list[int]) -> None:
        """Every unit has as many people as every other, each with their own plan activities."""
        person, item = table_of(tables.PersonRow), table_of(tables.PlanActivityRow)
        for place, unit in enumerate(units):
            theirs = person.c.id % len(units) == place
            self._connection.execute(update(person).where(theirs).values(org_unit_id=unit))
            owned = item.c.owner_id % len(units) == place
            self._connection.execute(update(item).where(owned).values(org_unit_id=unit))

    def _roles(self, units: list[int]) -> None:
        first = self._town.first_person
        managers = range(first, first + max(1, len(units) - UNITS_WITHOUT_MANAGER))
        rows = [{"person_id": each, "role": Role.MANAGER.value} for each in managers]
        strategist = {"person_id": first, "role": Role.STRATEGIST.value}
        self._add(tables.PersonRoleRow, [*rows, strategist])

    def _escalation(self) -> None:
        rounds = table_of(tables.FollowUpRoundRow)
        ours = rounds.c.id == self._town.follow_up_round_id
        self._connection.execute(update(rounds).where(ours).values(escalation_days=3, escalation_at=time(9)))

    def _answers(self) -> None:
        """Three of five plan activities, every tenth as last time."""
        item = table_of(tables.PlanActivityRow)
        found = self._connection.execute(
            select(item.c.id, item.c.owner_id).where(item.c.id % OF_SO_MANY < ANSWERED)
        )
        self._add(tables.AnswerRow, (self._answer(row.id, row.owner_id) for row in found.all()))

    def _answer(self, item: int, owner: int) -> Values:
        return {
            "follow_up_round_id": self._town.follow_up_round_id,
            "plan_activity_id": item,
            "progress": "on_track",
            "percent": 60,
            "comment": town_texts.comment(item),
            "next_step": town_texts.NEXT_STEP,
            "unchanged": item % 10 == 0,
            "answered_by": owner,
            "owner_id": owner,
            "answered_at": town.MORNING,
            "submission_key": f"now:{item}",
            "taps": 3,
        }

    def _reminders(self) -> None:
        people = self._town.people()
        same = {"follow_up_round_id": self._town.follow_up_round_id}
        self._add(
            tables.ReminderRow,
            (
                {
                    **same,
                    "person_id": each,
                    "key": STEP,
                    "kind": ReminderKind.STEP.value,
                    "decided_at": FIRST_STEP,
                }
                for each in people
            ),
        )
        reminder = table_of(tables.ReminderRow)
        self._add(tables.DeliveryRow, self._deliveries(self._connection.execute(select(reminder)).all()))
        self._add(
            tables.LivingMessageRow,
            (
                {
                    **same,
                    "person_id": each,
                    "recipient_id": each,
                    "message_id": f"m{each}",
                    "since": FIRST_STEP,
                }
                for each in people
            ),
        )

    def _deliveries(self, reminders: Iterable[Row[Any]]) -> Iterator[Values]:
        """Every fiftieth has blocked the app."""
        for row in reminders:
            is_lost = row.person_id % 50 == 0
            yield {
                "key": f"reminder:{row.id}",
                "kind": DeliveryKind.REMINDER.value,
                "fate": (Fate.GIVEN_UP if is_lost else Fate.SENT).value,
                "failure": FailureReason.BLOCKED.value if is_lost else None,
                "follow_up_round_id": row.follow_up_round_id,
                "person_id": row.person_id,
                "reminder_id": row.id,
                "not_before": FIRST_STEP,
                "settled_at": FIRST_STEP,
                "created_at": FIRST_STEP,
                "attempts": 1,
            }

    def _add(self, table: type[SQLModel], rows: Iterable[Values]) -> None:
        complete = [{"tenant_id": self._town.tenant_id, **row} for row in rows]
        self._connection.execute(insert(table_of(table)), complete)

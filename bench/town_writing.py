"""Writes whole municipalities straight into the tables, a thousand owners at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from sqlalchemy import Connection, create_engine, event, func, insert, select
from sqlmodel import SQLModel

from bench import town_texts
from bench.peers.errand import BOT_ID
from bench.town import ANSWERED_LAST_TIME, ITEMS, Town, conversation_id, entra_id, tenant_id
from domain.calendar import WorkCalendar
from domain.people import PersonId, Role, TenantId
from domain.plan import PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, RoundState, usual_round
from storage import schema, tables
from storage.database import table_of

OWNERS_AT_A_TIME = 1000

Row = Mapping[str, object]


def write(url: str, service_url: str, *, tenants: int, owners: int, items: int = ITEMS) -> list[Town]:
    """Migrate the database and fill it; `service_url` may hold `{tenant_id}`.

    Each of the owners has so many plan activities (`items`), all answered last time.
    """
    schema.upgrade(url)
    engine = create_engine(schema.synchronous_url(url))
    if engine.dialect.name == "sqlite":
        # Only while nothing is measured.
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    ids = _Ids()
    towns = []
    for number in range(tenants):
        with engine.begin() as connection:
            towns.append(_Writer(connection, ids, tenant_id(number), service_url).town(owners, items))
    with engine.begin() as connection:
        _continue_numbers(connection)
    engine.dispose()
    return towns


class _Ids:
    """Numbers for rows that point at each other, given without asking the database."""

    def __init__(self) -> None:
        self.unit, self.plan, self.measure, self.person = count(1), count(1), count(1), count(1)
        self.item, self.follow_up_round = count(1), count(1)


class _Writer:
    """Writes one municipality."""

    def __init__(self, connection: Connection, ids: _Ids, own_tenant_id: TenantId, service_url: str) -> None:
        self._connection = connection
        self._ids = ids
        self._tenant_id = own_tenant_id
        self._service_url = service_url.format(tenant_id=own_tenant_id)

    def town(self, owners: int, items: int) -> Town:
        """The plan, its two rounds and the owners."""
        self._add(
            tables.MunicipalGroupRow, [{"name": "Bänkköpings kommunkoncern", "time_zone": "Europe/Stockholm"}]
        )
        plan_id = PlanId(next(self._ids.plan))
        self._add(tables.PlanRow, [{"id": plan_id, "year": 2023, "title": "Handlingsplan för miljön 2023"}])
        self._units = [next(self._ids.unit) for _ in town_texts.UNITS]
        self._add(
            tables.OrgUnitRow,
            [
                {"id": unit, "name": name, "kind": kind}
                for unit, (name, kind) in zip(self._units, town_texts.UNITS, strict=True)
            ],
        )
        measures = [next(self._ids.measure) for _ in town_texts.MEASURES]
        self._add(
            tables.MeasureRow,
            [
                {"id": measure, "plan_id": plan_id, "number": number, "title": title}
                for number, (measure, title) in enumerate(zip(measures, town_texts.MEASURES, strict=True), 1)
            ],
        )
        earlier, current = self._rounds(plan_id)
        people, first_items = [], []
        for first in range(0, owners, OWNERS_AT_A_TIME):
            chunk = self._people(min(OWNERS_AT_A_TIME, owners - first))
            rows = [row for each in chunk for row in self._theirs(each, items, plan_id, measures)]
            first_items.append(self._plan_activities(rows, earlier))
            people.append(chunk[0])
        return Town(
            tenant_id=self._tenant_id,
            follow_up_round_id=current,
            first_person=PersonId(people[0]),
            owners=owners,
            first_item=first_items[0],
            items=items,
        )

    def _add(self, table: type[SQLModel], rows: Iterable[Row]) -> None:
        complete = [{"tenant_id": self._tenant_id, **row} for row in rows]
        self._connection.execute(insert(table_of(table)), complete)

    def _rounds(self, plan_id: PlanId) -> tuple[FollowUpRoundId, FollowUpRoundId]:
        calendar = WorkCalendar()
        closed = usual_round(plan_id, Occasion.ANNUAL_ACCOUNTS, date(2022, 12, 31), calendar)
        current = usual_round(plan_id, Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), calendar)
        return (
            self._round(replace(closed, state=RoundState.CLOSED)),
            self._round(replace(current, state=RoundState.OPEN)),
        )

    def _round(self, follow_up_round: FollowUpRound) -> FollowUpRoundId:
        number = next(self._ids.follow_up_round)
        self._add(
            tables.FollowUpRoundRow,
            [
                {
                    "id": number,
                    "plan_id": follow_up_round.plan_id,
                    "occasion": follow_up_round.occasion.value,
                    "reference_date": follow_up_round.reference_date,
                    "opens_at": follow_up_round.opens_at,
                    "deadline": follow_up_round.deadline,
                    "closes_at": follow_up_round.closes_at,
                    "state": follow_up_round.state.value,
                }
            ],
        )
        self._add(
            tables.ReminderStepRow,
            [
                {"follow_up_round_id": number, "working_days": step.working_days, "at": step.at}
                for step in follow_up_round.steps
            ],
        )
        return FollowUpRoundId(number)

    def _people(self, number: int) -> list[int]:
        """Owners who have the app."""
        people = [next(self._ids.person) for _ in range(number)]
        self._add(tables.PersonRow, map(self._person, people))
        self._add(tables.PersonRoleRow, ({"person_id": each, "role": Role.OWNER.value} for each in people))
        self._add(tables.ContactPointRow, map(self._contact, people))
        return people

    def _person(self, person_id: int) -> Row:
        return {
            "id": person_id,
            "name": f"Ägare {person_id}",
            "email": f"agare{person_id}@bankkoping.example",
            "org_unit_id": self._units[person_id % len(self._units)],
            "language": "sv",
            "entra_object_id": entra_id(person_id),
            "is_removed": False,
            "is_example": False,
        }

    def _contact(self, person_id: int) -> Row:
        return {
            "person_id": person_id,
            "entra_object_id": entra_id(person_id),
            "service_url": self._service_url,
            "conversation_id": conversation_id(person_id),
            "teams_user_id": f"29:{entra_id(person_id)}",
            "bot_id": BOT_ID,
            "language": "sv",
            "state": "active",
            "welcomed_at": ANSWERED_LAST_TIME,
            "updated_at": ANSWERED_LAST_TIME,
        }

    def _plan_activities(self, rows: Sequence[Row], earlier: FollowUpRoundId) -> int:
        """All of them answered last time; returns the first one's id."""
        self._add(tables.PlanActivityRow, rows)
        self._add(tables.AnswerRow, (_answer(row, earlier) for row in rows))
        return int(str(rows[0]["id"]))

    def _theirs(self, owner: int, items: int, plan_id: PlanId, measures: Sequence[int]) -> Iterator[Row]:
        for position, title in enumerate(town_texts.titles(owner, items)):
            number = next(self._ids.item)
            yield {
                "id": number,
                "plan_id": plan_id,
                "number": f"{position + 1}.{owner}",
                "measure_id": measures[(owner + position) % len(measures)],
                "org_unit_id": self._units[owner % len(self._units)],
                "title": title,
                "description": "",
                "owner_id": owner,
                "start": date(2023, 1, 1),
                "end": date(2023, 12, 31),
                "position": number,
                "is_removed": False,
                "is_example": False,
            }


def _answer(item: Row, follow_up_round_id: FollowUpRoundId) -> Row:
    number = int(str(item["id"]))
    return {
        "follow_up_round_id": follow_up_round_id,
        "plan_activity_id": number,
        "progress": "on_track",
        "percent": 40,
        "comment": town_texts.comment(number),
        "obstacle_text": "",
        "next_step": town_texts.NEXT_STEP,
        "needs_decision": False,
        "unchanged": False,
        "answered_by": item["owner_id"],
        "answered_at": ANSWERED_LAST_TIME,
        "submission_key": f"earlier:{number}",
    }


def _continue_numbers(connection: Connection) -> None:
    """PostgreSQL's own numbering goes on after ours."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.metadata.sorted_tables:
        if "id" in table.c:
            latest = func.coalesce(select(func.max(table.c.id)).scalar_subquery(), 1)
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), latest)))

"""A rehearsal and what happens when the clock really goes through the same days are the same."""

import asyncio
import shutil
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from bot.clock import MovableClock
from domain.calendar import WorkingHours
from domain.contact import ContactState
from domain.deliveries import DeliveryKind, Fate
from domain.matters import MatterKind, MatterState
from domain.people import PersonId, Role, TenantId
from domain.rounds import RoundState
from scheduler.rehearsal import props_of, rehearse
from storage import contacts as contact_store
from storage import matters
from storage import rounds as round_store
from storage.database import Database
from storage.tables import DeliveryRow, PersonRoleRow, PersonRow, ReminderRow
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, FIRST_STEP, INTERIM_OPENS, contact_of, small_plan
from tests.scheduler.stage import Stage

DAY = timedelta(days=1)
REHEARSED = {DeliveryKind.REMINDER.value, DeliveryKind.ESCALATION.value, DeliveryKind.SUMMARY.value}
NAMES = ("karin", "amina", "johan", "maja")

Told = tuple[datetime, str, PersonId, PersonId | None, str, str]


async def rehearsed(stage: Stage) -> list[Told]:
    """What the rehearsal says from now on."""
    async with stage.database.reading(stage.plan.tenant_id) as session:
        follow_up_round = await round_store.find(session, stage.plan.follow_up_round_id)
        assert follow_up_round is not None
        found = rehearse(await props_of(session, follow_up_round), stage.clock(), CALENDAR)
    return sorted(
        (
            each.at,
            each.kind.value,
            each.person_id,
            each.recipient_id,
            each.key,
            each.failure.value if each.failure else "",
        )
        for each in found.messages
    )


async def played(stage: Stage) -> list[Told]:
    """What goes out when the clock is moved from one moment to the next, and nobody answers."""
    duties = stage.duties()
    await duties.run()
    while (moment := await duties.next_due()) is not None:
        stage.clock.set(moment)
        await duties.run()
    return await sent(stage)


async def sent(stage: Stage) -> list[Told]:
    """Every reminder, escalation and summary that has gone out or been given up, as it is stored."""
    async with stage.database.reading(stage.plan.tenant_id) as session:
        rows = (await session.sql.exec(session.rows(DeliveryRow))).all()
        keys = {row.id: row.key for row in (await session.sql.exec(session.rows(ReminderRow))).all()}
    return sorted(
        (
            row.settled_at or row.not_before,
            row.kind,
            PersonId(row.person_id),
            PersonId(row.recipient_id) if row.recipient_id and row.fate == Fate.SENT.value else None,
            keys.get(row.reminder_id, ""),
            row.failure or "",
        )
        for row in rows
        if row.kind in REHEARSED and row.fate in {Fate.SENT.value, Fate.GIVEN_UP.value}
    )


async def change(stage: Stage, name: str, **columns: object) -> None:
    """Write something about a person."""
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == stage.plan.person_id(name), **columns)


async def lead(stage: Stage, name: str) -> None:
    """Make somebody the manager of their unit."""
    async with stage.database.writing(stage.plan.tenant_id) as session:
        session.sql.add(
            PersonRoleRow(
                tenant_id=stage.plan.tenant_id,
                person_id=stage.plan.person_id(name),
                role=Role.MANAGER.value,
            )
        )
        await session.sql.flush()


async def grant(stage: Stage, name: str, until: date) -> None:
    """Give somebody a later day of their own."""
    person_id, at = stage.plan.person_id(name), stage.clock()
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await matters.put(
            session,
            key=f"time:{person_id}:{until}",
            kind=MatterKind.MORE_TIME,
            state=MatterState.GRANTED,
            follow_up_round_id=stage.plan.follow_up_round_id,
            person_id=person_id,
            asked_by=person_id,
            at=at,
            until=until,
            settled_at=at,
        )


async def lose(stage: Stage, name: str, state: ContactState = ContactState.BLOCKED) -> None:
    """Somebody can no longer be written to."""
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await contact_store.set_state(session, contact_of(stage.plan, name), state, stage.clock())


async def test_the_usual_round_is_rehearsed_as_it_is_played(stage: Stage) -> None:
    await lead(stage, "maja")
    await lead(stage, "johan")
    foretold = await rehearsed(stage)

    assert foretold == await played(stage)
    assert {kind for _, kind, *_ in foretold} == {"reminder", "escalation", "summary"}


async def test_absence_pauses_hours_own_days_and_unreachable_people_are_rehearsed_as_they_are_played(
    stage: Stage,
) -> None:
    await lead(stage, "maja")
    await lead(stage, "amina")
    await change(stage, "karin", hours_from=time(13), hours_to=time(16), wants_only_the_deadline=True)
    await grant(stage, "johan", date(2023, 9, 15))
    await lose(stage, "maja")
    foretold = await rehearsed(stage)

    assert foretold == await played(stage)
    assert any(failure for *_, failure in foretold)
    assert any(key.endswith("@2023-09-15") for *_, key, _ in foretold)


async def test_a_round_that_is_under_way_is_rehearsed_from_where_it_stands(stage: Stage) -> None:
    await stage.duties().plan()
    stage.clock.set(CALENDAR.instant(date(2023, 8, 26), time(12)))
    foretold = await rehearsed(stage)

    assert foretold == await played(stage)
    assert len(foretold) > 9


async def test_a_rehearsal_writes_nothing_and_sends_nothing(stage: Stage) -> None:
    await rehearsed(stage)

    assert await stage.deliveries() == {}
    assert stage.shown_to("karin") == []


async def test_a_planned_round_opens_in_the_rehearsal_when_it_will(
    database: Database, tenant_id: TenantId
) -> None:
    plan = await small_plan(database, tenant_id, state=RoundState.PLANNED)
    stage = Stage(
        database=database,
        plan=plan,
        clock=MovableClock(INTERIM_OPENS - 30 * DAY),
        messenger=RecordingMessenger(),
    )
    foretold = await rehearsed(stage)

    assert foretold == await played(stage)
    assert foretold[0][0] == FIRST_STEP


async def test_a_closed_round_has_nothing_left_to_rehearse(stage: Stage) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await round_store.change_state(session, stage.plan.follow_up_round, RoundState.CLOSED)

    assert await rehearsed(stage) == []


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """What is drawn for one person."""

    hours: WorkingHours | None
    paused: bool
    absent: tuple[date, int] | None
    own: date | None
    contact: ContactState
    leads: bool


def lots() -> st.SearchStrategy[Lot]:
    days = st.dates(date(2023, 8, 14), date(2023, 9, 20))
    return st.builds(
        Lot,
        hours=st.none()
        | st.builds(
            WorkingHours,
            begins=st.sampled_from([time(6), time(9, 30), time(13)]),
            ends=st.sampled_from([time(14), time(16), time(20)]),
        ),
        paused=st.booleans(),
        absent=st.none() | st.tuples(days, st.integers(0, 30)),
        own=st.none() | st.dates(date(2023, 9, 13), date(2023, 9, 25)),
        contact=st.sampled_from(ContactState),
        leads=st.booleans(),
    )


async def _deal(stage: Stage, name: str, lot: Lot, deputy: str) -> None:
    absent = lot.absent
    await change(
        stage,
        name,
        hours_from=lot.hours.begins if lot.hours else None,
        hours_to=lot.hours.ends if lot.hours else None,
        wants_only_the_deadline=lot.paused,
        absent_from=absent[0] if absent else None,
        absent_to=absent[0] + absent[1] * DAY if absent else None,
        deputy_id=stage.plan.person_id(deputy) if absent else None,
    )
    await lose(stage, name, lot.contact)
    if lot.own:
        await grant(stage, name, lot.own)
    if lot.leads:
        await lead(stage, name)


async def _both(
    database_url: str, tenant_id: TenantId, drawn: dict[str, Lot]
) -> tuple[list[Told], list[Told]]:
    """What the rehearsal says, and what really comes, when people are as the lots have it."""
    database = Database(database_url)
    try:
        stage = Stage(
            database=database,
            plan=await small_plan(database, tenant_id),
            clock=MovableClock(INTERIM_OPENS),
            messenger=RecordingMessenger(),
        )
        for name, deputy in zip(NAMES, (*NAMES[1:], NAMES[0]), strict=True):
            await _deal(stage, name, drawn[name], deputy)
        return await rehearsed(stage), await played(stage)
    finally:
        await database.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.fixed_dictionaries(dict.fromkeys(NAMES, lots())))
def test_whatever_is_known_about_people_the_rehearsal_and_the_real_round_agree(
    migrated_sqlite: Path, tmp_path: Path, tenant_id: TenantId, drawn: dict[str, Lot]
) -> None:
    path = tmp_path / f"{uuid4().hex}.db"
    shutil.copy(migrated_sqlite, path)

    foretold, came = asyncio.run(_both(f"sqlite+aiosqlite:///{path}", tenant_id, drawn))

    assert foretold == came

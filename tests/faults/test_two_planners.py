"""Two replicas plan the same tick at the same moment: everything is decided once, and noted once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from domain.people import TenantId
from domain.rounds import RoundState
from scheduler import reminders, rounds
from scheduler.deeds import Deed, DeedKind
from storage.database import Database
from storage.tables import AuditEventRow, DeliveryRow, ReminderRow
from tests.faults.crew import crew
from tests.faults.place import laid
from tests.faults.wire import Wire
from tests.plans import CALENDAR, FIRST_STEP, INTERIM_CLOSES, SmallPlan, small_plan

OWNERS = 40
PLANNERS = 2
PER_SECOND = 100


@pytest.fixture
async def planners(database_url: str) -> AsyncIterator[list[Database]]:
    """Two replicas' own connections to one database."""
    opened = [Database(database_url) for _ in range(PLANNERS)]
    yield opened
    for each in opened:
        await each.close()


@pytest.fixture
async def plan(planners: list[Database], tenant_id: TenantId) -> SmallPlan:
    return await small_plan(planners[0], tenant_id, state=RoundState.PLANNED)


async def tick(database: Database, at: datetime, together: asyncio.Barrier) -> list[Deed]:
    """One plan tick, that begins when all are ready; only then does each part of it."""
    await together.wait()
    opened = await rounds.run(database, at, CALENDAR)
    await together.wait()
    return opened + await reminders.run(database, at, CALENDAR)


async def at_once(planners: list[Database], at: datetime) -> Counter[DeedKind]:
    """All plan at the same moment; gives what they say that they have done."""
    together = asyncio.Barrier(len(planners))
    deeds = await asyncio.gather(*(tick(each, at, together) for each in planners))
    counted: Counter[DeedKind] = Counter()
    for deed in (each for theirs in deeds for each in theirs):
        counted[deed.kind] += deed.count
    return counted


async def noted(database: Database, plan: SmallPlan) -> list[str]:
    async with database.reading(plan.tenant_id) as session:
        return [each.deed for each in (await session.sql.exec(session.rows(AuditEventRow))).all()]


async def keys(database: Database, plan: SmallPlan, table: type[ReminderRow | DeliveryRow]) -> list[str]:
    async with database.reading(plan.tenant_id) as session:
        found = await session.sql.exec(session.rows(table))
        return sorted(f"{each.person_id} {each.key}" for each in found.all())


async def test_a_round_opens_once_and_everybody_is_to_be_reminded_once(
    planners: list[Database], plan: SmallPlan
) -> None:
    said = await at_once(planners, FIRST_STEP)

    assert said == {DeedKind.ROUND_OPENED: 1, DeedKind.REMINDERS_DECIDED: 3}
    assert await noted(planners[0], plan) == ["round.opened"]
    owners = sorted([plan.karin, plan.amina, plan.johan])
    assert await keys(planners[0], plan, ReminderRow) == [f"{each} -15" for each in owners]
    assert len(await keys(planners[0], plan, DeliveryRow)) == len(owners)


async def test_planning_the_same_tick_again_decides_nothing(
    planners: list[Database], plan: SmallPlan
) -> None:
    await at_once(planners, FIRST_STEP)

    assert await at_once(planners, FIRST_STEP) == {}
    assert await noted(planners[0], plan) == ["round.opened"]


async def test_a_round_closes_once_and_the_director_gets_one_summary(
    planners: list[Database], plan: SmallPlan
) -> None:
    await at_once(planners, FIRST_STEP)

    said = await at_once(planners, INTERIM_CLOSES)

    assert said == {DeedKind.ROUND_CLOSED: 1}
    assert await noted(planners[0], plan) == ["round.opened", "round.closed"]
    summaries = [each for each in await keys(planners[0], plan, DeliveryRow) if "summary" in each]
    assert summaries == [f"{plan.henrik} summary:{plan.follow_up_round_id}:{plan.henrik}"]


@pytest.mark.postgresql
async def test_two_processes_that_start_at_once_remind_everybody_once(
    postgresql_url: str, wire: Wire, tmp_path: Path
) -> None:
    async with (
        laid(postgresql_url, wire.service_url, owners=OWNERS) as place,
        crew(place, tmp_path, replicas=PLANNERS, requests_per_second=PER_SECOND),
    ):
        await place.all_is_sent()
        [town] = place.towns
        async with place.database.reading(town.tenant_id) as session:
            decided = select(ReminderRow.id).where(col(ReminderRow.tenant_id) == town.tenant_id)
            assert len((await session.sql.exec(decided)).all()) == OWNERS

    assert (wire.reached(), wire.doubled) == (place.conversations(), 0)

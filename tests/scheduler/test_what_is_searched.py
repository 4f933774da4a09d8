"""A batch or an answer costs the same however much there is: nothing is found by going through all of it."""

import re
from dataclasses import replace

from domain.people import PersonId
from scheduler.scene import scenes
from storage import claims, worklists
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage.database import Database
from tests.scheduler.stage import LIMITS, Stage

# What grows with the years, the plan and the number of people.
LARGE = {"answer", "co_owner", "contact_point", "delivery", "plan_activity"}
# For two or three SQLite looks each up whatever else it might do.
MANY = 40
# Few are claimed at a time, and they have an index of their own.
ALL_OF_IT = re.compile(
    r"SEARCH (\w+) USING (?!INDEX ix_delivery_claimed).*\((?:tenant|follow_up_round)_id=\?\)|SCAN (\w+).*"
)


async def test_neither_a_batch_nor_an_answer_goes_through_all_of_a_tenant_or_round(stage: Stage) -> None:
    for number in range(MANY):
        await stage.put(stage.plan.karin, key=f"nudge:{number}")
    asked = await _listen(stage.database)

    await _read_for_many(stage)
    await stage.duties(limits=replace(LIMITS, at_a_time=MANY)).deliver()
    await _answer_for_many(stage)

    steps = [step for statement in asked for step in await _way(stage.database, statement)]
    found = [ALL_OF_IT.fullmatch(step) for step in steps]
    searched = {step.split()[1] for step in steps if step.startswith(("SEARCH", "SCAN"))}
    assert searched >= LARGE
    assert {table for each in found if each for table in each.groups() if table} & LARGE == set()


async def _read_for_many(stage: Stage) -> None:
    """What is read for a batch, as if each message of it were to somebody else."""
    plan, at = stage.plan, stage.clock()
    people = [PersonId(number) for number in range(1, MANY + 1)]
    async with stage.database.writing(plan.tenant_id) as session:
        batch = await claims.claim(session, at, MANY)
        await claims.release(session, batch)
    async with stage.database.reading(plan.tenant_id) as session:
        await scenes(
            session,
            [replace(each, person_id=person_id) for each, person_id in zip(batch, people, strict=True)],
        )
        await reminder_store.answered_since(session, plan.follow_up_round_id, people, at)


async def _answer_for_many(stage: Stage) -> None:
    """What an answer asks for and takes back, for as many at once."""
    plan = stage.plan
    people = [PersonId(number) for number in range(1, MANY + 1)]
    async with stage.database.writing(plan.tenant_id) as session:
        follow_up_round = await round_store.find(session, plan.follow_up_round_id)
        assert follow_up_round is not None
        await worklists.outstanding(session, follow_up_round, people)
        await reminder_store.drop(session, plan.follow_up_round_id, people, stage.clock())


async def _listen(database: Database) -> list[str]:
    """Every statement from now on, with its values in it."""
    asked: list[str] = []
    for engine in database.engines:
        async with engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await driver.set_trace_callback(asked.append)
    return asked


async def _way(database: Database, statement: str) -> list[str]:
    """The steps in which SQLite would find what a statement asks for."""
    if not statement.startswith(("SELECT", "UPDATE")):
        return []
    async with database.looking() as connection:
        found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
        return [row.detail for row in found]

"""The audit trail's chain: what is changed behind its back is found, and the database refuses most of it."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.audit_chain import Break, Broken, Tip
from storage import audit, audit_chain, audit_guard, audit_verification
from storage.database import Database
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan

# What they do to the database is not what the code does: their statements need name no tenant.
behind_its_back_too = pytest.mark.migrations

NAMES = 'Åsa O\'Hara "x"\\\n€ 😀'


async def happens(database: Database, plan: SmallPlan, count: int = 1, *, days: int = 0) -> None:
    async with database.writing(plan.tenant_id) as session:
        for number in range(count):
            at = AT + timedelta(days=days, seconds=number)
            await audit.record(session, deed="answer.saved", subject=f"n:{number}", at=at, words=NAMES)


async def verified(database: Database, plan: SmallPlan, known: Tip | None = None) -> Broken | Tip:
    return await audit_verification.verify(database, plan.tenant_id, known)


async def behind_its_back(database: Database, *statements: str) -> None:
    """What somebody does who owns the database and takes the guard away first."""
    async with database.engine.connect() as connection:
        for statement in (*audit_guard.undoing(connection.dialect.name), *statements):
            await connection.execute(text(statement))
        for statement in audit_guard.statements(connection.dialect.name):
            await connection.execute(text(statement))
        await connection.commit()


@pytest.fixture
async def five(database: Database, plan: SmallPlan) -> Tip:
    await happens(database, plan, 5)
    await audit_chain.link_new(database, plan.tenant_id)
    found = await verified(database, plan)
    assert isinstance(found, Tip)
    return found


async def test_every_event_is_linked_once_and_the_chain_holds(database: Database, plan: SmallPlan) -> None:
    await happens(database, plan, 3)
    first = await audit_chain.link_new(database, plan.tenant_id)
    await happens(database, plan, audit_chain.AT_A_TIME + 2)
    second = await audit_chain.link_new(database, plan.tenant_id)

    found = await verified(database, plan)

    assert (first, second) == (3, audit_chain.AT_A_TIME + 2)
    assert isinstance(found, Tip)
    assert found.position == first + second
    assert await audit_chain.link_new(database, plan.tenant_id) == 0


@behind_its_back_too
async def test_the_database_refuses_to_change_or_remove(
    database: Database, plan: SmallPlan, five: Tip
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await audit_chain.make_checkpoint(session, Tip(), AT)

    for table in audit_guard.GUARDED:
        for doing in ("UPDATE {table} SET tenant_id = tenant_id", "DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match=audit_guard.REFUSAL):
                async with database.engine.begin() as connection:
                    await connection.execute(text(doing.format(table=table)))

    assert await audit_chain.link_new(database, plan.tenant_id) == 1
    assert isinstance(await verified(database, plan, five), Tip)


TAMPERING = {
    "a changed event": ("UPDATE audit_event SET details = '' WHERE subject = 'n:2'", Break.CHANGED, 3),
    "a changed actor": ("UPDATE audit_event SET actor_id = 1 WHERE subject = 'n:1'", Break.CHANGED, 2),
    "a removed event": ("DELETE FROM audit_event WHERE subject = 'n:3'", Break.EVENT_MISSING, 4),
    "a removed link": ("DELETE FROM audit_link WHERE position = 2", Break.LINK_MISSING, 2),
    "a changed link": ("UPDATE audit_link SET sha256 = 'x' WHERE position = 5", Break.CHANGED, 5),
    "two in another order": (
        "UPDATE audit_event SET subject = 'n:' || (3 - id % 2) WHERE subject IN ('n:1', 'n:2')",
        Break.CHANGED,
        2,
    ),
}


@behind_its_back_too
@pytest.mark.parametrize(("statement", "kind", "position"), TAMPERING.values(), ids=TAMPERING)
@pytest.mark.usefixtures("five")
async def test_the_first_broken_place_is_told(
    database: Database, plan: SmallPlan, statement: str, kind: Break, position: int
) -> None:
    await behind_its_back(database, statement)

    found = await verified(database, plan)

    assert isinstance(found, Broken)
    assert (found.kind, found.position) == (kind, position)


@pytest.mark.usefixtures("five")
async def test_an_event_slipped_in_afterwards_with_an_old_date_is_found(
    database: Database, plan: SmallPlan
) -> None:
    await happens(database, plan, days=-30)

    found = await verified(database, plan)

    assert isinstance(found, Broken)
    assert (found.kind, found.position) == (Break.BACKDATED, 6)


@behind_its_back_too
async def test_a_chain_that_was_cut_off_or_written_anew_does_not_contain_the_tip_kept_elsewhere(
    database: Database, plan: SmallPlan, five: Tip
) -> None:
    await behind_its_back(
        database,
        "DELETE FROM audit_link WHERE position > 3",
        "DELETE FROM audit_event WHERE subject IN ('n:3', 'n:4')",
    )

    without, with_known = await verified(database, plan), await verified(database, plan, five)

    assert isinstance(without, Tip)
    assert with_known == Broken(kind=Break.TIP_UNKNOWN, position=5)


async def test_events_of_two_who_write_and_link_at_once_have_one_place_each(
    database: Database, plan: SmallPlan
) -> None:
    other = Database(database.url)
    try:
        work: list[Awaitable[object]] = []
        for each in (database, other) * 8:
            work += [happens(each, plan, 3), audit_chain.link_new(each, plan.tenant_id)]
        await asyncio.gather(*work)
        found = await verified(database, plan)
    finally:
        await other.close()

    assert isinstance(found, Tip)
    assert found.position == 48


async def test_a_process_that_dies_while_linking_leaves_the_chain_whole(
    database: Database, plan: SmallPlan
) -> None:
    await happens(database, plan, 4)
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the transaction dies with its process
        async with database.writing(plan.tenant_id) as session:
            await audit_chain._add(session, await audit_chain._new(session, 2))
            raise KeyboardInterrupt

    await audit_chain.link_new(database, plan.tenant_id)

    found = await verified(database, plan)
    assert isinstance(found, Tip)
    assert found.position == 4


async def test_an_event_whose_transaction_ended_late_is_linked_after_later_ones(
    database: Database, plan: SmallPlan
) -> None:
    await happens(database, plan, 3)
    async with database.writing(plan.tenant_id) as session:
        events = await audit_chain._new(session, 3)
        await audit_chain._add(session, events[1:])

    await audit_chain.link_new(database, plan.tenant_id)

    found = await verified(database, plan)
    assert isinstance(found, Tip)
    assert found.position == 3


async def test_old_events_go_under_a_checkpoint_and_the_chain_goes_on(
    database: Database, plan: SmallPlan, five: Tip
) -> None:
    await happens(database, plan, 3, days=100)
    await audit_chain.link_new(database, plan.tenant_id)
    async with database.writing(plan.tenant_id) as session:
        last = await audit_chain.last_before(session, AT + timedelta(days=50))
        assert last == five
        await audit_chain.make_checkpoint(session, last, AT + timedelta(days=101))
        removed = await audit_chain.remove_covered(session, 3)
    half_way = await verified(database, plan)
    async with database.writing(plan.tenant_id) as session:
        removed += await audit_chain.remove_covered(session, 30)

    found = await verified(database, plan)

    assert removed == 5
    assert isinstance(half_way, Tip)
    assert isinstance(found, Tip)
    assert found.position == 9


@behind_its_back_too
async def test_a_checkpoint_that_no_event_speaks_of_is_found(
    database: Database, plan: SmallPlan, five: Tip
) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO audit_checkpoint (tenant_id, position, sha256, made_at) VALUES (:t, 5, :s, :at)"
            ),
            {"t": plan.tenant_id, "s": five.sha256, "at": AT.isoformat(" ")},
        )

    assert await verified(database, plan) == Broken(kind=Break.CHECKPOINT, position=5)

"""What the directory said, on both databases: kept with when, and who is to be asked about next."""

from datetime import timedelta

from domain.directory import Checked, DirectoryState
from storage import directory
from storage.database import Database
from tests.plans import FIRST_STEP, SmallPlan
from tests.stored import stored


async def remember(database: Database, plan: SmallPlan, *names: str, later: timedelta = timedelta()) -> None:
    async with database.writing(plan.tenant_id) as session:
        said = {plan.person_id(name): DirectoryState.MEMBER for name in names}
        await directory.remember(session, said, FIRST_STEP + later)


async def stale(database: Database, plan: SmallPlan, *, most: int = 10) -> list[int]:
    async with database.reading(plan.tenant_id) as session:
        return list(await directory.stale(session, FIRST_STEP, most))


async def test_nothing_is_said_of_whoever_was_not_asked_about(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await directory.checked(session) == {}
        assert await directory.states(session) == {}


async def test_what_was_said_is_kept_with_when(database: Database, plan: SmallPlan) -> None:
    await remember(database, plan, "karin")

    async with database.reading(plan.tenant_id) as session:
        said = await directory.checked(session)

    assert said == {plan.karin: Checked(state=DirectoryState.MEMBER, at=FIRST_STEP)}


async def test_whoever_was_never_asked_about_comes_first_and_then_the_longest_ago(
    database: Database, plan: SmallPlan
) -> None:
    await remember(database, plan, "karin", later=-timedelta(days=1))
    await remember(database, plan, "amina", later=-timedelta(days=2))
    await remember(database, plan, "johan", later=timedelta(seconds=1))

    assert await stale(database, plan) == [plan.maja, plan.henrik, plan.amina, plan.karin]
    assert await stale(database, plan, most=1) == [plan.maja]


async def test_remembering_changes_nothing_else(database: Database, plan: SmallPlan) -> None:
    before = await stored(database, plan.tenant_id)

    await remember(database, plan, "karin")

    after = await stored(database, plan.tenant_id)
    assert {table for table in after if after[table] != before[table]} == {"person"}

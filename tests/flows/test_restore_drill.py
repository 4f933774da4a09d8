"""The drill: a copy is made while people answer, the service is killed, the copy is put back."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.clock import system_clock
from domain.people import TenantId
from storage.backup import making, restoring
from storage.database import Database
from storage.database_url import place_of
from tests.flows.village import Village, laid_out, process, tick
from tests.plans import FIRST_STEP, answer
from tests.stored import answers

NINE = "2023-08-22T09:00:00+02:00"
TWO_WEEKS = "P14D"
MUCH_LATER = "2023-09-05T09:05:00+02:00"
ANSWERS = 40


async def test_everything_stands_after_a_restore_and_nobody_gets_again_what_they_have_got(
    sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    copy, database = tmp_path / "säkerhetskopia.db.gz", place_of(sqlite_url)
    assert database is not None
    async with laid_out(sqlite_url, tenant_id) as village:
        async with process(sqlite_url, start=NINE, dies="never") as (service, address):
            assert await tick(address) == 200
            saved = await _answered_meanwhile(village, lambda: making.make(database, copy))
            at_the_copy = village.came()
            assert await tick(address, TWO_WEEKS) == 200
            service.kill()
            await service.wait()
        came = village.came()
        assert came.total() > at_the_copy.total() == 3

        done = await asyncio.to_thread(restoring.restore, copy, database, system_clock(), replace=True)
        async with process(sqlite_url, start=MUCH_LATER, dies="never") as (_, address):
            assert await tick(address) == 200

        assert village.came() == came
    assert done.carried_over is not None
    assert done.carried_over.messages == came.total() - at_the_copy.total()
    stands = await _keys(sqlite_url, tenant_id)
    assert {"0"} <= stands <= saved
    assert done.carried_over.answers_left == len(saved - stands)


async def _answered_meanwhile(village: Village, copying: Callable[[], object]) -> set[str]:
    """Amina has answered once, and corrects it again and again while the copy is made; gives what was saved.

    The first answer is in the copy for certain: who answered before it is not asked after the restore.
    """
    database = Database(village.url)
    await _answer(database, village, 0)
    copied = asyncio.create_task(asyncio.to_thread(copying))
    for number in range(1, ANSWERS):
        await _answer(database, village, number)
    await copied
    await database.close()
    return await _keys(village.url, village.plan.tenant_id)


async def _answer(database: Database, village: Village, number: int) -> None:
    plan = village.plan
    async with database.writing(plan.tenant_id) as session:
        assert await answer(session, plan, plan.meals, plan.amina, at=FIRST_STEP, key=f"{number}")


async def _keys(url: str, tenant_id: TenantId) -> set[str]:
    database = Database(url)
    found = {each.submission_key for each in await answers(database, tenant_id)}
    await database.close()
    return found

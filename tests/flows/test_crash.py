"""A process that is killed in the middle of sending loses nothing; the next one takes over."""

import signal
from collections import Counter
from collections.abc import AsyncIterator

import aiohttp
import pytest

from domain.deliveries import Fate
from domain.people import TenantId
from storage import ledger
from storage.database import Database
from tests.flows.village import Village, laid_out, process, tick

NINE = "2023-08-22T09:00:00+02:00"
WHEN_THE_LEASE_HAS_RUN_OUT = "2023-08-22T09:02:00+02:00"
REMINDERS = Counter(karin=1, johan=2)


@pytest.fixture
async def village(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[Village]:
    async with laid_out(sqlite_url, tenant_id) as there:
        yield there


async def killed(village: Village, *, dies: str) -> None:
    async with process(village.url, start=NINE, dies=dies) as (started, address):
        with pytest.raises(aiohttp.ClientError):
            await tick(address)
        assert await started.wait() == -signal.SIGKILL


async def taken_over(village: Village, *, start: str) -> None:
    async with process(village.url, start=start, dies="never") as (started, address):
        assert await tick(address) == 200
        started.ask_to_stop()
        assert await started.wait() == 0


async def fates(village: Village) -> Counter[Fate]:
    database = Database(village.url)
    async with database.reading(village.plan.tenant_id) as session:
        entries = await ledger.fates(session, village.plan.follow_up_round_id)
    await database.close()
    return Counter({entry.fate: number for entry, number in entries.items()})


async def test_a_crash_before_sending_loses_nothing_and_repeats_nothing(village: Village) -> None:
    await killed(village, dies="before")
    assert village.came() == Counter()
    assert await fates(village) == {Fate.CLAIMED: 3}

    await taken_over(village, start=WHEN_THE_LEASE_HAS_RUN_OUT)

    assert village.came() == REMINDERS
    assert await fates(village) == {Fate.SENT: 3}


async def test_a_crash_after_sending_repeats_at_most_what_was_in_flight(village: Village) -> None:
    await killed(village, dies="after")
    at_the_crash = village.came()
    assert at_the_crash.total() >= 1

    await taken_over(village, start=WHEN_THE_LEASE_HAS_RUN_OUT)

    assert village.came() == at_the_crash + REMINDERS
    assert await fates(village) == {Fate.SENT: 3}


async def test_nobody_takes_over_while_the_lease_lasts(village: Village) -> None:
    await killed(village, dies="before")

    await taken_over(village, start="2023-08-22T09:01:00+02:00")

    assert village.came() == Counter()
    assert await fates(village) == {Fate.CLAIMED: 3}

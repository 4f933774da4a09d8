"""On one SQLite file the processes of a machine share the right to send by tenant."""

import asyncio
from pathlib import Path

import pytest

from domain.people import TenantId
from domain.spreading import spread
from storage.file_rights import GROUPS, FileRights, held_alone
from storage.spent import SpentTally

ONE, OTHER = TenantId("one"), TenantId("other")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "lageskoll.db"


def nobody(_: TenantId) -> None:
    """Hears nothing."""


def rights(database: Path) -> FileRights:
    return FileRights(database, nobody)


def in_the_group_of(tenant_id: TenantId) -> TenantId:
    """Another tenant whose right lies in the same file."""
    group = spread(tenant_id, GROUPS)
    numbers = (TenantId(str(number)) for number in range(1000))
    return next(each for each in numbers if spread(each, GROUPS) == group)


async def test_each_process_can_have_tenants_of_its_own(database: Path) -> None:
    assert spread(ONE, GROUPS) != spread(OTHER, GROUPS)
    first, second = rights(database), rights(database)

    assert await first.take(ONE)
    assert await second.take(OTHER)
    assert not await second.take(ONE)
    await first.close()
    await second.close()


async def test_a_file_is_let_go_of_with_the_last_tenant_in_it(database: Path) -> None:
    alike = in_the_group_of(ONE)
    first, second = rights(database), rights(database)
    await first.take(ONE)
    await first.take(alike)

    await first.give_back(ONE)
    assert not await second.take(ONE)
    await first.give_back(alike)

    assert await second.take(ONE)
    await second.close()


@pytest.mark.parametrize("processes", [2, 3, 4, 6])
def test_processes_that_share_the_tenants_never_want_the_same_file(processes: int) -> None:
    tenants = [TenantId(str(number)) for number in range(500)]
    wanted = {(spread(each, GROUPS), spread(each, processes)) for each in tenants}

    assert len(wanted) == len({group for group, _ in wanted}) == GROUPS


async def test_whoever_holds_them_all_alone_keeps_everybody_from_sending(database: Path) -> None:
    with held_alone(database) as is_ours:
        assert is_ours
        assert not await rights(database).take(ONE)

    assert await rights(database).take(ONE)


async def test_nobody_holds_them_alone_while_one_tenant_is_sent_for(database: Path) -> None:
    sender = rights(database)
    await sender.take(ONE)

    with held_alone(database) as is_ours:
        assert not is_ours
    # Those that were got before it was seen have been given back.
    assert await rights(database).take(OTHER)
    await sender.close()


async def test_whoever_sends_hears_what_the_others_spend_meanwhile(database: Path) -> None:
    heard: list[TenantId] = []
    tally = SpentTally.shared(2)
    sender = FileRights(database, heard.append, tally)
    other = FileRights(database, nobody, tally.of(1))
    other.tell_spent(ONE)
    await sender.take(ONE)

    other.tell_spent(ONE)
    other.tell_spent(ONE)
    other.tell_spent(OTHER)
    async with asyncio.timeout(20):
        while not heard:  # noqa: ASYNC110 - it is heard at the next look, which sets no event
            await asyncio.sleep(0)

    # What was spent before the right was taken is over, and nobody waits for it.
    assert heard == [ONE, ONE]
    await sender.close()

"""What was sent is written down in groups, and whoever comes last is the one that is waited for."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from scheduler import settling
from storage import claims
from storage.claims import Settlement
from storage.database import TenantSession
from tests.scheduler.stage import LIMITS, Stage


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many are written at a time."""
    sizes: list[int] = []
    settle = claims.settle

    async def settled(session: TenantSession, settlements: Sequence[Settlement]) -> None:
        sizes.append(len(settlements))
        await settle(session, settlements)

    monkeypatch.setattr(claims, "settle", settled)
    return sizes


async def test_what_is_sent_together_is_written_together_and_then_nobody_is_waited_for(
    stage: Stage, written: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "GATHER_SECONDS", 3_600)
    await stage.put(stage.plan.karin, stage.plan.johan)

    async with asyncio.timeout(30):
        await stage.duties(stage.messenger, replace(LIMITS, in_flight=2)).deliver()

    assert written == [2]


async def test_one_is_not_waited_for_longer_than_there_is_room_on_the_way(
    stage: Stage, written: list[int]
) -> None:
    await stage.put(stage.plan.karin, stage.plan.johan)

    async with asyncio.timeout(30):
        await stage.duties(stage.messenger, replace(LIMITS, in_flight=1)).deliver()

    assert written == [1, 1]

"""Parlours to sit in: quick ones on SQLite, and one on each database where it matters."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col

from domain.people import TenantId
from domain.rounds import RoundState
from storage.database import Database
from storage.tables import FollowUpRoundRow
from tests.conftest import TENANT
from tests.dialogs.parlour import Parlour
from tests.fakes.messenger import RecordingMessenger
from tests.plans import SmallPlan, small_plan


@pytest.fixture(scope="session")
def laid_table(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SmallPlan]:
    """An SQLite file with the small plan in it, which each test copies."""
    path = tmp_path_factory.mktemp("parlour") / "laid.db"
    shutil.copy(migrated_sqlite, path)

    async def lay() -> SmallPlan:
        database = Database(_url(path))
        plan = await small_plan(database, TENANT)
        await database.close()
        return plan

    return path, asyncio.run(lay())


@pytest.fixture
async def parlour(laid_table: tuple[Path, SmallPlan], tmp_path: Path) -> AsyncIterator[Parlour]:
    """Everybody has the app, and it is nine on the day of the first reminder."""
    laid, plan = laid_table
    path = tmp_path / "parlour.db"
    shutil.copy(laid, path)
    database = Database(_url(path))
    yield Parlour(database=database, plan=plan, messenger=RecordingMessenger())
    await database.close()


@pytest.fixture
async def planned(parlour: Parlour) -> Parlour:
    """The round has not opened yet."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        is_ours = col(FollowUpRoundRow.id) == parlour.plan.follow_up_round_id
        await session.change(FollowUpRoundRow, is_ours, state=RoundState.PLANNED.value)
    return parlour


@pytest.fixture
async def on_each(database: Database, tenant_id: TenantId) -> Parlour:
    """The same parlour on both databases."""
    plan = await small_plan(database, tenant_id)
    return Parlour(database=database, plan=plan, messenger=RecordingMessenger())


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"

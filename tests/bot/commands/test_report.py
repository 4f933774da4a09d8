"""`lageskoll report` and `report verify`: a good, an edited and a superseded file of every kind."""

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typer
from sqlmodel import col
from typer.testing import CliRunner, Result

from bot.commands import report, summary
from bot.commands.source import REFUSED, Source
from cards.words import Words
from dialogs.report import loading
from domain.people import TenantId
from domain.report.formats import Format
from domain.rounds import RoundState
from reports.rendering import formats
from storage import rounds as round_store
from storage import seals
from storage.database import Database
from storage.tables import SealRow
from tests import plans
from tests.plans import CALENDAR, INTERIM_CLOSES, SmallPlan, small_plan

Run = Callable[..., Result]
APPROVED, DRAFT, FILE_CHANGED, DATA_CHANGED, UNKNOWN = 0, 3, 4, 5, 6
WITH_DATA = [each for each in formats() if each is not Format.CSV]


async def sealed(database: Database, plan: SmallPlan) -> None:
    """The data as they are now become the next version."""
    async with database.writing(plan.tenant_id) as session:
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
        )


async def closed(url: str, tenant_id: TenantId, *, approved: bool) -> SmallPlan:
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await plans.answer(session, plan, plan.travel, plan.johan)
        await round_store.change_state(session, plan.follow_up_round, RoundState.CLOSED)
    if approved:
        await sealed(database, plan)
    await database.close()
    return plan


async def corrected(url: str, plan: SmallPlan) -> None:
    """An answer comes late, and a second version is approved."""
    database = Database(url)
    async with database.writing(plan.tenant_id) as session:
        await plans.answer(session, plan, plan.meals, plan.amina, at=INTERIM_CLOSES)
    await sealed(database, plan)
    await database.close()


async def damaged(url: str, plan: SmallPlan) -> None:
    """Somebody changes the sealed data behind everybody's back."""
    database = Database(url)
    async with database.writing(plan.tenant_id) as session:
        await session.change(SealRow, col(SealRow.version) == 1, content=b"{}")
    await database.close()


@pytest.fixture
def plan(sqlite_url: str, tenant_id: TenantId) -> SmallPlan:
    return asyncio.run(closed(sqlite_url, tenant_id, approved=True))


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId) -> Run:
    def invoke(*arguments: object) -> Result:
        app = typer.Typer()
        source = Source(database_url=sqlite_url, tenant_id=tenant_id, at=INTERIM_CLOSES)
        report.register(app, Words(), lambda: source)
        summary.register(app, Words(), lambda: source)
        return CliRunner().invoke(app, list(map(str, arguments)))

    return invoke


def made(run: Run, folder: Path, kind: Format, *more: object) -> Path:
    """A document of today's round."""
    path = folder / f"rapport.{kind.suffix}"
    result = run("report", "--round", "Delårsbokslut 2023", "--format", kind.value, "--out", path, *more)
    assert result.exit_code == 0, result.output
    return path


def edited(content: bytes, kind: Format) -> bytes:
    """The same file with something else written in it, as an office program would save it."""
    if kind in {Format.WORD, Format.EXCEL}:
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
            for part in before.namelist():
                after.writestr(part, before.read(part))
            after.writestr("docProps/thumbnail.txt", "annat")
        return written.getvalue()
    if kind is Format.PDF:
        saved = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as file:
            file.add_blank_page()
            file.save(saved)
        return saved.getvalue()
    if kind is Format.JSON:
        return json.dumps(json.loads(content), indent=2).encode()
    return content.replace(b"</body>", b"<p>annat</p></body>")


def emptied(content: bytes, kind: Format) -> bytes:
    """The same file without the data that it was made of, but with its mark."""
    written = io.BytesIO()
    if kind is Format.PDF:
        with pikepdf.open(io.BytesIO(content)) as file:
            for name in list(file.attachments):
                del file.attachments[name]
            file.save(written)
        return written.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
        for part in before.namelist():
            after.writestr(part, b"<gone/>" if part.startswith("customXml/") else before.read(part))
    return written.getvalue()


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("kind", formats())
def test_a_file_as_it_was_made_belongs_to_its_version(run: Run, tmp_path: Path, kind: Format) -> None:
    result = run("report", "verify", made(run, tmp_path, kind))

    assert result.exit_code == APPROVED
    assert "version 1 (Delårsbokslut 2023), godkänd av Henrik Norling 19 september 2023" in result.output


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("kind", WITH_DATA)
def test_a_file_that_was_edited_is_found_out_and_its_data_known(
    run: Run, tmp_path: Path, kind: Format
) -> None:
    path = made(run, tmp_path, kind)
    path.write_bytes(edited(path.read_bytes(), kind))

    result = run("report", "verify", path)

    assert result.exit_code == FILE_CHANGED, result.output
    assert "inte som när den gjordes" in result.output


@pytest.mark.parametrize("kind", formats())
def test_a_superseded_file_is_genuine_and_says_by_which(
    run: Run, tmp_path: Path, kind: Format, plan: SmallPlan, sqlite_url: str
) -> None:
    path = made(run, tmp_path, kind)
    asyncio.run(corrected(sqlite_url, plan))

    result = run("report", "verify", path)

    assert result.exit_code == APPROVED
    assert "Version 1 har ersatts av version 2." in result.output


@pytest.mark.parametrize("kind", WITH_DATA)
def test_an_edited_file_of_a_superseded_version_says_both(
    run: Run, tmp_path: Path, kind: Format, plan: SmallPlan, sqlite_url: str
) -> None:
    path = made(run, tmp_path, kind)
    path.write_bytes(edited(path.read_bytes(), kind))
    asyncio.run(corrected(sqlite_url, plan))

    result = run("report", "verify", path)

    assert result.exit_code == FILE_CHANGED, result.output
    assert "inte som när den gjordes" in result.output
    assert "Version 1 har ersatts av version 2." in result.output


@pytest.mark.usefixtures("plan")
def test_a_csv_file_in_which_one_figure_was_changed_is_not_taken_for_ours(run: Run, tmp_path: Path) -> None:
    path = made(run, tmp_path, Format.CSV)
    path.write_bytes(path.read_bytes().replace(b"Enligt plan", b"Klar", 1) + b" ")

    result = run("report", "verify", path)

    assert result.exit_code == UNKNOWN
    assert "En CSV-fil går bara att känna igen när inget i den är ändrat." in result.output


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("kind", [Format.WORD, Format.EXCEL, Format.PDF])
def test_a_file_whose_data_were_taken_out_is_not_to_be_trusted(
    run: Run, tmp_path: Path, kind: Format
) -> None:
    path = made(run, tmp_path, kind)
    path.write_bytes(emptied(path.read_bytes(), kind))

    result = run("report", "verify", path)

    assert result.exit_code == DATA_CHANGED, result.output
    assert "inga uppgifter att jämföra med" in result.output


@pytest.mark.parametrize("kind", formats())
def test_a_sealed_version_that_was_damaged_in_the_database_is_told_of_and_nothing_else(
    run: Run, tmp_path: Path, kind: Format, plan: SmallPlan, sqlite_url: str
) -> None:
    path = made(run, tmp_path, kind)
    asyncio.run(damaged(sqlite_url, plan))

    result = run("report", "verify", path)

    assert result.exit_code == REFUSED
    assert "Återställ databasen från en säkerhetskopia." in result.output


@pytest.mark.usefixtures("plan")
def test_changed_data_are_found_out(run: Run, tmp_path: Path) -> None:
    path = made(run, tmp_path, Format.JSON)
    path.write_bytes(path.read_bytes().replace(b'"progress":"on_track"', b'"progress":"done"'))

    result = run("report", "verify", path)

    assert result.exit_code == DATA_CHANGED
    assert "uppgifterna i den är ändrade" in result.output


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04x", b"%PDF-1.7 x", b"{" * 9000], ids=repr)
def test_a_file_from_elsewhere_is_unknown(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "annat"
    path.write_bytes(content)

    assert run("report", "verify", path).exit_code == UNKNOWN


def test_a_draft_is_told_as_one(run: Run, tmp_path: Path, sqlite_url: str, tenant_id: TenantId) -> None:
    asyncio.run(closed(sqlite_url, tenant_id, approved=False))

    result = run("report", "verify", made(run, tmp_path, Format.JSON))

    assert result.exit_code == DRAFT
    assert "Ingen har godkänt uppgifterna i den." in result.output


@pytest.mark.usefixtures("plan")
def test_a_version_a_round_or_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("report", "--version", 7, "--format", "json").exit_code == REFUSED
    assert run("report", "--round", "1999-delår").exit_code == REFUSED
    assert run("report", "verify", tmp_path / "saknas").exit_code == REFUSED


@pytest.mark.usefixtures("plan")
def test_the_summary_is_printed_as_text(run: Run) -> None:
    result = run("summary", "--round", "Delårsbokslut 2023")

    assert result.exit_code == 0
    assert "1 av 4" in result.output

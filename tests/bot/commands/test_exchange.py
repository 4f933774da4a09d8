"""`lageskoll exchange export` and `exchange import`, with the files that the documentation shows."""

import asyncio
import csv
import os
import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands import exchange
from bot.commands.exchange import ROWS_REFUSED
from bot.commands.source import REFUSED, Source
from bot.exchange.mapping import (
    LONGEST_CLIENT,
    Column,
    DayForm,
    DecimalMark,
    Delimiter,
    Encoding,
    FileForm,
    FileMapping,
)
from bot.exchange.problems import CellFault, CellProblem, TableFault, TableRefusedError
from bot.exchange.rows import ReadRow
from bot.exchange.subjects import CODES, Subject
from bot.exchange.table_words import file_sentence, why
from cards.words import Words
from domain.answer_form import FieldFault
from domain.answers import AnswerId
from domain.brought import (
    BroughtFault,
    Conflict,
    ConflictKind,
    NotOpen,
    Outcome,
    Refused,
    UnknownPlanActivity,
    UnknownRound,
)
from domain.people import Language, TenantId
from domain.rounds import RoundState
from storage.database import Database
from tests.bot.exchange.examples import MAPPING_FILE, TABLE_FILE, the_mapping
from tests.bot.exchange.test_importing import AT
from tests.house.markdown import spans
from tests.house.source import ROOT
from tests.plans import SmallPlan, small_plan
from tests.stored import stored

Run = Callable[..., Result]
PAGE = (ROOT / "docs" / "exchange.md").read_text("utf-8")
SHOWN = PAGE.partition("```text\n")[2].partition("```")[0]
OUTCOMES: list[Outcome] = [
    *[Refused(faults={"answered_by": fault}) for fault in BroughtFault],
    *[Refused(faults={"obstacle_text": fault}) for fault in FieldFault],
    *[Refused(faults={"reason": FieldFault.MISSING})],
    *[Conflict(kind=kind, answer_id=AnswerId(1)) for kind in ConflictKind],
    *[NotOpen(state=state) for state in (RoundState.PLANNED, RoundState.CLOSED)],
    UnknownRound(),
    UnknownPlanActivity(),
]


async def written(url: str, tenant_id: TenantId) -> SmallPlan:
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    await database.close()
    return plan


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId) -> Run:
    asyncio.run(written(sqlite_url, tenant_id))
    source = Source(database_url=sqlite_url, tenant_id=tenant_id, at=AT)

    def invoke(*arguments: object, language: Language = Language.SWEDISH) -> Result:
        app = typer.Typer()
        exchange.register(app, Words(language=language), lambda: source)
        return CliRunner().invoke(app, ["exchange", *map(str, arguments)])

    return invoke


def imported(run: Run, *more: object) -> Result:
    return run("import", "--round", "2023-delår", "--mapping", MAPPING_FILE, TABLE_FILE, *more)


def test_the_example_goes_in_and_out_as_the_page_shows(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "ut.csv"
    dry, real = imported(run, "--dry-run"), imported(run)

    told = run("export", "--round", "2023-delår", "--mapping", MAPPING_FILE, "--out", out)
    again = run("import", "--mapping", MAPPING_FILE, out)

    assert [each.exit_code for each in (dry, real, told, again)] == [0, 0, 0, 0], real.output
    assert dry.output == SHOWN
    assert "3 svar är sparade." in real.output
    assert "har 3 svar från Delårsbokslut 2023." in told.output
    assert "0 svar är sparade. 3 rader är som förut." in again.output
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines(keepends=True), delimiter=";"))
    assert [each["Aktivitets-id"] for each in rows] == ["VS-1001", "VS-1002", "2.2"]
    assert [each["Status"] for each in rows] == ["Pågår enligt plan", "Försenad", "Klar"]
    assert (rows[0]["Rapporterat"], rows[0]["Rapport-id"]) == ("2023-09-05 10:15:00", "R-501")
    assert {each["Källa"] for each in rows} == {"Lägeskoll"}


def test_a_row_that_is_refused_has_an_exit_code_of_its_own_and_a_reason(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "in.csv"
    wrong.write_bytes(TABLE_FILE.read_bytes().replace(b"Klar;100", b"\x1b[31mKlart;100"))

    result = run("import", "--mapping", MAPPING_FILE, wrong)

    assert result.exit_code == ROWS_REFUSED
    assert (
        "Rad 5, 2.2: avvisas. Status kan inte vara ”[31mKlart”. Mappningen känner till Ej påbörjad,"
        in result.output
    )
    assert "Inget är sparat: 1 rad måste rättas först." in result.output
    assert "\x1b" not in result.output


def test_a_question_says_what_saves_it_all_the_same(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_bytes(TABLE_FILE.read_bytes().replace("Tolv cyklar står på plats.".encode(), b"Enligt plan"))
    asked = ("import", "--mapping", MAPPING_FILE, file)

    first, second = run(*asked), run(*asked, "--despite-doubts")

    assert (first.exit_code, second.exit_code) == (ROWS_REFUSED, 0)
    assert "Rad 5, 2.2: avvisas. Kommentar: Vad har hänt sedan sist?" in first.output
    assert "--despite-doubts" in first.output


@pytest.mark.parametrize(
    ("mapping", "content", "sentence"),
    [
        ("client: [", "", "går inte att använda: Filen går inte att läsa som YAML"),
        ("klient: x", "", "• Rad 1: klient hör inte hemma här."),
        (None, "a,b,c", "Filen har inga kolumner som heter Aktivitets-id, Status,"),
        (None, None, "kunde inte läsas"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_saves_nothing(
    run: Run, tmp_path: Path, mapping: str | None, content: str | None, sentence: str
) -> None:
    files = tmp_path / "mappning.yaml", tmp_path / "in.csv"
    files[0].write_text(mapping if mapping is not None else MAPPING_FILE.read_text("utf-8"), "utf-8")
    if content is not None:
        files[1].write_text(content)

    result = run("import", "--mapping", *files)

    assert result.exit_code == REFUSED
    assert sentence in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_nothing_is_written_where_a_letter_has_no_place(run: Run, tmp_path: Path) -> None:
    narrow, odd, out = (tmp_path / name for name in ("smal.yaml", "in.csv", "ut.csv"))
    narrow.write_text(MAPPING_FILE.read_text("utf-8").replace("utf-8-sig ", "cp1252 "), "utf-8")
    odd.write_bytes(TABLE_FILE.read_bytes().replace(b"Tolv", "🚲".encode()))
    run("import", "--mapping", MAPPING_FILE, odd)

    result = run("export", "--mapping", narrow, "--out", out)

    assert result.exit_code == REFUSED
    assert "”🚲” i svaret om 2.2 går inte att skriva i cp1252." in result.output
    assert not out.exists()


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ut" / "svar.csv"
    (folder / "något").mkdir(parents=True)

    for out in (folder, tmp_path / "saknas" / "svar.csv", Path(), MAPPING_FILE / "svar.csv"):
        result = run("export", "--mapping", MAPPING_FILE, "--out", out)

        assert result.exit_code == REFUSED
        assert "kunde inte skrivas" in " ".join(result.output.split())
    assert [each.name for each in (tmp_path / "ut").iterdir()] == ["svar.csv"]


def test_a_pipe_is_written_to_and_not_replaced(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    result = run("export", "--mapping", MAPPING_FILE, "--out", pipe)

    assert result.exit_code == 0
    assert os.read(reader, 1000).startswith("\ufeffAktivitets-id;".encode())
    assert pipe.is_fifo()
    os.close(reader)


def test_an_export_is_in_the_audit_trail(
    run: Run, sqlite_url: str, tenant_id: TenantId, tmp_path: Path
) -> None:
    run("export", "--mapping", MAPPING_FILE, "--out", tmp_path / "ut.csv")

    async def audited() -> list[tuple[object, ...]]:
        database = Database(sqlite_url)
        found = await stored(database, tenant_id)
        await database.close()
        return found["audit_event"]

    (event,) = asyncio.run(audited())
    assert "answers.exported" in event
    assert any("Verksamhetssystemet" in str(each) for each in event)


def test_the_page_names_everything_that_a_mapping_can_have() -> None:
    keys = {*FileMapping.model_fields, *Column.model_fields} - {"file"}

    shown = {span.replace("\\", "") for span in spans(PAGE)}
    told = {each for span in shown for each in re.split(r"\W+", span)}
    assert {*keys, *FileForm.model_fields, *Subject, *chain(*CODES.values())} - told == set()
    assert {*Encoding, *Delimiter, *DayForm, *DecimalMark} - shown == set()
    assert f"at most {LONGEST_CLIENT} characters" in PAGE


@pytest.mark.parametrize("language", Language)
def test_whatever_is_wrong_has_a_sentence(language: Language) -> None:
    words = Words(language=language)
    files = [file_sentence(TableRefusedError(each, line=1, detail="x"), words) for each in TableFault]
    problems = tuple(CellProblem(kind=each, column="K", choices=("a", "b")) for each in CellFault)
    cells = list(why(ReadRow(line=2, texts={}, problems=problems), None, the_mapping(), words))
    rows = [" ".join(why(ReadRow(line=2, texts={}), each, the_mapping(), words)) for each in OUTCOMES]

    assert len(cells) == len(problems)
    assert [each for each in [*files, *cells, *rows] if not each.endswith(".")] == []

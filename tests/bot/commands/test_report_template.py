"""`lageskoll report template`: written as a beginning, checked in plain words, used where Word is made."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands import doctor_report, report
from bot.commands.failing import explain
from bot.commands.source import REFUSED, Source
from bot.report_settings import ReportSettings, report_problems
from bot.report_wiring import template_of
from bot.setting_problems import ProblemKind
from cards.words import Words
from domain.people import Language, TenantId
from reports.word.faults import ReportTemplateError
from storage.database import Database
from tests.plans import INTERIM_CLOSES, small_plan

Run = Callable[..., Result]
SWEDISH = Words()


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId, tmp_path: Path) -> Run:
    def invoke(*arguments: object, language: Language = Language.SWEDISH) -> Result:
        app, own = typer.Typer(), tmp_path / "mall.docx"
        source = Source(
            database_url=sqlite_url,
            tenant_id=tenant_id,
            at=INTERIM_CLOSES,
            report_template=own if own.exists() else None,
        )
        report.register(app, Words(language=language), lambda: source)
        return CliRunner().invoke(app, ["report", *map(str, arguments)])

    return invoke


def template(*paragraphs: str) -> bytes:
    document, content = docx.Document(), BytesIO()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(content)
    return content.getvalue()


def test_the_default_template_is_written_checked_and_never_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "min mall å.docx"

    written, checked, again = (run("template", each, file) for each in ("write", "check", "write"))

    assert (written.exit_code, checked.exit_code, again.exit_code) == (0, 0, REFUSED)
    assert "går att använda" in checked.output
    assert "finns redan" in again.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hej", "inget Word-dokument"),
        (template("{{ kommunalrad }}"), "Okända platshållare: {{ kommunalrad }}."),
        (
            template("{{ titel }}", "{{p rapport }}"),
            "måste finnas i mallen: {{ markning }}, {{p kallor }} och",
        ),
        (template("{{ titel "), "Leta efter klamrar"),
        (
            template("{{ titel }}{{ markning }}", "{{ rapport }}", "{{p kallor }}", "{{p godkannande }}"),
            "De här ska skrivas så här: {{p rapport }}.",
        ),
    ],
    ids=["no Word file", "unknown", "missing", "broken", "misplaced"],
)
def test_what_is_wrong_is_told_in_swedish(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "fel.docx"
    file.write_bytes(content)

    result = run("template", "check", file)

    assert result.exit_code == REFUSED
    assert said in result.output


def test_a_file_that_is_not_there_is_told_of(run: Run, tmp_path: Path) -> None:
    assert "kunde inte läsas" in run("template", "check", tmp_path / "saknas.docx").output


def test_the_command_line_makes_word_in_the_municipalitys_own_template(
    run: Run, tmp_path: Path, sqlite_url: str, tenant_id: TenantId
) -> None:
    asyncio.run(_plan(sqlite_url, tenant_id))
    (tmp_path / "mall.docx").write_bytes(template("Kommunens egen rad", "{{ titel }}"))
    out = tmp_path / "rapport.docx"

    result = run("--round", "Delårsbokslut 2023", "--format", "word", "--out", out)

    assert result.exit_code == 0, result.output
    assert docx.Document(str(out)).paragraphs[0].text == "Kommunens egen rad"


def test_the_setting_is_looked_at_before_the_service_starts(tmp_path: Path) -> None:
    file = tmp_path / "mall.docx"
    settings = ReportSettings(report_template=file)

    [missing] = report_problems(settings)
    file.write_bytes(template("{{ titel }}"))
    with pytest.raises(ReportTemplateError) as refused:
        template_of(settings)
    [finding] = doctor_report.examine(settings, SWEDISH)

    assert (missing.kind, missing.value) == (ProblemKind.FILE_NOT_FOUND, str(file))
    assert report_problems(settings) == ()
    assert explain(refused.value, SWEDISH).startswith("Word-mallen går inte att använda: De här måste finnas")
    assert "De här måste finnas i mallen" in finding.remedy


def test_the_default_template_needs_no_doctor() -> None:
    assert list(doctor_report.examine(ReportSettings(), SWEDISH)) == []
    assert template_of(ReportSettings()) is None


async def _plan(url: str, tenant_id: TenantId) -> None:
    database = Database(url)
    await small_plan(database, tenant_id)
    await database.close()

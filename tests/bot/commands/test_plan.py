"""`lageskoll plan import` and `lageskoll plan template`."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.plan import REFUSED, ImportInto, from_settings, register
from bot.setting_problems import SettingsError
from cards.plan_file.reasons import file_reason, reason
from cards.words import Words
from domain.people import Language, TenantId
from domain.plan_file.problems import FileFault, FileRefusedError, Problem, ProblemKind
from domain.plan_file.sheets import Layout, Place, Section
from reports.plan_template import template, write_workbook
from tests.domain.plan_file.plan_files import AT, plan_activity, plan_file

BOTH = pytest.mark.parametrize("language", list(Language))

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId) -> Run:
    """Runs the command line against a fresh database, always in English words unless told otherwise."""
    into = ImportInto(database_url=sqlite_url, tenant_id=tenant_id, municipality="Borlänge", at=AT)

    def invoke(*arguments: object, language: Language = Language.ENGLISH) -> Result:
        app = typer.Typer()
        register(app, Words(language=language), lambda: into)
        return CliRunner().invoke(app, ["plan", *map(str, arguments)])

    return invoke


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_workbook(plan_file()))
    return path


def test_an_import_tells_what_was_added(run: Run, workbook: Path) -> None:
    result = run("import", workbook)

    assert result.exit_code == 0
    assert "1.1 Byt ut bil 1.1 (row 2)" in result.output
    assert "Anna <anna@borlange.example>" in result.output
    assert "plan.xlsx has been imported." in result.output


def test_the_second_import_has_nothing_to_do(run: Run, workbook: Path) -> None:
    run("import", workbook)

    result = run("import", workbook)

    assert result.exit_code == 0
    assert "Nothing to do." in result.output


def test_a_dry_run_tells_the_same_and_stores_nothing(run: Run, workbook: Path) -> None:
    dry = run("import", workbook, "--dry-run")
    real = run("import", workbook)

    assert "Nothing has been stored." in dry.output
    assert dry.output.splitlines()[:-1] == real.output.splitlines()[:-1]


def test_new_rounds_are_told_with_their_days(run: Run, workbook: Path) -> None:
    result = run("import", workbook)

    assert "12 September" in result.output
    assert "31 December 2022, already closed" in result.output


def test_a_change_is_told_with_both_values(run: Run, workbook: Path) -> None:
    run("import", workbook)
    changed = replace(plan_file().plan_activities[0], title="Köp en buss")
    workbook.write_bytes(
        write_workbook(replace(plan_file(), plan_activities=(changed, plan_file().plan_activities[1])))
    )

    result = run("import", workbook)

    assert "Aktivitet: Byt ut bil 1.1 → Köp en buss" in result.output


def test_a_change_late_in_a_long_text_is_shown_where_it_is(run: Run, workbook: Path) -> None:
    def described(end: str) -> bytes:
        long = replace(plan_file().plan_activities[0], description="Samma ord om och om igen. " * 20 + end)
        return write_workbook(replace(plan_file(), plan_activities=(long, plan_file().plan_activities[1])))

    workbook.write_bytes(described("Före."))
    run("import", workbook)
    workbook.write_bytes(described("Efter."))

    result = run("import", workbook)

    assert "Före. → …" in result.output
    assert "Efter." in result.output


def test_unified_spellings_are_told(run: Run, workbook: Path) -> None:
    misspelt = replace(plan_file().people[0], org_unit="Hushage")
    workbook.write_bytes(write_workbook(replace(plan_file(), people=(misspelt, plan_file().people[1]))))

    result = run("import", workbook)

    assert result.exit_code == 0
    assert "Row 2 in Personer: Hushage → Hushagen" in result.output


def test_every_refused_row_is_told_and_nothing_is_imported(run: Run, workbook: Path) -> None:
    wrong = (
        replace(plan_activity(), org_unit="Sjukhuset"),
        replace(plan_activity("1.2", 3), owner="nobody@borlange.example"),
    )
    workbook.write_bytes(write_workbook(replace(plan_file(), plan_activities=wrong)))

    result = run("import", workbook)

    assert result.exit_code == REFUSED
    assert "Row 2 in Aktiviteter: the unit Sjukhuset does not exist." in result.output
    assert "Hushagen and Tunabyggen" in result.output
    assert (
        "Row 3 in Aktiviteter: nobody in the plan has the address nobody@borlange.example." in result.output
    )
    assert "plan.xlsx was not imported." in result.output


def test_long_lists_are_cut_short_unless_everything_is_asked_for(run: Run, workbook: Path) -> None:
    many = tuple(plan_activity(f"1.{number}") for number in range(1, 31))
    workbook.write_bytes(write_workbook(replace(plan_file(), plan_activities=many)))

    short = run("import", workbook, "--dry-run")
    whole = run("import", workbook, "--dry-run", "--all")

    assert "1.30 Byt ut bil" not in short.output
    assert "20 more" in short.output
    assert "1.30 Byt ut bil" in whole.output


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"Nr;Titel")

    result = run("import", path)

    assert result.exit_code == REFUSED
    assert "was not imported" in result.output
    assert "Traceback" not in result.output


def test_a_50_megabyte_file_is_refused_with_its_size(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    result = run("import", path)

    assert result.exit_code == REFUSED
    assert "50 MB" in result.output


def test_the_template_as_it_is_lacks_a_plan(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    path.write_bytes(template())

    result = run("import", path)

    assert result.exit_code == REFUSED
    assert "no plan is given" in result.output


def test_what_stands_in_a_cell_is_never_markup_for_the_terminal(run: Run, workbook: Path) -> None:
    hostile = replace(plan_file().plan_activities[0], title="[bold red]hej[/] \x1b[31m {0} {name}")
    workbook.write_bytes(
        write_workbook(replace(plan_file(), plan_activities=(hostile, plan_file().plan_activities[1])))
    )

    result = run("import", workbook)

    assert "[bold red]hej[/] [31m {0} {name}" in result.output
    assert "\x1b[31m {0}" not in result.output


def test_the_template_is_written_where_one_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"

    result = run("template", "--output", path)

    assert result.exit_code == 0
    assert path.read_bytes() == template()


def test_a_file_that_is_there_is_not_written_over_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    path.write_bytes(b"mitt arbete")

    refused = run("template", "--output", path)
    kept = path.read_bytes()
    replaced = run("template", "--output", path, "--overwrite")

    assert (refused.exit_code, kept) == (REFUSED, b"mitt arbete")
    assert replaced.exit_code == 0
    assert path.read_bytes() == template()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    result = run("template", "--output", tmp_path / "ingenstans" / "ny.xlsx")

    assert result.exit_code == REFUSED
    assert "could not be written" in result.output


def test_without_settings_nobody_knows_whose_plan_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LAGESKOLL_TENANT_ID", "LAGESKOLL_MUNICIPALITY", "LAGESKOLL_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(SettingsError) as refusal:
        from_settings()

    assert refusal.value.problems[0].variables == ("LAGESKOLL_TENANT_ID", "LAGESKOLL_MUNICIPALITY")


def test_the_settings_say_whose_plan_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAGESKOLL_TENANT_ID", "11111111-2222-4333-8444-555555555555")
    monkeypatch.setenv("LAGESKOLL_MUNICIPALITY", "Borlänge")

    assert from_settings().municipality == "Borlänge"


@BOTH
@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_problem_has_a_sentence(language: Language, kind: ProblemKind) -> None:
    place = Place(section=Section.PLAN_ACTIVITIES, row=14)
    problem = Problem(place=place, kind=kind, field="owner", value="{värde}" * 50, high=200)
    many = tuple("abcdefghijklmnop")

    for layout, choices in product(Layout, ((), ("a", "b"), many)):
        sentence = reason(replace(problem, choices=choices), layout, Words(language=language))

        assert "14" in sentence
        assert sentence.endswith(".")
        assert len(sentence) < 500


@BOTH
@pytest.mark.parametrize("fault", list(FileFault))
def test_every_fault_has_a_sentence(language: Language, fault: FileFault) -> None:
    sentence = file_reason(FileRefusedError(fault, "52428800"), Words(language=language))

    assert sentence.endswith(".")

from pathlib import Path
from zipfile import ZipFile

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.manifest import REFUSED, explained, register
from cards.words import Words
from domain.people import Language
from manifest.details import Detail, DetailError, checked
from manifest.package import build

APP_ID = "3f2c8d1e-6a47-4b0f-9c55-0d1e2f3a4b5c"
DOMAIN = "bot.borlange.example"
BOTH = pytest.mark.parametrize("language", list(Language))


def run(*arguments: str, language: Language = Language.SWEDISH) -> Result:
    app = typer.Typer()
    register(app, Words(language=language))
    return CliRunner().invoke(app, ["manifest", "build", *arguments])


def test_the_file_holds_the_package_for_the_given_bot(tmp_path: Path) -> None:
    output = tmp_path / "lageskoll.zip"

    result = run("--app-id", APP_ID, "--domain", DOMAIN, "--version", "1.2.0", "--output", str(output))

    assert result.exit_code == 0
    assert output.read_bytes() == build(checked(app_id=APP_ID, domain=DOMAIN, version="1.2.0"))
    assert output.name in result.output.replace("\n", "")


def test_without_output_the_file_is_written_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run("--app-id", APP_ID, "--domain", DOMAIN)

    assert result.exit_code == 0
    with ZipFile(tmp_path / "lageskoll.zip") as package:
        assert package.testzip() is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("--app-id", "bot"),
        ("--domain", "https://bot.borlange.example"),
        ("--version", "1.0"),
        ("--developer", " "),
        ("--privacy", "http://borlange.example"),
    ],
)
def test_a_wrong_detail_writes_no_file_and_says_what_to_give(wrong: tuple[str, str], tmp_path: Path) -> None:
    output = tmp_path / "lageskoll.zip"

    result = run("--app-id", APP_ID, "--domain", DOMAIN, "--output", str(output), *wrong)

    assert result.exit_code == REFUSED
    assert f"”{wrong[1]}”" in result.output
    assert not output.exists()


def test_a_folder_that_does_not_exist_is_a_refusal_and_no_traceback(tmp_path: Path) -> None:
    result = run(
        "--app-id", APP_ID, "--domain", DOMAIN, "--output", str(tmp_path / "nowhere" / "lageskoll.zip")
    )

    assert result.exit_code == REFUSED
    assert "--output" in result.output
    assert isinstance(result.exception, SystemExit)


@BOTH
@pytest.mark.parametrize("detail", list(Detail))
def test_a_refusal_repeats_what_was_given_whatever_it_holds(detail: Detail, language: Language) -> None:
    said = explained(DetailError(detail, "{value} }}<at>"), Words(language=language))

    assert "{value} }}<at>" in said
    assert said.endswith(".")


def test_the_help_is_in_the_language_of_the_words() -> None:
    assert "Botens Microsoft App ID" in run("--help").output
    assert "The bot's Microsoft App ID" in run("--help", language=Language.ENGLISH).output

"""Every command, target and setting that a page names is one that there is."""

import re
from itertools import chain

import pytest

from bot.setting_problems import PREFIX
from bot.settings import Settings
from tests.house.command_lines import SOMETHING, CommandLine, ours
from tests.house.markdown import pages, shell_lines, spans
from tests.house.source import ROOT

MAKE = re.compile(r"\bmake ([a-z]+)((?: +[A-Z]+=)?)")
SETTING = re.compile(rf"{PREFIX}[A-Z_]+(?:{SOMETHING}[A-Z_]*)?")
# Settings of something else than the service, each with the file that reads it.
READ_ELSEWHERE = {
    f"{PREFIX}IMAGE": "deploy/azure/main.bicepparam",
    f"{PREFIX}FAULTS": "tests/faults",
    f"{PREFIX}FAULTS_SEED": "tests/faults",
    f"{PREFIX}PICTURES": "tests/browser",
}
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in pages()}


@pytest.fixture(scope="module")
def command_line() -> CommandLine:
    return CommandLine()


def wrong_in(text: str, command_line: CommandLine) -> list[str]:
    """What the command line says against the page's own lines, and against what its sentences name."""
    asked = chain(
        ((call, True) for line in shell_lines(text) for call in ours(line)),
        ((call, False) for span in spans(text) for call in ours(span)),
    )
    said = (
        command_line.complaint(call, whole=whole and SOMETHING not in call)
        for call, whole in asked
        if call and call[0] != SOMETHING
    )
    return [complaint for complaint in said if complaint]


def unknown_targets(text: str, makefile: str) -> set[str]:
    """Targets and variables that the text gives `make` and that the Makefile has not."""
    named = [MAKE.findall(code) for code in chain(shell_lines(text), spans(text))]
    targets = {target for target, _ in chain(*named)}
    variables = {variable.strip(" =") for _, variable in chain(*named)} - {""}
    return {target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)} | {
        variable
        for variable in variables
        if not re.search(rf"\$\({variable}[),]|^{variable} ", makefile, re.MULTILINE)
    }


def unknown_settings(text: str) -> set[str]:
    """Settings that the text names and nobody reads; three dots stand for one word or more."""
    known = {*READ_ELSEWHERE, *(PREFIX + name.upper() for name in Settings.model_fields)}
    return {
        name
        for name in SETTING.findall(text)
        if not any(re.fullmatch(name.replace(SOMETHING, "[A-Z_]+"), each) for each in known)
    }


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_in_a_page_is_understood(page: str, command_line: CommandLine) -> None:
    assert wrong_in(TEXTS[page], command_line) == []


def test_every_target_that_a_page_names_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert {page: found for page, text in TEXTS.items() if (found := unknown_targets(text, makefile))} == {}


def test_every_setting_that_a_page_names_is_read_by_somebody() -> None:
    assert {page: found for page, text in TEXTS.items() if (found := unknown_settings(text))} == {}


@pytest.mark.parametrize(("name", "where"), READ_ELSEWHERE.items())
def test_a_setting_that_the_service_does_not_have_is_read_elsewhere(name: str, where: str) -> None:
    place = ROOT / where
    files = [place] if place.is_file() else place.rglob("*.py")

    assert any(name in file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("```sh\nlageskoll plan read x.xlsx\n```", "No such command"),
        ("```sh\nsystemctl stop lageskoll && .venv/bin/lageskoll backup # dit\n```", "Missing argument"),
        ("```sh\ndocker compose run --rm bot report \\\n  --format exe\n```", "is not one of"),
        ('```sh\naz containerapp exec --command "lageskoll doctor now"\n```', "unexpected extra argument"),
        ("Kör `lageskoll\narchive --all` i går.", "No such option"),
    ],
)
def test_a_command_that_would_fail_is_found(text: str, why: str, command_line: CommandLine) -> None:
    (complaint,) = wrong_in(text, command_line)

    assert why in " ".join(complaint.split())


def test_a_command_that_is_only_named_may_leave_its_arguments_out(command_line: CommandLine) -> None:
    text = "Med `lageskoll archive` och `lageskoll manifest build --app-id …`, och `lageskoll …` i allmänhet."

    assert wrong_in(text, command_line) == []


def test_targets_variables_and_settings_that_nobody_has_are_found() -> None:
    text = "`make tea SUGAR=1` och `make demo PLAY=1`, LAGESKOLL_TEA och LAGESKOLL_RETENTION_…_DAYS"

    assert unknown_targets(text, "demo:\n\t$(if $(PLAY),--play)\n") == {"tea", "SUGAR"}
    assert unknown_settings(text) == {"LAGESKOLL_TEA"}

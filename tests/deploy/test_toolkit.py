"""The Microsoft 365 Agents Toolkit's files: every step is given what it needs by somebody before it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.testing import CliRunner

from bot.commands import manifest
from bot.setting_problems import PREFIX
from bot.settings import Settings
from cards.words import Words
from tests.deploy.test_azure import MAIN, parsed
from tests.deploy.written import DEPLOY, ROOT, variables

TOOLKIT = DEPLOY / "teams"
PHASES = ("provision", "deploy", "publish")
PROJECTS = pytest.mark.parametrize(
    ("name", "environment"), [("m365agents.yml", "dev"), ("m365agents.local.yml", "local")]
)


def steps(name: str) -> Iterator[dict[str, Any]]:
    project = yaml.safe_load((TOOLKIT / name).read_text(encoding="utf-8"))
    for phase in PHASES:
        yield from project.get(phase, [])


def asked_of(step: dict[str, Any]) -> set[str]:
    """The variables that a step uses, with those of the parameter file that it names."""
    text = yaml.safe_dump(step, width=10_000)
    for file in re.findall(r"parameters: (\S+)", text):
        text += (TOOLKIT / file).read_text(encoding="utf-8")
    return set(re.findall(r"\$\{\{(\w+)\}\}", text))


def given_by(step: dict[str, Any]) -> set[str]:
    """The variables that there are after it: Azure's outputs come in capitals."""
    written = set(step.get("writeToEnvironmentFile", {}).values())
    return written | (
        {output.upper() for output in parsed(MAIN)["outputs"]} if "arm" in step["uses"] else set()
    )


@PROJECTS
def test_every_variable_is_in_the_example_or_given_by_a_step_before(name: str, environment: str) -> None:
    example = TOOLKIT / "env" / f".env.{environment}.example"
    known = set(variables(example)) | set(re.findall(r"SECRET_\w+", example.read_text(encoding="utf-8")))

    for step in steps(name):
        # A registration that is there already is found by the variable that it is to be written to.
        assert asked_of(step) - known == set(), step["name"]
        known |= given_by(step)


@PROJECTS
def test_the_example_asks_for_nothing_that_is_not_used(name: str, environment: str) -> None:
    asked = {variable for step in steps(name) for variable in asked_of(step)}

    assert set(variables(TOOLKIT / "env" / f".env.{environment}.example")) - asked <= {"TEAMSFX_ENV"}


@PROJECTS
def test_the_package_is_built_with_options_that_the_command_has(name: str, environment: str) -> None:
    runs = [step["with"]["run"] for step in steps(name) if step["uses"] == "script"]
    app = typer.Typer()
    manifest.register(app, Words())
    filled = re.sub(r"\$\{\{(\w+)\}\}", lambda match: VALUES[match[1]], runs[0]).replace('"', "")
    program, *arguments = filled.split()

    built = CliRunner().invoke(app, [*arguments[:-1], str(Path("/dev/null"))])

    assert environment in {"dev", "local"}
    assert (program, built.exit_code) == (".venv/bin/lageskoll", 0), built.output


VALUES = {
    "APPID": "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d",
    "BOT_ID": "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d",
    "HOST": "lageskoll.example.se",
    "APP_VERSION": "1.2.0",
    "DEVELOPER": "Kommunen",
    "PRIVACY_URL": "https://example.se/privacy",
    "TERMS_URL": "https://example.se/terms",
}


@PROJECTS
def test_every_file_that_is_named_is_there_or_is_built_on_the_way(name: str, environment: str) -> None:
    text = (TOOLKIT / name).read_text(encoding="utf-8")
    named = {path for path in re.findall(r"(?:path|parameters|Path): (\.\S+)", text) if "build" not in path}

    assert (TOOLKIT / "env" / f".env.{environment}.example").is_file()
    assert [path for path in named if not (TOOLKIT / path).exists()] == []


def test_what_is_written_to_the_services_own_file_is_settings() -> None:
    written = [step["with"] for step in steps("m365agents.local.yml") if step["uses"].startswith("file/")]

    assert [(TOOLKIT / each["target"]).resolve() for each in written] == [ROOT / ".env"]
    assert set(written[0]["envs"]) <= {PREFIX + name.upper() for name in Settings.model_fields}

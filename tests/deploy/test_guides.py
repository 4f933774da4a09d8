"""What the guides tell one to write exists: commands, settings, targets, files, headings."""

import re
from pathlib import Path

import pytest
import typer

from bot.cli import build
from bot.setting_problems import PREFIX
from bot.settings import Settings
from cards.words import Words
from tests.deploy.written import COMPOSE, DEPLOY, ROOT, interpolated, variables

GUIDES = ("docs/deploy.md", "SECURITY.md", "CONTRIBUTING.md")
EVERY_GUIDE = pytest.mark.parametrize("guide", GUIDES)
# Bicep is given these by the shell.
OURS = {"LAGESKOLL_IMAGE"}


def text_of(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """The headings of a page, as a link names them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@EVERY_GUIDE
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(guide: str) -> None:
    lost = []
    for link in re.findall(r"\]\(([^)]+)\)", text_of(guide)):
        path, _, heading = link.partition("#")
        page = (ROOT / guide).parent / path if path else ROOT / guide
        if link.startswith("https://"):
            continue
        if not page.exists() or (heading and heading not in anchors(page)):
            lost.append(link)

    assert lost == []


@EVERY_GUIDE
def test_every_setting_that_is_named_is_one(guide: str) -> None:
    named = set(re.findall(r"LAGESKOLL_[A-Z_]+", text_of(guide)))

    assert named - OURS <= {PREFIX + name.upper() for name in Settings.model_fields}


@EVERY_GUIDE
def test_every_target_that_is_named_is_in_the_makefile(guide: str) -> None:
    targets = set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))

    assert set(re.findall(r"(?:`|^|&& )make (\w+)", text_of(guide), re.MULTILINE)) <= targets


@EVERY_GUIDE
def test_every_file_of_the_project_that_is_named_is_there(guide: str) -> None:
    roots = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"dist"}
    named = {
        name for name in re.findall(r"`([a-z_.]+/[\w./-]*)`", text_of(guide)) if name.split("/")[0] in roots
    }

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "said",
    sorted(
        set(
            re.findall(
                r"(?:lageskoll|bot|lageskoll:0\.1\.0) ((?:plan|manifest|doctor|deliveries)[^`#\n]*)",
                text_of(GUIDES[0]),
            )
        )
    ),
)
def test_every_command_that_is_shown_is_understood_by_the_command_line(said: str) -> None:
    words = [word for word in re.sub(r'"[^"]*"', "x", said).replace("\\", "").split() if word != "…"]
    command = typer.main.get_command(build(Words()))
    while words and (commands := getattr(command, "commands", {})):
        command = commands[words.pop(0)]
    options = {option for each in command.params for option in each.opts}

    assert {word for word in words if word.startswith("--")} <= options, said


def test_what_is_to_be_filled_in_before_the_start_is_what_compose_and_the_bot_ask_for() -> None:
    step = text_of("docs/deploy.md").partition("### A2.")[2].partition("### A3.")[0]
    empty = {name for name, value in variables(DEPLOY / ".env.example").items() if not value}
    required = {
        name for name, value in interpolated(COMPOSE.read_text(encoding="utf-8")).items() if not value
    }

    assert [name for name in sorted(empty | required) if f"`{name}`" not in step] == []
    assert {"secrets/database_password", "secrets/link_key", "secrets/app_secret"} <= set(
        re.findall(r"secrets/\w+", step)
    )

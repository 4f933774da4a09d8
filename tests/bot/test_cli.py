"""The command line has every command, and reads in nothing but what the one that is asked for stands on."""

import subprocess
import sys
from typing import Any

import pytest
from typer.main import get_command

from bot.cli import COMMANDS, build
from cards.words import Words

# Reading these in is most of what starting the service takes; the settings alone need less.
OF_THE_SERVICE = ("apscheduler", "botbuilder", "bot.main", "dialogs.desk")


def commands(*arguments: str) -> list[str]:
    """The names of the commands that there are when these arguments are given."""
    built: Any = get_command(build(Words(), arguments))
    return list(built.commands)


def test_without_a_command_or_with_one_that_is_not_ours_there_are_all_of_them() -> None:
    assert set(commands()) == set(commands("--help")) == set(commands("serv")) == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_asked_for_is_there_with_none_of_another_file(name: str) -> None:
    theirs = {each for each, file in COMMANDS.items() if file == COMMANDS[name]}

    assert set(commands(name, "--anything")) == theirs


def test_a_command_that_needs_no_service_reads_in_none() -> None:
    shows = (
        "import sys; from bot.cli import build; from cards.words import Words; build(Words(), ['manifest']); "
        f"print(*sorted(set({OF_THE_SERVICE}) & set(sys.modules)))"
    )

    carried = subprocess.run([sys.executable, "-c", shows], capture_output=True, text=True, check=True)

    assert carried.stdout.split() == []

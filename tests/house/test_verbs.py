"""Every button leads somewhere, and somebody has decided who may press it."""

import re

import pytest

from bot.phrases import TEXT_COMMANDS
from bot.presses import VERBS
from cards.verbs import Verb
from tests.house.source import ROOT

TEMPLATES = sorted((ROOT / "cards" / "templates").glob("*.json.j2"))
LITERAL_VERB = re.compile(r'"verb":\s*"([^"]*)"')


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_a_handler_and_somebody_who_may_use_it(verb: Verb) -> None:
    assert VERBS[verb].roles


@pytest.mark.parametrize("command", TEXT_COMMANDS)
def test_every_command_has_a_handler_and_somebody_who_may_use_it(command: str) -> None:
    assert TEXT_COMMANDS[command].roles


@pytest.mark.parametrize("command", TEXT_COMMANDS)
def test_every_command_can_be_recognised_as_it_is_compared(command: str) -> None:
    assert command == " ".join(command.lower().split()).rstrip("?!.")


def test_every_verb_in_a_template_exists() -> None:
    used = {verb for template in TEMPLATES for verb in LITERAL_VERB.findall(template.read_text("utf-8"))}

    assert used
    assert used <= set(Verb)

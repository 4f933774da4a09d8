"""The command line: `lageskoll`."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

import typer

from bot.commands.failing import explain
from bot.setting_problems import SettingsError
from bot.settings import read_settings
from cards.words import Words
from domain.errors import LageskollError

REFUSED = 1


# Each command and the file that adds it, in the order of the help.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "serve": "serve",
        "doctor": "doctor",
        "plan": "plan",
        "deliveries": "deliveries",
        "summary": "summary",
        "report": "report",
        "retention": "retention",
        "audit": "audit",
        "archive": "archive",
        "backup": "backup",
        "restore": "backup",
        "person": "person",
        "exchange": "exchange",
        "manifest": "manifest",
        "demo": "demo",
    }
)


def build(words: Words, arguments: Sequence[str] = ()) -> typer.Typer:
    """The commands, with every text in the words' language; one alone when the arguments begin with it.

    What a command stands on takes seconds to read in, so nobody who asks for one waits for the others'.
    """
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help=words.say("Follows up a municipality's environmental action plan in Microsoft Teams."),
    )
    # A command that stands alone is still asked for by its name.
    app.callback()(lambda: None)
    only = COMMANDS.get(arguments[0]) if arguments else None
    for name in [only] if only else dict.fromkeys(COMMANDS.values()):
        import_module(f"bot.commands.{name}").register(app, words)
    return app


def main() -> None:
    """Run the command line; our own errors are told in a sentence, never as a traceback."""
    words = _words()
    try:
        build(words, sys.argv[1:])()
    except LageskollError as error:
        typer.echo(explain(error, words), err=True)
        sys.exit(REFUSED)


def _words() -> Words:
    try:
        return Words(language=read_settings().language)
    except SettingsError:
        return Words()

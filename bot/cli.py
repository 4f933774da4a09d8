"""The command line: `lageskoll`."""

import sys

import typer

from bot.commands import (
    archive,
    audit,
    backup,
    deliveries,
    demo,
    doctor,
    exchange,
    manifest,
    person,
    plan,
    report,
    retention,
    serve,
    summary,
)
from bot.commands.failing import explain
from bot.setting_problems import SettingsError
from bot.settings import read_settings
from cards.words import Words
from domain.errors import LageskollError

REFUSED = 1


def build(words: Words) -> typer.Typer:
    """The commands, with every text in the words' language."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help=words.say("Follows up a municipality's environmental action plan in Microsoft Teams."),
    )
    for command in (
        serve,
        doctor,
        plan,
        deliveries,
        summary,
        report,
        retention,
        audit,
        archive,
        backup,
        person,
        exchange,
        manifest,
        demo,
    ):
        command.register(app, words)
    return app


def main() -> None:
    """Run the command line; our own errors are told in a sentence, never as a traceback."""
    words = _words()
    try:
        build(words)()
    except LageskollError as error:
        typer.echo(explain(error, words), err=True)
        sys.exit(REFUSED)


def _words() -> Words:
    try:
        return Words(language=read_settings().language)
    except SettingsError:
        return Words()

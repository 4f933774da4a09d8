"""`lageskoll report template`: the municipality's own Word template, written as a beginning and checked."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.source import refusal
from bot.commands.template_words import sentence
from cards.words import Words
from reports.rendering import check_template, default_template
from reports.word.faults import ReportTemplateError


def register(report: typer.Typer, words: Words) -> None:
    """Add `template` to `report`."""
    say = words.say
    group = typer.Typer(no_args_is_help=True)
    argument = typer.Argument(metavar=say("FILE"))

    @group.command("write", help=say("Write the default template to a file, to change it in Word."))
    def write(file: Annotated[Path, argument]) -> None:
        _write(file, words)
        typer.echo(say("{file} is made.", file=file))
        typer.echo(say("Change it in Word, check it, and set {name} to its path.", name=_SETTING))

    @group.command("check", help=say("Tell what is wrong with a template; exit code 0: it can be used."))
    def check_file(file: Annotated[Path, argument]) -> None:
        try:
            check_template(file.read_bytes())
        except OSError as error:
            raise refusal(
                say("{file} could not be read: {reason}", file=file, reason=error.strerror or "")
            ) from None
        except ReportTemplateError as error:
            raise refusal(sentence(error, words)) from None
        typer.echo(say("{file} can be used.", file=file))

    report.add_typer(group, name="template", help=say("The municipality's own Word template."))


_SETTING = "LAGESKOLL_REPORT_TEMPLATE"


def _write(file: Path, words: Words) -> None:
    """What lies there already is somebody's work, and is left alone."""
    try:
        with file.open("xb") as new:
            new.write(default_template())
    except FileExistsError:
        raise refusal(
            words.say("{file} is there already. Choose another name, or move it away first.", file=file)
        ) from None
    except OSError as error:
        raise refusal(
            words.say("{file} could not be written: {reason}", file=file, reason=error.strerror or "")
        ) from None

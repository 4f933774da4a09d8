"""`lageskoll plan`: reads a plan in, and writes the workbook to fill in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.clock import system_clock
from bot.commands.plan_report import Report, print_report
from bot.setting_problems import PREFIX, Problem, ProblemKind, SettingsError
from bot.settings import read_settings
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.plan_file.checks import check
from domain.plan_file.problems import FileRefusedError
from reports.plan_template import template
from storage import schema
from storage.database import Database
from storage.plan_import.importing import apply, compare, is_email
from storage.plan_import.reading import read_plan_file

REFUSED = 1
TEMPLATE_NAME = Path("handlingsplan-mall.xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportInto:
    """Whose plan is read in, where it is stored, and when that happens."""

    database_url: str
    tenant_id: TenantId
    municipality: str
    at: datetime


def register(app: typer.Typer, words: Words, import_into: Callable[[], ImportInto] | None = None) -> None:
    """Add `plan import` and `plan template` to the command line; `import_into` replaces the settings."""
    app.add_typer(
        plan_commands(words, import_into or from_settings), name="plan", help=words.say("The action plan.")
    )


def plan_commands(words: Words, import_into: Callable[[], ImportInto]) -> typer.Typer:
    """The two commands, with every text in the words' language."""
    group = typer.Typer(no_args_is_help=True)
    group.command("import", help=words.say("Read a plan with its people from a workbook or YAML file."))(
        _import_command(words, import_into)
    )
    group.command("template", help=words.say("Write the workbook to fill in."))(_template_command(words))
    return group


def from_settings() -> ImportInto:
    """What the settings say; raises `SettingsError` when they do not say whose plan it is."""
    settings = read_settings()
    missing = [name for name in ("tenant_id", "municipality") if not getattr(settings, name)]
    if missing:
        variables = tuple(f"{PREFIX}{name.upper()}" for name in missing)
        raise SettingsError((Problem(kind=ProblemKind.MISSING, variables=variables),))
    return ImportInto(
        database_url=settings.database_url.get_secret_value(),
        tenant_id=TenantId(settings.tenant_id),
        municipality=settings.municipality,
        at=system_clock(),
    )


async def import_plan(
    database: Database,
    tenant_id: TenantId,
    municipality: str,
    path: Path,
    *,
    at: datetime,
    calendar: WorkCalendar,
    dry_run: bool = False,
) -> Report:
    """Read, check and compare the file, and carry the difference out unless it is a dry run or refused."""
    try:
        plan_file = await asyncio.to_thread(read_plan_file, path)
    except FileRefusedError as error:
        return Report(file_name=path.name, dry_run=dry_run, refusal=error)
    checked = check(plan_file, is_email=is_email, at=at, calendar=calendar)
    if checked.is_refused:
        return Report(file_name=path.name, dry_run=dry_run, checked=checked)
    if dry_run:
        async with database.reading(tenant_id) as session:
            found = await compare(session, checked, municipality=municipality, at=at, calendar=calendar)
    else:
        async with database.writing(tenant_id) as session:
            found = await apply(session, checked, municipality=municipality, at=at, calendar=calendar)
    return Report(file_name=path.name, dry_run=dry_run, checked=checked, difference=found)


def _import_command(words: Words, import_into: Callable[[], ImportInto]) -> Callable[..., None]:
    def command(
        *,
        file: Annotated[Path, typer.Argument(help=words.say("The workbook (.xlsx) or YAML file."))],
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help=words.say("Only show what would happen."))
        ] = False,
        everything: Annotated[
            bool, typer.Option("--all", help=words.say("Show every new and removed row."))
        ] = False,
    ) -> None:
        report = asyncio.run(_import(import_into(), file, dry_run=dry_run))
        print_report(report, words, Console(highlight=False), everything=everything)
        raise typer.Exit(REFUSED if report.is_refused else 0)

    return command


async def _import(into: ImportInto, file: Path, *, dry_run: bool) -> Report:
    await asyncio.to_thread(schema.upgrade, into.database_url)
    database = Database(into.database_url)
    try:
        return await import_plan(
            database,
            into.tenant_id,
            into.municipality,
            file,
            at=into.at,
            calendar=WorkCalendar(),
            dry_run=dry_run,
        )
    finally:
        await database.close()


def _template_command(words: Words) -> Callable[..., None]:
    def command(
        *,
        output: Annotated[Path, typer.Option(help=words.say("The file to write."))] = TEMPLATE_NAME,
        overwrite: Annotated[
            bool, typer.Option("--overwrite", help=words.say("Replace the file if it is there."))
        ] = False,
    ) -> None:
        try:
            with output.open("wb" if overwrite else "xb") as file:
                file.write(template())
        except FileExistsError:
            sentence = words.say("{path} is already there. Choose another file, or --overwrite.", path=output)
            raise _refusal(sentence) from None
        except OSError as error:
            sentence = words.say(
                "{path} could not be written ({reason}). Choose another file with --output.",
                path=output,
                reason=error.strerror or str(error),
            )
            raise _refusal(sentence) from None
        typer.echo(words.say("{path} is ready to fill in.", path=output))

    return command


def _refusal(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(REFUSED)

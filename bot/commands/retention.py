"""`lageskoll retention`: shows what is too old, and removes it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.source import CALENDAR, Source, from_settings, opened
from bot.settings import read_settings
from cards import data_kinds
from cards.words import Words
from domain.retention import Aged, DataKind, RetentionRules
from scheduler.retention import Retention
from storage import audit_chain
from storage.retention import carrying_out

NOT_WHOLE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Whose data, and by which rules."""

    source: Source
    rules: RetentionRules


def keeping() -> Keeping:
    """What the settings say."""
    return Keeping(source=from_settings(), rules=read_settings().retention_rules)


def register(app: typer.Typer, words: Words, wanted: Callable[[], Keeping] | None = None) -> None:
    """Add `retention` to the command line; `wanted` replaces the settings."""
    say, read = words.say, wanted or keeping
    group = typer.Typer(invoke_without_command=True)

    @group.callback()
    def retention(
        context: typer.Context,
        *,
        dry_run: Annotated[  # noqa: ARG001 - it is what happens anyway, and good to be able to say
            bool,
            typer.Option("--dry-run", help=say("Only show what would be removed (this is the default).")),
        ] = False,
    ) -> None:
        if context.invoked_subcommand is None:
            asyncio.run(_show(read(), words))

    @group.command("run", help=say("Remove what is too old now; the service does it each night."))
    def run() -> None:
        raise typer.Exit(asyncio.run(_run(read(), words)))

    app.add_typer(group, name="retention", help=say("Show what has been kept longer than its rule."))


async def _show(wanted: Keeping, words: Words) -> None:
    source = wanted.source
    async with opened(source, words) as database, database.reading(source.tenant_id) as session:
        found = await carrying_out.preview(session, wanted.rules, source.at, data_kinds.mark(words))
    console = Console(highlight=False)
    console.print(_table(found, wanted.rules, words))
    count = sum(aged.count for aged in found)
    console.print(words.count("{n} would be removed.", "{n} would be removed, or emptied.", count))


def _table(found: list[Aged], rules: RetentionRules, words: Words) -> Table:
    table = Table()
    for heading in (words.say("Kind of data"), words.say("Kept for")):
        table.add_column(heading)
    table.add_column(words.say("Too old"), justify="right")
    table.add_column(words.say("Oldest"))
    for aged in found:
        oldest = words.full_day(words.local_day(aged.oldest)) if aged.oldest else "–"
        rule = data_kinds.rule(aged.kind, rules.days.get(aged.kind, 0), words)
        table.add_row(data_kinds.name(aged.kind, words), rule, words.number(aged.count), oldest)
    return table


async def _run(wanted: Keeping, words: Words) -> int:
    source = wanted.source
    async with opened(source, words) as database:
        await audit_chain.link_new(database, source.tenant_id)
        retention = Retention(
            database=database, calendar=CALENDAR, rules=wanted.rules, mark=data_kinds.mark(words)
        )
        counts, is_whole = await retention.see_to(source.tenant_id, source.at)
    for kind, count in counts.items():
        typer.echo(f"{data_kinds.name(DataKind(kind), words)}: {words.number(count)}")
    if not counts:
        typer.echo(words.say("Nothing was too old."))
    if not is_whole:
        typer.echo(words.say("Some could not be removed; the log says why."), err=True)
    return 0 if is_whole else NOT_WHOLE

"""`lageskoll exchange`: answers to and from another follow-up system's file."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.exchange_report import print_judged
from bot.commands.source import (
    CALENDAR,
    Source,
    chosen,
    every_round,
    from_settings,
    opened,
    printable,
    refusal,
)
from bot.exchange.exporting import export, note
from bot.exchange.importing import RowFate, Wish, import_table
from bot.exchange.mapping import FileMapping
from bot.exchange.mapping_file import read_mapping
from bot.exchange.mapping_words import sentences
from bot.exchange.problems import MappingRefusedError, TableRefusedError
from bot.exchange.table import LARGEST_FILE
from bot.exchange.table_words import file_sentence
from cards import rounds
from cards.plan_file.reasons import file_reason
from cards.words import Words
from domain.plan_file.problems import FileRefusedError
from domain.rounds import in_mind

ROWS_REFUSED = 3
STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Which round somebody means, the mapping, and the file to read or write."""

    which: str
    mapping: FileMapping
    file: Path


def register(app: typer.Typer, words: Words, source: Callable[[], Source] | None = None) -> None:
    """Add `exchange export` and `exchange import` to the command line; `source` replaces the settings."""
    say, read_source = words.say, source or from_settings
    group = typer.Typer(no_args_is_help=True)
    round_option = typer.Option(
        "--round", help=say("Which follow-up, such as 2023-interim; without it the one of today.")
    )
    mapping_option = typer.Option("--mapping", help=say("The YAML file that tells how the other one looks."))

    @group.command("export", help=say("Write the latest answers as a CSV file for another system."))
    def export_command(
        *,
        mapping: Annotated[Path, mapping_option],
        out: Annotated[
            Path, typer.Option("--out", help=say("The file to write; - writes it to standard output."))
        ],
        which: Annotated[str, round_option] = "",
    ) -> None:
        files = Files(which=which, mapping=_mapping(mapping, words, to_import=False), file=out)
        asyncio.run(_export(read_source(), files, words))

    @group.command("import", help=_import_help(words))
    def import_command(
        *,
        file: Annotated[Path, typer.Argument(metavar=say("FILE"))],
        mapping: Annotated[Path, mapping_option],
        which: Annotated[str, round_option] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help=say("Only show what would happen."))] = False,
        despite_doubts: Annotated[
            bool,
            typer.Option("--despite-doubts", help=say("Save although there are questions.")),
        ] = False,
    ) -> None:
        files = Files(which=which, mapping=_mapping(mapping, words, to_import=True), file=file)
        options = {"dry_run": dry_run, "despite_doubts": despite_doubts}
        raise typer.Exit(asyncio.run(_import(read_source(), files, words, **options)))

    app.add_typer(group, name="exchange", help=say("Answers to and from another follow-up system."))


def _import_help(words: Words) -> str:
    return words.say(
        "Read answers from another system's CSV file: all of them, or none. Exit code 0: it is done, "
        "or would be. 1: the file or the mapping cannot be read. 3: rows are refused."
    )


def _mapping(path: Path, words: Words, *, to_import: bool) -> FileMapping:
    try:
        return read_mapping(_read(path, words), to_import=to_import)
    except MappingRefusedError as error:
        heading = words.say("The mapping {file} cannot be used:", file=path)
        lines = [f"  • {each}" for each in sentences(error.problems, words)]
        raise refusal("\n".join([heading, *lines])) from None
    except FileRefusedError as error:
        heading = words.say("The mapping {file} cannot be used:", file=path)
        raise refusal(f"{heading} {file_reason(error, words)}") from None


def _read(path: Path, words: Words) -> bytes:
    """As much as is ever looked at, and one byte that tells that there was more."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise refusal(
            words.say("{file} could not be read: {reason}", file=path, reason=error.strerror or "")
        ) from None


async def _export(source: Source, files: Files, words: Words) -> None:
    async with opened(source, words) as database:
        every = await every_round(database, source)
        follow_up_round = chosen(files.which, every, in_mind(every, source.at), words)
        try:
            written = await export(database, source.tenant_id, CALENDAR, files.mapping, follow_up_round)
        except TableRefusedError as error:
            raise refusal(file_sentence(error, words)) from None
        _put(files.file, written.content, words)
        await note(database, source.tenant_id, files.mapping, follow_up_round, source.at)
    sentence = words.count(
        "{file} has {n} answer from {round}.",
        "{file} has {n} answers from {round}.",
        written.rows,
        file=files.file,
        round=rounds.title(follow_up_round, words),
    )
    typer.echo(sentence, err=files.file == STANDARD_OUTPUT)


def _put(path: Path, content: bytes, words: Words) -> None:
    if path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        return
    try:
        _write(path, content)
    except OSError as error:
        raise refusal(
            words.say("{file} could not be written: {reason}", file=path, reason=error.strerror or "")
        ) from None


def _write(path: Path, content: bytes) -> None:
    """A file that somebody fetches is never half; what is no file, as a pipe, is only written to."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    file = path.resolve()
    unfinished = file.parent / f".{file.name}.{os.getpid()}.unfinished"
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


async def _import(source: Source, files: Files, words: Words, *, dry_run: bool, despite_doubts: bool) -> int:
    content = _read(files.file, words)
    async with opened(source, words) as database:
        every = await every_round(database, source)
        wish = Wish(
            tenant_id=source.tenant_id,
            mapping=files.mapping,
            follow_up_round=chosen(files.which, every, in_mind(every, source.at), words),
            at=source.at,
            despite_doubts=despite_doubts,
            dry_run=dry_run,
        )
        try:
            judged = await import_table(database, CALENDAR, wish, content)
        except TableRefusedError as error:
            raise refusal(file_sentence(error, words)) from None
    typer.echo(printable(f"{files.mapping.client} · {rounds.title(wish.follow_up_round, words)}"))
    print_judged(judged, wish, words, Console(highlight=False))
    return ROWS_REFUSED if any(each.fate is RowFate.REFUSED for each in judged) else 0

"""`lageskoll report`: a round's report as a file, and what a file turns out to be."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import report_template
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
from cards import rounds
from cards.report import verdict as verdict_words
from cards.words import Words
from dialogs.report import loading, verifying
from dialogs.report.making import Made, make
from domain.people import Language
from domain.report.formats import Format
from domain.report.seal import Report
from domain.report.verification import Standing, Verdict
from domain.rounds import FollowUpRound, FollowUpRoundId, to_summarise
from reports.rendering import formats
from storage import rounds as round_store
from storage import seals
from storage.database import Database

STANDARD_OUTPUT = Path("-")
# 1 is a refusal and 2 a command that was written wrong.
EXIT_CODES = {
    Standing.APPROVED: 0,
    Standing.DRAFT: 3,
    Standing.FILE_CHANGED: 4,
    Standing.DATA_CHANGED: 5,
    Standing.NOT_PROVABLE: 5,
    Standing.UNKNOWN: 6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be made. `version` is None for the latest, 0 for a draft; `out` None for its usual name."""

    which: str
    kind: Format
    version: int | None
    language: Language
    out: Path | None


def register(app: typer.Typer, words: Words, source: Callable[[], Source] | None = None) -> None:
    """Add `report` to the command line; `source` replaces the settings."""
    say, read_source = words.say, source or from_settings
    group = typer.Typer(invoke_without_command=True)

    @group.callback()
    def report(
        context: typer.Context,
        *,
        which: Annotated[
            str, typer.Option("--round", help=say("Which follow-up, such as “Delårsbokslut 2023”."))
        ] = "",
        kind: Annotated[Format, typer.Option("--format", help=say("Which kind of document."))] = Format.WORD,
        version: Annotated[
            int | None,
            typer.Option(
                min=0,
                help=say("Which approved version; 0 is a draft. Without it the latest one, or else a draft."),
            ),
        ] = None,
        language: Annotated[Language, typer.Option(help=say("The document's language."))] = words.language,
        out: Annotated[
            Path | None,
            typer.Option(help=say("Where the file is put; - writes it to standard output.")),
        ] = None,
    ) -> None:
        if context.invoked_subcommand is None:
            wish = Wish(which=which, kind=kind, version=version, language=language, out=out)
            asyncio.run(_make(read_source(), wish, words))

    @group.command("verify", help=_help(words))
    def verify(file: Annotated[Path, typer.Argument(metavar=say("FILE"))]) -> None:
        raise typer.Exit(asyncio.run(_verify(read_source(), _read(file, words), words)))

    report_template.register(group, words)
    app.add_typer(group, name="report", help=say("Make a report as a file, or verify one."))


def _help(words: Words) -> str:
    return words.say(
        "Tell whether a file is an approved report. Exit code 0: it is, unchanged. 3: a draft, unchanged. "
        "4: the file was changed, its data are whole. 5: its data were changed. 6: unknown."
    )


async def _make(source: Source, wish: Wish, words: Words) -> None:
    if wish.kind not in formats():
        raise refusal(words.say("That kind of document cannot be made here."))
    async with opened(source, words) as database:
        every = await every_round(database, source)
        follow_up_round = chosen(wish.which, every, to_summarise(every), words)
        report = await _report(database, source, follow_up_round, wish.version, words)
        made = await make(
            database,
            source.tenant_id,
            report,
            wish.kind,
            replace(words, language=wish.language),
            at=source.at,
            by=None,
            template=_template(source, words),
        )
    _put(made, wish.out, report, rounds.title(follow_up_round, words), words)


def _template(source: Source, words: Words) -> bytes | None:
    """The municipality's own for Word, as it is now."""
    if source.report_template is None:
        return None
    try:
        return source.report_template.read_bytes()
    except OSError as error:
        raise refusal(
            words.say(
                "{file} could not be read: {reason}",
                file=source.report_template,
                reason=error.strerror or "",
            )
        ) from None


async def _report(
    database: Database, source: Source, follow_up_round: FollowUpRound, version: int | None, words: Words
) -> Report:
    on = CALENDAR.local_day(source.at)
    async with database.reading(source.tenant_id) as session:
        found = await seals.of_round(session, follow_up_round.follow_up_round_id)
        wanted = version if version is not None else len(found)
        try:
            return await loading.report(session, follow_up_round, wanted, CALENDAR, on)
        except loading.UnknownVersionError:
            names = words.listed([words.number(each.version) for each in found]) or "0"
            raise refusal(words.say("There is no such version. There is {names}.", names=names)) from None
        except loading.BrokenSealError:
            raise refusal(_broken(words)) from None


def _put(made: Made, out: Path | None, report: Report, title: str, words: Words) -> None:
    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(made.content)
        return
    path = out or Path(made.name)
    try:
        path.write_bytes(made.content)
    except OSError as error:
        raise refusal(
            words.say("{file} could not be written: {reason}", file=path, reason=error.strerror or "")
        ) from None
    typer.echo(words.say("{file} is made.", file=path))
    typer.echo(_of(report, title, words))
    typer.echo(words.say("Checksum of the data (SHA-256): {sha256}", sha256=report.mark.sha256))


def _of(report: Report, title: str, words: Words) -> str:
    if report.seal is None:
        return words.say("It is a draft ({round}): nobody has approved it.", round=title)
    return words.say("It is version {n} ({round}).", n=words.number(report.seal.version), round=title)


def _read(file: Path, words: Words) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise refusal(
            words.say("{file} could not be read: {reason}", file=file, reason=error.strerror or "")
        ) from None


async def _verify(source: Source, content: bytes, words: Words) -> int:
    async with opened(source, words) as database, database.reading(source.tenant_id) as session:
        try:
            found = await verifying.verdict(session, content)
        except loading.BrokenSealError:
            raise refusal(_broken(words)) from None
        about = _round_of(found)
        follow_up_round = await round_store.find(session, about) if about else None
    title = rounds.title(follow_up_round, words) if follow_up_round else ""
    for sentence in verdict_words.sentences(found, title, words):
        typer.echo(printable(sentence))
    return EXIT_CODES[found.standing]


def _round_of(found: Verdict) -> FollowUpRoundId | None:
    if found.seal is not None:
        return found.seal.follow_up_round_id
    return found.made.follow_up_round_id if found.made else None


def _broken(words: Words) -> str:
    return words.say(
        "An approved version in the database is not as it was when it was approved. "
        "Restore the database from a backup."
    )

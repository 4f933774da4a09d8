"""`lageskoll archive`: everything about a closed follow-up, in one folder for the archive."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import whole_folder
from bot.commands.source import CALENDAR, Source, chosen, every_round, from_settings, opened, refusal
from bot.settings import read_settings
from cards import rounds
from cards.words import Words
from dialogs.report import archiving
from dialogs.report.loading import BrokenSealError
from domain.rounds import FollowUpRound, to_summarise
from storage import seals
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which round, where to, and whether one that is not ready will do."""

    which: str
    folder: Path
    preliminary: bool


def register(
    app: typer.Typer,
    words: Words,
    source: Callable[[], Source] | None = None,
    template: Callable[[], bytes | None] | None = None,
) -> None:
    """Add `archive` to the command line; `source` and `template` replace the settings."""
    say = words.say

    def archive(
        *,
        which: Annotated[
            str, typer.Option("--round", help=say("Which follow-up, such as “Delårsbokslut 2023”."))
        ] = "",
        folder: Annotated[Path, typer.Option("--to", help=say("The folder to make; it may not exist."))],
        preliminary: Annotated[
            bool,
            typer.Option(
                "--preliminary", help=say("Also when it is open or not approved; not for archiving.")
            ),
        ] = False,
    ) -> None:
        wish = Wish(which=which, folder=folder, preliminary=preliminary)
        asyncio.run(_archive((source or from_settings)(), wish, (template or _template)(), words))

    app.command("archive", help=say("Put all documents, data and checksums of a follow-up in a folder."))(
        archive
    )


def _template() -> bytes | None:
    file = read_settings().report_template
    return file.read_bytes() if file else None


async def _archive(source: Source, wish: Wish, template: bytes | None, words: Words) -> None:
    if wish.folder.exists():
        raise refusal(words.say("{file} is there already. Choose another folder.", file=wish.folder))
    async with opened(source, words) as database:
        every = await every_round(database, source)
        follow_up_round = chosen(wish.which, every, to_summarise(every), words)
        if not wish.preliminary:
            await _must_be_ready(database, source, follow_up_round, words)
        try:
            made = await archiving.archive(
                database, source.tenant_id, follow_up_round, words, CALENDAR, at=source.at, template=template
            )
        except BrokenSealError:
            raise refusal(
                words.say(
                    "An approved version in the database is not as it was when it was approved. "
                    "Restore the database from a backup."
                )
            ) from None
        _write(wish.folder, made, words)
        await archiving.note(
            database, source.tenant_id, follow_up_round, made, language=words.language, at=source.at
        )
    typer.echo(words.say("{title} is in {folder}.", title=made.title, folder=wish.folder))
    typer.echo(words.count("{n} approved version.", "{n} approved versions.", made.versions))
    typer.echo(words.say("Verify it there with “sha256sum --check {file}”.", file=archiving.CHECKSUMS))


async def _must_be_ready(
    database: Database, source: Source, follow_up_round: FollowUpRound, words: Words
) -> None:
    async with database.reading(source.tenant_id) as session:
        found = await seals.of_round(session, follow_up_round.follow_up_round_id)
    if not archiving.may_be_archived(follow_up_round, len(found)):
        raise refusal(
            words.say(
                "{title} is not closed and approved yet, so it is not to be archived. "
                "To see it as it stands, add --preliminary.",
                title=rounds.title(follow_up_round, words),
            )
        )


def _write(folder: Path, made: archiving.Archive, words: Words) -> None:
    try:
        whole_folder.write(folder, made.files)
    except OSError as error:
        raise refusal(
            words.say("{file} could not be written: {reason}", file=folder, reason=error.strerror or "")
        ) from None

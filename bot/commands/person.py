"""`lageskoll person`: hands over what is held about somebody, or erases them."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.source import CALENDAR, Source, from_settings, opened, printable, refusal
from bot.settings import read_settings
from cards import data_kinds
from cards.words import Words
from dialogs.person_data import exporting
from dialogs.person_data.erasing import erased, wish_for
from domain.erasure import Erasure, Hindrances, Somebody
from domain.retention import ErasedNames
from storage import audit
from storage.data_map import DATA_MAP
from storage.database import Database
from storage.person_data import erasing, finding
from storage.person_data.finding import Rows

EXPORTED = "person.exported"
ONLY_OURS = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose data, and what becomes of the names of those who are erased."""

    source: Source
    names: ErasedNames


def asked() -> Asked:
    """What the settings say."""
    return Asked(source=from_settings(), names=read_settings().erased_names)


def register(app: typer.Typer, words: Words, wanted: Callable[[], Asked] | None = None) -> None:
    """Add `person export` and `person erase` to the command line; `wanted` replaces the settings."""
    say, read = words.say, wanted or asked
    group = typer.Typer(no_args_is_help=True)

    @group.command("export", help=say("Put all that is held about somebody in a zip file."))
    def export(
        who: Annotated[str, typer.Argument(metavar=say("PERSON"), help=say("E-mail address or number."))],
        *,
        out: Annotated[Path | None, typer.Option(help=say("The zip file to make; it may not exist."))] = None,
    ) -> None:
        asyncio.run(_export(read().source, who, out, words))

    @group.command("erase", help=say("Show what would be erased of somebody; with --yes, erase it."))
    def erase(
        who: Annotated[str, typer.Argument(metavar=say("PERSON"), help=say("E-mail address or number."))],
        *,
        yes: Annotated[bool, typer.Option("--yes", help=say("Erase it. It cannot be undone."))] = False,
    ) -> None:
        asyncio.run(_erase(read(), who, words, yes=yes))

    app.add_typer(group, name="person", help=say("Hand over or erase what is held about somebody."))


async def _found(database: Database, source: Source, who: str, words: Words) -> tuple[Somebody, Rows]:
    async with database.reading(source.tenant_id) as session:
        somebody = await finding.find(session, who)
        if somebody is None:
            raise refusal(
                words.say("There is nobody called {who}. Give an e-mail address or a number.", who=who)
            )
        return somebody, await finding.everything(session, somebody)


async def _export(source: Source, who: str, out: Path | None, words: Words) -> None:
    async with opened(source, words) as database:
        somebody, rows = await _found(database, source, who, words)
        path = out or Path(words.say("person-{number}.zip", number=somebody.person_id))
        _write(path, exporting.packed(somebody, rows, words), words)
        async with database.writing(source.tenant_id) as session:
            await audit.record(session, deed=EXPORTED, subject=f"person:{somebody.person_id}", at=source.at)
    typer.echo(words.say("{file} is made.", file=path))
    for line in _by_kind(rows, words):
        typer.echo(line)


def _write(path: Path, content: bytes, words: Words) -> None:
    """A new file that only its owner may read."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, ONLY_OURS), "wb") as file:
            file.write(content)
    except OSError as error:
        raise refusal(
            words.say("{file} could not be written: {reason}", file=path, reason=error.strerror or "")
        ) from None


def _by_kind(rows: Rows, words: Words) -> list[str]:
    counts: Counter[str] = Counter()
    for table, found in rows.items():
        counts[data_kinds.name(DATA_MAP[table].kinds[0], words)] += len(found)
    return [f"  {name}: {words.number(count)}" for name, count in counts.items()]


async def _erase(wanted: Asked, who: str, words: Words, *, yes: bool) -> None:
    source = wanted.source
    async with opened(source, words) as database:
        somebody, rows = await _found(database, source, who, words)
        wish = wish_for(somebody, wanted.names, words, CALENDAR.local_day(source.at))
        if yes:
            hindrances = await erased(database, source.tenant_id, somebody, wish, source.at)
        else:
            async with database.reading(source.tenant_id) as session:
                hindrances = await erasing.hindrances(session, somebody, wish)
    if hindrances.are_any:
        raise refusal("\n".join(_hindered(hindrances, somebody, words)))
    for line in _fates(rows, words):
        typer.echo(line)
    typer.echo(words.say("In answers they are called: {name}", name=printable(wish.name)))
    typer.echo(
        words.say("Approved reports are not changed: they are public records, and their seal would break.")
    )
    typer.echo(words.say("Erased.") if yes else words.say("Nothing is erased yet. Add --yes to do it."))


def _hindered(found: Hindrances, who: Somebody, words: Words) -> list[str]:
    lines = [words.say("{name} cannot be erased yet. Nothing is changed.", name=printable(who.name))]
    if found.plan_activities:
        lines.append(words.say("Give these to somebody else first (in Teams, or in the plan file):"))
        lines += [f"  {printable(each)}" for each in found.plan_activities]
    if found.open_matters:
        lines.append(
            words.count("Settle {n} open matter first.", "Settle {n} open matters first.", found.open_matters)
        )
    if found.stands_in_for:
        names = words.listed([printable(each) for each in found.stands_in_for])
        lines.append(words.say("Choose another stand-in for {names} first.", names=names))
    return lines


def _fates(rows: Rows, words: Words) -> list[str]:
    headings = {
        Erasure.REMOVED: words.say("Removed:"),
        Erasure.EMPTIED: words.say("Emptied of what says who it is or what they wrote:"),
        Erasure.KEPT: words.say("Kept, as public records or with an internal number only:"),
    }
    lines: list[str] = []
    for fate, heading in headings.items():
        theirs = {table: found for table, found in rows.items() if erasing.FATES[table] is fate}
        if theirs:
            lines += [heading, *_by_kind(theirs, words)]
    return lines

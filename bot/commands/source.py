"""Whose data a command reads, where they are, and which round somebody means."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from bot.clock import system_clock
from bot.commands.round_names import name_of, named
from bot.setting_problems import PREFIX, Problem, ProblemKind, SettingsError
from bot.settings import read_settings
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.rounds import FollowUpRound
from storage import rounds as round_store
from storage import schema
from storage.database import Database
from storage.database_url import is_made

REFUSED = 1
CALENDAR = WorkCalendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose data are looked at, where they are, when that happens, and the template for Word reports."""

    database_url: str
    tenant_id: TenantId
    at: datetime
    report_template: Path | None = None


def from_settings() -> Source:
    """What the settings say; raises `SettingsError` when they do not say whose data."""
    settings = read_settings()
    if not settings.tenant_id:
        raise SettingsError((Problem(kind=ProblemKind.MISSING, variables=(f"{PREFIX}TENANT_ID",)),))
    return Source(
        database_url=settings.database_url.get_secret_value(),
        tenant_id=TenantId(settings.tenant_id),
        at=system_clock(),
        report_template=settings.report_template,
    )


@asynccontextmanager
async def opened(source: Source, words: Words) -> AsyncIterator[Database]:
    """The database, migrated; a sentence where there is none."""
    if not is_made(source.database_url):
        raise refusal(words.say("There is no database yet. Run “lageskoll serve”; it makes one."))
    await asyncio.to_thread(schema.upgrade, source.database_url)
    database = Database(source.database_url)
    try:
        yield database
    finally:
        await database.close()


async def every_round(database: Database, source: Source) -> list[FollowUpRound]:
    """All rounds, the oldest first."""
    async with database.reading(source.tenant_id) as session:
        return await round_store.every(session)


def chosen(
    which: str, every: list[FollowUpRound], usual: FollowUpRound | None, words: Words
) -> FollowUpRound:
    """The round that was named, or the `usual` one; a sentence with the names there are otherwise."""
    found = named(which, every) if which else usual
    if found is not None:
        return found
    if not every:
        raise refusal(words.say("No action plan has been read in yet."))
    names = words.listed([name_of(each, words) for each in every])
    raise refusal(
        words.say("There is no follow-up called {name}. There are {names}.", name=which, names=names)
    )


def printable(text: str) -> str:
    """What somebody has written must not steer the terminal."""
    return "".join(each for each in text if each.isprintable())


def refusal(sentence: str) -> typer.Exit:
    """Say it, and leave with the exit code of a refusal."""
    typer.echo(sentence, err=True)
    return typer.Exit(REFUSED)

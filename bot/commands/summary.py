"""`lageskoll summary`: the director's summary as text."""

import asyncio
from collections.abc import Callable
from typing import Annotated

import typer

from bot.commands.source import Source, chosen, every_round, from_settings, opened, printable
from cards import summary_text
from cards.words import Words
from domain.rounds import to_summarise
from storage import groups
from storage.summary import loading as summaries


def register(app: typer.Typer, words: Words, source: Callable[[], Source] | None = None) -> None:
    """Add `summary` to the command line; `source` replaces the settings."""
    say = words.say

    def summary(
        *,
        which: Annotated[
            str, typer.Option("--round", help=say("Which follow-up, such as “Delårsbokslut 2023”."))
        ] = "",
    ) -> None:
        asyncio.run(_print((source or from_settings)(), which, words))

    app.command("summary", help=say("Show the director's summary of a follow-up."))(summary)


async def _print(source: Source, which: str, words: Words) -> None:
    async with opened(source, words) as database:
        every = await every_round(database, source)
        follow_up_round = chosen(which, every, to_summarise(every), words)
        async with database.reading(source.tenant_id) as session:
            view = await summaries.with_every_deviation(session, follow_up_round)
            group = await groups.of_tenant(session)
    for line in summary_text.as_text(view, words, group.name).splitlines():
        typer.echo(printable(line))

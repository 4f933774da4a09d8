"""`lageskoll deliveries`: what became of every message of a round."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands import letter_lines
from bot.commands.source import Source, chosen, every_round, from_settings, opened, printable
from cards import delivery_words, rounds
from cards import sending as sending_words
from cards import unled as unled_words
from cards.words import Words
from domain.deliveries import DeliveryKind, Fate
from domain.escalation import unled
from domain.ledger import Place
from domain.reminders import AGAIN, NUDGE, step_of
from domain.rounds import FollowUpRound, in_mind
from storage import messages, worklists
from storage import people as people_store
from storage.database import Database
from storage.messages import Message


def register(app: typer.Typer, words: Words, source: Callable[[], Source] | None = None) -> None:
    """Add `deliveries` to the command line; `source` replaces the settings."""
    say = words.say

    def deliveries(
        *,
        which: Annotated[
            str,
            typer.Option(
                "--round",
                help=say("Which follow-up, such as 2023-interim; without it the one of today."),
            ),
        ] = "",
        not_reached: Annotated[
            bool, typer.Option("--not-reached", help=say("Only the messages that did not get there."))
        ] = False,
        as_json: Annotated[
            bool, typer.Option("--json", help=say("One JSON object on each line, for other programs."))
        ] = False,
    ) -> None:
        asyncio.run(
            _print((source or from_settings)(), which, words, only_not_reached=not_reached, as_json=as_json)
        )

    app.command("deliveries", help=say("Show what became of every message of a follow-up."))(deliveries)


async def _print(source: Source, which: str, words: Words, *, only_not_reached: bool, as_json: bool) -> None:
    async with opened(source, words) as database:
        rounds_there = await every_round(database, source)
        follow_up_round = chosen(which, rounds_there, in_mind(rounds_there, source.at), words)
        every = messages.every(
            database,
            source.tenant_id,
            follow_up_round.follow_up_round_id,
            only_not_reached=only_not_reached,
        )
        if as_json:
            await _lines(every)
            await letter_lines.every(database, source, follow_up_round, words, as_json=True)
        else:
            await _tables(every, follow_up_round, words)
            await letter_lines.every(database, source, follow_up_round, words, as_json=False)
            await _unled(database, source, follow_up_round, words)


async def _lines(every: AsyncIterator[list[Message]]) -> None:
    async for some in every:
        for message in some:
            typer.echo(json.dumps(_as_json(message), ensure_ascii=False))


async def _tables(every: AsyncIterator[list[Message]], follow_up_round: FollowUpRound, words: Words) -> None:
    """A table at a time, so that a long list needs no more memory than a short one."""
    console = Console(highlight=False)
    title, number = rounds.title(follow_up_round, words), 0
    async for some in every:
        number += len(some)
        table = _table(title if number == len(some) else "", words)
        for message in some:
            table.add_row(*(Text(cell) for cell in _cells(message, words)))
        console.print(table)
    console.print(words.count("{n} message.", "{n} messages.", number))


async def _unled(database: Database, source: Source, follow_up_round: FollowUpRound, words: Words) -> None:
    """A unit without a manager has no message that could be listed, so it is told by itself."""
    if follow_up_round.escalation is None:
        return
    async with database.reading(source.tenant_id) as session:
        left = await worklists.left(session, follow_up_round)
        people = await people_store.everybody(session)
    if warning := unled_words.warning(unled(left, people.values()), words):
        typer.echo(printable(warning))


def _table(title: str, words: Words) -> Table:
    say = words.say
    table = Table(title=title or None, title_justify="left")
    for heading in (say("Person"), say("Unit"), say("What"), say("Fate"), say("Time")):
        table.add_column(heading)
    table.add_column(say("Attempts"), justify="right")
    table.add_column(say("Code"))
    return table


def _cells(message: Message, words: Words) -> tuple[str, ...]:
    person = f"{message.person} → {message.recipient}" if message.recipient else message.person
    return (
        printable(person),
        printable(message.org_unit),
        _what(message, words),
        delivery_words.word(Place.MAILED, words)
        if message.by_mail
        else delivery_words.fate(message.fate, message.failure, words),
        _time(message, words),
        words.number(message.attempts),
        printable(message.code),
    )


def _what(message: Message, words: Words) -> str:
    if message.kind is DeliveryKind.SUMMARY:
        return words.say("Summary")
    if message.kind is DeliveryKind.PREFLIGHT:
        return words.say("Pre-flight")
    if message.kind is DeliveryKind.ESCALATION:
        return words.say("To the unit’s manager")
    if message.kind is DeliveryKind.INQUIRY:
        return words.say("Question to the unit about those not reached")
    if message.kind is DeliveryKind.MATTER:
        return words.say("Matter")
    if message.key.startswith(f"{AGAIN}:"):
        return words.say("Reminder, sent again")
    if message.key.startswith(f"{NUDGE}:"):
        return words.say("Reminder on request")
    working_days, own_deadline = step_of(message.key)
    return sending_words.step_title(working_days, words, own_deadline)


def _time(message: Message, words: Words) -> str:
    """When it went or was given up, or when it will be tried (again)."""
    at = _moment(message)
    day = words.local_day(at)
    return words.say("{day} at {time}", day=words.short_day(day), time=words.clock(at))


def _moment(message: Message) -> datetime:
    return message.not_before if message.fate is Fate.WAITING else message.settled_at or message.not_before


def _as_json(message: Message) -> dict[str, object]:
    return {
        "id": message.delivery_id,
        "kind": message.kind.value,
        "key": message.key,
        "person": message.person,
        "unit": message.org_unit,
        "deputy": message.recipient or None,
        "fate": message.fate.value,
        "failure": message.failure.value if message.failure else None,
        "code": message.code,
        "by_mail": message.by_mail,
        "attempts": message.attempts,
        "not_before": message.not_before.isoformat(),
        "settled_at": message.settled_at.isoformat() if message.settled_at else None,
    }

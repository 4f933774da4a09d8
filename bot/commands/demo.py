"""`lageskoll demo`: Borlänge's plan in three Teams-like windows, or a whole round that plays itself."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import aiohttp
import typer
from pydantic import BaseModel, TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import Progress

from bot.commands.serve import stop_signal
from bot.demo import documents
from bot.demo import play as plays
from bot.demo.stage import stage
from bot.demo.three_windows import shown
from cards.words import Words

FOLDER = Path(".demo")
REFUSED = 1
ISO = {"w": "P{}W", "d": "P{}D", "h": "PT{}H", "m": "PT{}M"}


class Moved(BaseModel):
    """What the development clock answers."""

    now: datetime
    did: list[str]


def register(app: typer.Typer, words: Words) -> None:
    """Add `demo` to the command line."""
    group = typer.Typer(invoke_without_command=True)
    console = Console(highlight=False, soft_wrap=True)

    @group.callback()
    def demo(
        context: typer.Context,
        *,
        play: Annotated[
            bool, typer.Option("--play", help=words.say("Play a whole round without a browser."))
        ] = False,
        folder: Annotated[
            Path, typer.Option(help=words.say("Where the demonstration keeps its files."))
        ] = FOLDER,
    ) -> None:
        if context.invoked_subcommand is None:
            asyncio.run(_play(folder, words, console) if play else _show(folder, words, console))

    @group.command(
        "advance", help=words.say("Move the running demonstration's clock, for instance 7d or P7D.")
    )
    def advance(
        by: Annotated[str, typer.Argument(metavar="7d")],
        *,
        port: Annotated[int, typer.Option(help=words.say("The port of the running demonstration."))] = 3978,
    ) -> None:
        asyncio.run(_advance(by, port, words, console))

    app.add_typer(group, name="demo", help=words.say("Try everything out with Borlänge's plan."))


async def _play(folder: Path, words: Words, console: Console) -> None:
    console.print(words.say("Borlänge's action plan 2023. The interim accounts play themselves."))
    with Progress(console=console, transient=True) as bar:
        async with stage(folder / "play", words, lambda line: bar.console.print(f"  {line}")) as set_up:
            play = plays.Play(set_up, set_up.owners())
            for act in bar.track(play.acts(), description=words.say("The round")):
                await play.perform(act)
            summary = await plays.verify(play)
            kept = plays.keep(play, folder / "cards")
            made = documents.put(await documents.made(set_up), folder / "report")
    console.print()
    console.print(summary, markup=False)
    console.print()
    console.print(
        words.say(
            "Nothing was lost, repeated or refused. {kept} cards are in {folder}.",
            kept=kept,
            folder=folder / "cards",
        )
    )
    console.print(
        words.say(
            "The approved report lies as {made} documents in {folder}.", made=made, folder=folder / "report"
        )
    )


async def _show(folder: Path, words: Words, console: Console) -> None:
    stop = stop_signal()
    async with shown(folder, words, console.print):
        await stop.wait()
    console.print(words.say("Stopped. Nothing is left running."))


async def _advance(by: str, port: int, words: Words, console: Console) -> None:
    try:
        span = duration(by)
    except ValidationError:
        console.print(words.say("“{by}” is no length of time. Write for instance 7d, 12h or P7D.", by=by))
        raise typer.Exit(REFUSED) from None
    order = {"advance": TypeAdapter(timedelta).dump_python(span, mode="json")}
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"http://127.0.0.1:{port}/dev/clock", json=order) as answer,
        ):
            received = await answer.read()
    except aiohttp.ClientConnectorError:
        console.print(
            words.say("No demonstration answers on port {port}. Start it with “make demo”.", port=port)
        )
        raise typer.Exit(REFUSED) from None
    if answer.status != 200:  # noqa: PLR2004 - HTTP's "OK"
        console.print(received.decode(), markup=False)
        raise typer.Exit(REFUSED)
    _tell_moved(received, words, console)


def _tell_moved(received: bytes, words: Words, console: Console) -> None:
    moved = Moved.model_validate_json(received)
    for sentence in moved.did:
        console.print(f"  {sentence}", markup=False)
    console.print(words.say("The clock now shows {when}.", when=words.moment(moved.now)))


def duration(text: str) -> timedelta:
    """A length of time as people write it (7d, 12h, 1w) or in ISO 8601 (P7D); raises `ValidationError`."""
    number, unit = text[:-1], text[-1:].lower()
    if number.isdigit() and unit in ISO:
        text = ISO[unit].format(number)
    return TypeAdapter(timedelta).validate_python(text)

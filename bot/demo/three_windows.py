"""The demonstration in the browser: three people at windows of their own, everybody else simulated."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.demo.playground.install import install
from bot.demo.playground.window import DemoBot, DemoPerson, Window, open_windows
from bot.demo.seeding import entra_object_id
from bot.demo.stage import Stage, stage
from cards.words import Words
from domain.errors import LageskollError
from domain.people import Person

BOT_PORT = 3978
WINDOW_PORTS = (56151, 56152, 56153)
OWNER = "karin.stahlberg@borlange.example"
STRATEGIST = "maja.lind@borlange.example"
DIRECTOR = "henrik.dahlgren@borlange.example"
AT_WINDOWS = (OWNER, STRATEGIST, DIRECTOR)
# How many of the simulated owners answer each time a card reaches them.
SHARE_ANSWERING = 0.45


class PortTakenError(LageskollError):
    """Something else listens where the demonstration wants to: stop it, or choose another port."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What runs: the bot with everybody simulated, and the windows of the owner, strategist and director."""

    stage: Stage
    windows: tuple[Window, ...]


class Crowd:
    """The simulated people: they answer some of the cards they get, whenever the clock stops."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._seen: dict[str, int] = {}

    def enter(self, set_up: Stage) -> None:
        """Take the stage."""
        self._stage = set_up

    async def react(self) -> None:
        """Those who got a new card look at it, and some of them answer."""
        if self._stage is None:
            return
        for owner in self._stage.owners():
            received = len(owner.chat.shown)
            is_new = received > self._seen.get(owner.chat.address, 1)
            self._seen[owner.chat.address] = max(received, 1)
            if is_new and self._stage.chance.random() < SHARE_ANSWERING:
                await owner.answer_everything()


@asynccontextmanager
async def shown(
    folder: Path,
    words: Words,
    tell: Callable[[str], None],
    *,
    port: int = BOT_PORT,
    playground: Path | None = None,
) -> AsyncIterator[Demonstration]:
    """Set everything up, print the addresses and what to try, and take everything down at the end.

    Raises `PortTakenError` before anything is started when the bot's port is taken; 0 is any for all.
    """
    _check_port(port, words)
    installation = await install(playground or folder / "playground", report=tell)
    tell(words.say("Reading in Borlänge's plan …"))
    crowd = Crowd()
    async with stage(
        folder / "windows",
        words,
        tell,
        port=port,
        without=frozenset(AT_WINDOWS),
        meanwhile=crowd.react,
    ) as set_up:
        for chat in set_up.chats.values():
            await chat.install()
        crowd.enter(set_up)
        people = [_at_window(person) for person in _in_order(set_up.people)]
        tell(words.say("Opening the windows …"))
        async with open_windows(
            people,
            bot=_bot(set_up),
            installation=installation,
            folder=folder / "windows",
            ports=_ports(wants_any=port == 0),
            colleagues=[_at_window(person) for person in _beside_the_owner(set_up.people)],
        ) as windows:
            for line in guide(windows, words):
                tell(line)
            yield Demonstration(stage=set_up, windows=windows)


def _bot(set_up: Stage) -> DemoBot:
    return DemoBot(
        endpoint=f"{set_up.address}/api/messages",
        bot_id=f"28:{set_up.settings.app_id}",
        tenant_id=set_up.settings.tenant_id,
    )


def guide(windows: tuple[Window, ...], words: Words) -> list[str]:
    """The addresses and what to try, line by line."""
    say = words.say
    parts = (
        say("{name}, owner of five activities", name=windows[0].person.name),
        say("{name}, environmental strategist", name=windows[1].person.name),
        say("{name}, municipal director", name=windows[2].person.name),
    )
    steps = (
        ("1d", say("the first reminder; answer it as the owner")),
        ("17d", say("write “overview” as the strategist and remind those who are left")),
        ("5m", say("the reminders go; until then they can be undone")),
        ("6d", say("the reminder after the deadline")),
        ("6d", say("the follow-up closes and the director gets the summary")),
    )
    return [
        "",
        say("Everything runs. Open each person's window in a browser:"),
        *(f"  {window.address}   {part}" for window, part in zip(windows, parts, strict=True)),
        "",
        say("It is Monday 21 August 2023, 09:00, the day before the first reminder."),
        say("Everybody else is simulated. Move the clock from a second terminal here:"),
        *(f"  .venv/bin/lageskoll demo advance {span:4} {seen}" for span, seen in steps),
        "",
        say("A window that you open again is empty: write “my activities”, “overview” or “summary”."),
        say("Ctrl-C stops everything."),
    ]


def _in_order(people: list[Person]) -> list[Person]:
    by_email = {person.email: person for person in people}
    return [by_email[email] for email in AT_WINDOWS]


def _beside_the_owner(people: list[Person]) -> list[Person]:
    """The others in the owner's unit."""
    unit = next(person.org_unit_id for person in people if person.email == OWNER)
    return [person for person in people if person.org_unit_id == unit and person.email not in AT_WINDOWS]


def _at_window(person: Person) -> DemoPerson:
    identity = entra_object_id(person.email)
    return DemoPerson(
        name=person.name,
        email=person.email,
        entra_object_id=identity,
        teams_user_id=f"29:{identity}",
        locale="en-GB" if person.language.value == "en" else "sv-SE",
    )


def _ports(*, wants_any: bool) -> tuple[int, ...]:
    """The usual ports when they are free, so that addresses can be kept; else none, which means any.

    Whoever wants any for the bot wants any for the windows: two that start at once would both find the usual
    ones free.
    """
    if wants_any or not all(map(_is_free, WINDOW_PORTS)):
        return ()
    return WINDOW_PORTS


def _check_port(port: int, words: Words) -> None:
    if not _is_free(port):
        raise PortTakenError(
            words.say("Something else listens on port {port}. Is another demonstration running?", port=port)
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True

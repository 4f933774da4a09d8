"""The stage for a round that plays itself: the real bot over real HTTP, and everybody's chat."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from secrets import token_hex

import aiohttp
import orjson

from bot.clock import MovableClock
from bot.demo.chat import Chat, JsonObject
from bot.demo.connector import LocalConnector
from bot.demo.owners import Owner, read_replies
from bot.demo.seeding import START, entra_object_id, fresh_url, seed
from bot.main import put_together, serving
from bot.settings import Settings, load_settings
from cards.words import Words
from domain.people import Person, Role, TenantId

NEVER_INSTALLS = 2
SEED = 2023
LINK_KEY_BYTES = 32


@dataclass(slots=True, kw_only=True)
class Stage:
    """Everybody and everything in the play."""

    settings: Settings
    connector: LocalConnector
    people: list[Person]
    chats: dict[str, Chat]
    http: aiohttp.ClientSession
    address: str
    words: Words
    tell: Callable[[str], None]
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - a play, not a secret

    def owners(self) -> list[Owner]:
        """Everybody who owns something and has the app."""
        replies = read_replies()
        return [
            Owner(chat=self.chats[person.email], chance=self.chance, replies=replies)
            for person in self.people
            if Role.OWNER in person.roles and person.email in self.chats
        ]

    def with_role(self, role: Role) -> Chat:
        """Somebody with a role."""
        return next(self.chats[person.email] for person in self.people if role in person.roles)

    async def move_to(self, at: str) -> None:
        """Move the bot's clock and tell what happened on the way."""
        async with self.http.post(f"{self.address}/dev/clock", json={"at": at}) as answer:
            moved = await answer.json()
        for sentence in moved["did"]:
            self.tell(sentence)


@asynccontextmanager
async def stage(
    folder: Path,
    words: Words,
    tell: Callable[[str], None],
    *,
    port: int = 0,
    without: frozenset[str] = frozenset(),
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> AsyncIterator[Stage]:
    """Set the stage: a fresh database, the bot on a port (0: a free one), a connector and everybody's chat.

    `without` are the e-mail addresses of those who sit at a window of their own; `meanwhile` is what the
    others do at every stop of the clock.
    """
    settings = _settings(folder, words, port)
    people = await seed(settings.database_url.get_secret_value(), TenantId(settings.tenant_id))
    connector = LocalConnector()
    async with (
        connector.serving() as service_url,
        put_together(settings, MovableClock(START), meanwhile=meanwhile) as house,
        serving(house) as address,
        aiohttp.ClientSession() as http,
    ):
        simulated = [each for each in people[:-NEVER_INSTALLS] if each.email not in without]
        for person in simulated:
            connector.add(_chat(person, settings, service_url, http, address))
        yield Stage(
            settings=settings,
            connector=connector,
            people=people,
            chats={chat.address: chat for chat in connector.chats.values()},
            http=http,
            address=address,
            words=words,
            tell=tell,
        )


def _settings(folder: Path, words: Words, port: int) -> Settings:
    return load_settings(
        env_file=None,
        profile="development",
        host="127.0.0.1",
        port=port,
        database_url=fresh_url(folder),
        language=words.language,
        # The pages are where the port is known beforehand, so that links can lead there.
        public_url=f"http://127.0.0.1:{port}" if port else "",
        link_key=token_hex(LINK_KEY_BYTES) if port else None,
    )


def _chat(
    person: Person, settings: Settings, service_url: str, http: aiohttp.ClientSession, address: str
) -> Chat:
    async def post(body: JsonObject) -> tuple[int, JsonObject | None]:
        data = orjson.dumps(body)
        headers = {"Content-Type": "application/json"}
        async with http.post(f"{address}/api/messages", data=data, headers=headers) as answer:
            received = await answer.read()
            parsed: Mapping[str, object] | None = orjson.loads(received) if received else None
            return answer.status, parsed  # type: ignore[return-value] # JSON is what it is

    return Chat(
        post=post,
        service_url=service_url,
        tenant_id=settings.tenant_id,
        entra_object_id=entra_object_id(person.email),
        name=person.name,
        address=person.email,
        locale=person.language.value,
    )


def keep_cards(chats: Mapping[str, Chat], folder: Path) -> int:
    """Write every card that stands in a chat as JSON; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    kept = 0
    for email, chat in chats.items():
        for number, card in enumerate(chat.shown.values(), start=1):
            name = f"{email.split('@')[0]}-{number:02}.json"
            (folder / name).write_text(json.dumps(card, ensure_ascii=False, indent=2), encoding="utf-8")
            kept += 1
    return kept

"""A door in the production profile with somebody to knock on it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson

from bot.teams.door import Admitted, Door, TurnedAway
from bot.teams.keys import KeyRing
from tests.bot.teams.bodies import Body, message
from tests.bot.teams.openid_server import OpenIdServer

STRANGER = TurnedAway(HTTPStatus.UNAUTHORIZED)
MALFORMED = TurnedAway(HTTPStatus.BAD_REQUEST)


@dataclass
class Clock:
    now: float = field(default_factory=time.time)

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Scene:
    """A door in the production profile, and the provider whose tokens it trusts."""

    door: Door
    provider: OpenIdServer
    clock: Clock
    ring: KeyRing

    async def knock(self, body: Body | None = None, **overrides: Any) -> Admitted | TurnedAway:
        """An honest request with this body, its token changed by `overrides`."""
        return await admit(self.door, self.provider.headers(**overrides), encoded(body or message("hej")))

    async def knock_with(self, token: str) -> Admitted | TurnedAway:
        return await admit(self.door, {"Authorization": f"Bearer {token}"}, encoded(message("hej")))


async def admit(door: Door, headers: Mapping[str, str], body: bytes) -> Admitted | TurnedAway:
    """Knock, and say what one has to say where one is heard."""
    knocked = await door.knock(headers)
    return knocked if isinstance(knocked, TurnedAway) else door.admit(knocked, body)


def encoded(body: Body) -> bytes:
    return orjson.dumps(body)

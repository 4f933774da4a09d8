"""Decides who may come in: a verified Teams channel, a known tenant, a listed service URL; nobody else."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import orjson

from bot.loopback import LOOPBACK_HOSTS
from bot.teams.caller import Caller, CallerCheck, Reason, StrangerError
from bot.teams.fields import JsonObject, text_at, value_at
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeysUnavailableError

logger = logging.getLogger(__name__)

CHANNEL = "msteams"
# An escaped NUL, not an escaped backslash followed by "u0000": PostgreSQL refuses it, no keyboard writes it.
# Nearly no body has even these characters, and they are found much faster.
NUL_IN_ANY_WAY = rb"\u0000"
ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request that may run: its body, and everything about it has been checked."""

    body: JsonObject


@dataclass(frozen=True, slots=True)
class Knocked:
    """Somebody whose token is good; None in the development profile, where nobody shows any."""

    caller: Caller | None


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A request that may not run; the caller is told the status and nothing more.

    `retry_after` is in how many seconds to come again, where it is we who cannot tell who they are.
    """

    status: HTTPStatus
    retry_after: int = 0


class Door:
    """The one way in.

    `callers` None means the development profile: no token is asked for, but then only this machine may knock,
    and everything else is still checked. `knows_tenant` is given a tenant id in lower case.
    """

    def __init__(
        self,
        *,
        callers: CallerCheck | None,
        hosts: ServiceHosts,
        knows_tenant: Callable[[str], bool],
    ) -> None:
        self._callers = callers
        self._hosts = hosts
        self._knows_tenant = knows_tenant

    async def knock(self, headers: Mapping[str, str]) -> Knocked | TurnedAway:
        """Check who is calling, before any of what they have to say is read."""
        try:
            return Knocked(await self._caller(headers))
        except StrangerError as stranger:
            return _turned_away(stranger)
        except KeysUnavailableError as error:
            # Teams repeats what is answered like this, and nothing else that we could say (401 is final).
            return TurnedAway(HTTPStatus.SERVICE_UNAVAILABLE, error.seconds)

    def admit(self, knocked: Knocked, body: bytes) -> Admitted | TurnedAway:
        """Check what they say against who they are."""
        try:
            parsed = _parsed(body)
            self._check_channel(parsed, knocked.caller)
            self._check_tenant(parsed)
        except StrangerError as stranger:
            return _turned_away(stranger)
        return Admitted(parsed)

    async def _caller(self, headers: Mapping[str, str]) -> Caller | None:
        if self._callers is not None:
            return await self._callers.verify(headers)
        # A page in the developer's browser or a tunnel could reach us under another name.
        if _host_name(headers) not in LOOPBACK_HOSTS:
            raise StrangerError(Reason.NOT_LOOPBACK)
        return None

    def _check_channel(self, body: JsonObject, caller: Caller | None) -> None:
        """The body is not signed: the token must be for this channel and this service URL."""
        channel, service_url = text_at(body, "channelId"), text_at(body, "serviceUrl")
        if channel != CHANNEL:
            raise StrangerError(Reason.WRONG_CHANNEL)
        if caller is not None and channel not in caller.endorsements:
            raise StrangerError(Reason.WRONG_CHANNEL, "not endorsed")
        if caller is not None and caller.service_url != service_url:
            raise StrangerError(Reason.WRONG_SERVICE_URL)
        if not self._hosts.allows(service_url):
            raise StrangerError(Reason.HOST_NOT_ALLOWED)

    def _check_tenant(self, body: JsonObject) -> None:
        """Single-tenant or not, Microsoft leaves this check to the bot; both places must name the same."""
        tenant = text_at(body, "channelData", "tenant", "id").lower()
        talk = value_at(body, "conversation", "tenantId")
        if not tenant or not self._knows_tenant(tenant):
            raise StrangerError(Reason.UNKNOWN_TENANT)
        if talk is not None and (not isinstance(talk, str) or talk.lower() != tenant):
            raise StrangerError(Reason.UNKNOWN_TENANT, "conversation")


def _turned_away(stranger: StrangerError) -> TurnedAway:
    """The reason is logged, without anything that they sent."""
    logger.warning("Turned away: %s", stranger)
    malformed = stranger.reason is Reason.SHAPE
    return TurnedAway(HTTPStatus.BAD_REQUEST if malformed else HTTPStatus.UNAUTHORIZED)


def _host_name(headers: Mapping[str, str]) -> str | None:
    try:
        return urlsplit(f"//{headers.get('Host', '')}").hostname
    except ValueError:
        return None


def _parsed(body: bytes) -> JsonObject:
    """The body as a JSON object with the fields that every event from Teams has."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise StrangerError(Reason.SHAPE, "not JSON") from None
    if not isinstance(parsed, dict):
        raise StrangerError(Reason.SHAPE, "not an object")
    if NUL_IN_ANY_WAY in body and ESCAPED_NUL.search(body):
        raise StrangerError(Reason.SHAPE, "NUL")
    for path in (("type",), ("conversation", "id"), ("from", "id")):
        if not text_at(parsed, *path):
            raise StrangerError(Reason.SHAPE, ".".join(path))
    return parsed

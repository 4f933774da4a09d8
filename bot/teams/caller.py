"""Verifies the token of an incoming request: who is calling, and on whose behalf."""

import base64
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import jwt
import orjson

from bot.teams.fields import JsonObject, object_at, text_at, value_at
from bot.teams.keys import KeyRing, SigningKey

ALGORITHM = "RS256"
# Source: Bot Framework, "Authentication with the Bot Connector API".
CLOCK_SKEW = timedelta(minutes=5)
REQUIRED = ("exp", "iss", "aud")
PARTS_AFTER_HEADER = 2
# Microsoft's have an algorithm and a key's id or two, in some 150 letters.
LONGEST_HEADER = 2000
# The connector uses one token for about an hour, so a handful would do; the bound keeps our memory ours.
MOST_REMEMBERED = 1000


class Reason(StrEnum):
    """Why somebody was turned away; for the log, never for the caller."""

    NO_TOKEN = "no_token"  # noqa: S105 - a reason, not a token
    BAD_TOKEN = "bad_token"  # noqa: S105 - as above
    UNKNOWN_KEY = "unknown_key"
    WRONG_CHANNEL = "wrong_channel"
    WRONG_SERVICE_URL = "wrong_service_url"
    HOST_NOT_ALLOWED = "host_not_allowed"
    UNKNOWN_TENANT = "unknown_tenant"
    NOT_LOOPBACK = "not_loopback"
    SHAPE = "shape"


class StrangerError(Exception):
    """Somebody who may not come in."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}{': ' if detail else ''}{detail}")
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What a verified token binds: the service URL it speaks from and the channels its key is good for."""

    service_url: str
    endorsements: frozenset[str]
    expires_at: float


class CallerCheck:
    """Verifies bearer tokens; a verified one is remembered until it expires."""

    def __init__(
        self, *, keys: KeyRing, app_id: str, issuer: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._keys = keys
        self._app_id = app_id
        self._issuer = issuer
        self._clock = clock
        self._remembered: OrderedDict[bytes, Caller] = OrderedDict()

    async def verify(self, headers: Mapping[str, str]) -> Caller:
        """The caller that the `Authorization` header proves; raises `StrangerError`."""
        token = bearer_token(headers)
        fingerprint = hashlib.sha256(token.encode()).digest()
        known = self._remembered.get(fingerprint)
        if known is not None and self._clock() < known.expires_at:
            self._remembered.move_to_end(fingerprint)
            return known
        caller = await self._verify_anew(token)
        self._remember(fingerprint, caller)
        return caller

    async def _verify_anew(self, token: str) -> Caller:
        key = await self._keys.find(key_id_of(token))
        if key is None:
            raise StrangerError(Reason.UNKNOWN_KEY)
        claims = claims_of(token, key, audience=self._app_id, issuer=self._issuer, required=REQUIRED)
        return Caller(
            service_url=text_at(claims, "serviceurl"),
            endorsements=key.endorsements,
            expires_at=float(claims["exp"]),  # type: ignore[arg-type] # the library has checked that it is a number
        )

    def _remember(self, fingerprint: bytes, caller: Caller) -> None:
        self._remembered[fingerprint] = caller
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)


def bearer_token(headers: Mapping[str, str]) -> str:
    """The token of an `Authorization` header; raises `StrangerError`."""
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip().isascii() or not token.strip():
        raise StrangerError(Reason.NO_TOKEN)
    return token.strip()


def claims_of(
    token: str,
    key: SigningKey,
    *,
    audience: str | Sequence[str],
    issuer: str | Sequence[str],
    required: Sequence[str],
) -> JsonObject:
    """What a token says, once signature, times, audience and issuer are found good; raises `StrangerError`.

    A token is for one audience: one that names several is refused.
    """
    try:
        claims: JsonObject = jwt.decode(
            token,
            key.key,
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=issuer,
            leeway=CLOCK_SKEW,
            options={"require": list(required)},
        )
    except Exception as error:  # noqa: BLE001 - whatever a token makes the library trip over, its bearer stays outside
        raise StrangerError(Reason.BAD_TOKEN, type(error).__name__) from None
    if not isinstance(value_at(claims, "aud"), str):
        raise StrangerError(Reason.BAD_TOKEN, "several audiences")
    return claims


def key_id_of(token: str) -> str:
    """The id of the key that the token says it was signed with; raises `StrangerError` at all but RS256.

    Only the header is read. The library's own look goes through every letter of the token and takes ten times
    as long, which is what a flood of tokens would set us. What the token says is verified by `claims_of`.
    """
    written, *rest = token.split(".", 3)
    if len(rest) != PARTS_AFTER_HEADER or len(written) > LONGEST_HEADER:
        raise StrangerError(Reason.BAD_TOKEN, "form")
    header = _header(written)
    key_id = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
        raise StrangerError(Reason.BAD_TOKEN, "algorithm or key id")
    return key_id


def _header(written: str) -> JsonObject:
    try:
        padded = written + "=" * (-len(written) % 4)
        return object_at(orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True)))
    except ValueError:
        raise StrangerError(Reason.BAD_TOKEN, "header") from None

"""Keeps the public keys that Teams signs its requests with, fresh and off the path of a request."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.loopback import is_secure
from bot.teams.fields import JsonObject, object_at, objects_at, text_at, value_at
from domain.errors import LageskollError

logger = logging.getLogger(__name__)

FETCH_TIMEOUT = aiohttp.ClientTimeout(total=10)
REFRESH_EVERY = timedelta(hours=1)
RETRY_AFTER_FAILURE = timedelta(minutes=1)
# A stranger can invent a new key id for every request; we ask Microsoft at most this often because of it.
SHORTEST_PAUSE = timedelta(minutes=1)
SMALLEST_KEY_BITS = 2048


class KeysUnavailableError(LageskollError):
    """The signing keys could not be fetched: check the network and the provider's address in the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A public key, and the channels that Microsoft lets it speak for."""

    key: RSAPublicKey
    endorsements: frozenset[str]


class KeyRing:
    """The keys of one OpenID provider. Old keys stay usable for as long as a refresh fails."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        metadata_url: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._asked_at: float | None = None
        self._refreshing = asyncio.Lock()

    @property
    def is_empty(self) -> bool:
        """Whether nobody at all can be let in yet."""
        return not self._keys

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with that id, asking the provider once when it is new to us; None when nobody knows it."""
        if key_id not in self._keys:
            await self._refresh_for_unknown(key_id)
        return self._keys.get(key_id)

    async def refresh(self) -> None:
        """Fetch the keys now; raises `KeysUnavailableError` and keeps the old ones when that fails."""
        async with self._refreshing:
            await self._fetch()

    async def keep_fresh(self, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Fetch the keys now and every hour, for ever; the composition root runs this as a task."""
        while True:
            pause = REFRESH_EVERY
            try:
                await self.refresh()
            except KeysUnavailableError as error:
                logger.warning("Keeping the old signing keys: %s", error)
                pause = RETRY_AFTER_FAILURE
            await wait(pause.total_seconds())

    async def _refresh_for_unknown(self, key_id: str) -> None:
        async with self._refreshing:
            if key_id in self._keys or self._asked_recently():
                return
            try:
                await self._fetch()
            except KeysUnavailableError as error:
                logger.warning("Keeping the old signing keys: %s", error)

    def _asked_recently(self) -> bool:
        return self._asked_at is not None and self._clock() - self._asked_at < SHORTEST_PAUSE.total_seconds()

    async def _fetch(self) -> None:
        self._asked_at = self._clock()
        metadata = await self._get(self._metadata_url)
        keys = _signing_keys(await self._get(text_at(metadata, "jwks_uri")))
        if not keys:
            raise KeysUnavailableError("the provider listed no usable key")
        self._keys = keys

    async def _get(self, url: str) -> JsonObject:
        if not is_secure(url):
            raise KeysUnavailableError("the provider's address is not https")
        try:
            async with self._session.get(url, timeout=FETCH_TIMEOUT, allow_redirects=False) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise KeysUnavailableError(f"no answer ({type(error).__name__})") from error
        if answer.status != 200:  # noqa: PLR2004 - the one status that carries keys
            raise KeysUnavailableError(f"answered {answer.status}")
        return _parsed(body)


def _parsed(body: bytes) -> JsonObject:
    try:
        return object_at(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise KeysUnavailableError("answered something else than JSON") from error


def _signing_keys(key_set: JsonObject) -> dict[str, SigningKey]:
    """The keys that can be used, by id; a key that is broken or of another kind is passed over."""
    found = {}
    for listed in objects_at(key_set, "keys"):
        key_id, key = text_at(listed, "kid"), _rsa_key(listed)
        if key_id and key is not None:
            found[key_id] = SigningKey(key=key, endorsements=_endorsements(listed))
    return found


def _rsa_key(listed: JsonObject) -> RSAPublicKey | None:
    try:
        key = jwt.PyJWK(dict(listed), algorithm="RS256").key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    usable = isinstance(key, RSAPublicKey) and key.key_size >= SMALLEST_KEY_BITS
    return key if usable else None


def _endorsements(listed: JsonObject) -> frozenset[str]:
    named = value_at(listed, "endorsements")
    if not isinstance(named, list):
        return frozenset()
    return frozenset(name for name in named if isinstance(name, str))

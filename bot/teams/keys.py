"""Keeps the public keys that Teams signs its requests with, fresh and off the path of a request."""

import asyncio
import logging
import math
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
# After a failure we ask again sooner, since nobody new can be let in; each failure doubles the pause.
FIRST_PAUSE = timedelta(seconds=1)
MOST_DOUBLINGS = 6
SMALLEST_KEY_BITS = 2048


class KeysUnavailableError(LageskollError):
    """The signing keys could not be fetched: check the network and the provider's address in the settings."""

    def __init__(self, why: str, retry_after: timedelta = timedelta()) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after = retry_after

    @property
    def seconds(self) -> int:
        """In how many whole seconds to come again, for the header `Retry-After`."""
        return max(1, math.ceil(self.retry_after.total_seconds()))


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
        self._failure: KeysUnavailableError | None = None
        self._failures = 0
        self._refreshing = asyncio.Lock()

    @property
    def is_empty(self) -> bool:
        """Whether nobody at all can be let in yet."""
        return not self._keys

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with that id, asking the provider once when it is new to us; None when nobody knows it.

        Raises `KeysUnavailableError`, with when to come again, while the provider does not answer: whoever
        shows a key that we have not seen may then be quite honest.
        """
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
                pause = self._pause if self.is_empty else RETRY_AFTER_FAILURE
            await wait(pause.total_seconds())

    async def _refresh_for_unknown(self, key_id: str) -> None:
        """Ask the provider, unless it was asked just now: whoever waited for that is told the same."""
        async with self._refreshing:
            wait = self._wait
            if key_id in self._keys or (wait and self._failure is None):
                return
            if wait and self._failure is not None:
                raise KeysUnavailableError(self._failure.why, wait)
            try:
                await self._fetch()
            except KeysUnavailableError as error:
                logger.warning("No signing keys now: %s", error)
                raise

    @property
    def _pause(self) -> timedelta:
        """How long nobody's unknown key makes us ask again."""
        if self._failure is None:
            return SHORTEST_PAUSE
        return min(SHORTEST_PAUSE, FIRST_PAUSE * (1 << min(self._failures - 1, MOST_DOUBLINGS)))

    @property
    def _wait(self) -> timedelta:
        """What is left of the pause."""
        if self._asked_at is None:
            return timedelta()
        passed = timedelta(seconds=self._clock() - self._asked_at)
        return max(timedelta(), self._pause - passed)

    async def _fetch(self) -> None:
        try:
            self._keys = await self._listed()
        except KeysUnavailableError as error:
            self._failure, self._failures = error, self._failures + 1
            # From when it had failed: a provider that is slow to do so is not asked by all in turn.
            self._asked_at = self._clock()
            error.retry_after = self._pause
            raise
        self._failure, self._failures, self._asked_at = None, 0, self._clock()

    async def _listed(self) -> Mapping[str, SigningKey]:
        metadata = await self._get(self._metadata_url)
        keys = _signing_keys(await self._get(text_at(metadata, "jwks_uri")))
        if not keys:
            raise KeysUnavailableError("the provider listed no usable key")
        return keys

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

"""Holds the bot's own token for speaking to Teams: got off the event loop, cached, renewed ahead of time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.errors import LageskollError

logger = logging.getLogger(__name__)

# A token is used until this long before it ends, and renewed in the background a little earlier still.
LAST_USE = timedelta(minutes=5)
RENEWAL = timedelta(minutes=10)
LOOK_EVERY = timedelta(minutes=1)
# After a failure everybody who waits for a token is told at once, instead of each asking Microsoft in turn.
PAUSE_AFTER_FAILURE = timedelta(seconds=15)


class TokenError(LageskollError):
    """Microsoft Entra gave us no token: check app id, tenant and credential with `lageskoll doctor`.

    `numbers` are Entra's own for why (AADSTS…), as far as it said.
    """

    def __init__(self, code: str, numbers: frozenset[int] = frozenset()) -> None:
        super().__init__(f"Microsoft Entra gave us no token ({code}): check app id, tenant and credential")
        self.code = code
        self.numbers = numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquiredToken:
    """A token, and the Unix time when it ends."""

    value: str
    expires_at: float


class Tokens(Protocol):
    """Gives the token to send with."""

    async def token(self) -> str | None:
        """A token that is good for some minutes yet; None where none is needed. Raises `TokenError`."""


class NoTokens:
    """The development profile: the local client asks for no token, so none exists that could leak."""

    async def token(self) -> None:
        """No token."""


class CachedTokens:
    """Asks `acquire`, which blocks and so runs in a thread, when the token grows old; one call at a time."""

    def __init__(
        self, acquire: Callable[[], AcquiredToken], *, clock: Callable[[], float] = time.time
    ) -> None:
        self._acquire = acquire
        self._clock = clock
        self._current: AcquiredToken | None = None
        self._failure: TokenError | None = None
        self._failed_at = 0.0
        self._acquiring = asyncio.Lock()

    @property
    def expires_at(self) -> float:
        """The Unix time when the token ends; 0 while there is none."""
        return 0.0 if self._current is None else self._current.expires_at

    async def token(self) -> str:
        """A token that is good for some minutes yet; raises `TokenError`."""
        if (current := self._good_for(LAST_USE)) is not None:
            return current
        async with self._acquiring:
            if (current := self._good_for(LAST_USE)) is None:
                current = await self._renewed_or_last_minutes()
            return current

    async def keep_fresh(self, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Get a token now and renew it ahead of time, for ever; the composition root runs this as a task."""
        while True:
            try:
                await self._renew_ahead()
            except TokenError as error:
                logger.warning("No new token: %s", error)
            await wait(LOOK_EVERY.total_seconds())

    async def _renew_ahead(self) -> None:
        async with self._acquiring:
            if self._good_for(RENEWAL) is None:
                await self._renew()

    async def _renewed_or_last_minutes(self) -> str:
        """A new token, or the old one's last minutes while Microsoft cannot be reached."""
        try:
            return await self._renew()
        except TokenError:
            if (current := self._good_for(timedelta())) is None:
                raise
            return current

    async def _renew(self) -> str:
        if (
            self._failure is not None
            and self._clock() < self._failed_at + PAUSE_AFTER_FAILURE.total_seconds()
        ):
            raise TokenError(self._failure.code, self._failure.numbers)
        try:
            self._current = await asyncio.to_thread(self._acquire)
        except TokenError as error:
            self._failure, self._failed_at = error, self._clock()
            raise
        self._failure = None
        return self._current.value

    def _good_for(self, margin: timedelta) -> str | None:
        current = self._current
        if current is None or self._clock() >= current.expires_at - margin.total_seconds():
            return None
        return current.value

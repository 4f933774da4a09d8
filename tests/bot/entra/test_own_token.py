"""The bot's own token is asked for seldom, once at a time, and ahead of need."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.entra.own_token import AcquiredToken, CachedTokens, NoTokens, TokenError, Tokens

HOUR = 3600.0


@dataclass
class Entra:
    """Gives tokens that last an hour, until it is out of order."""

    now: float = 1_000_000.0
    given: list[str] = field(default_factory=list)
    asked: int = 0
    broken: bool = False

    def clock(self) -> float:
        return self.now

    def acquire(self) -> AcquiredToken:
        self.asked += 1
        if self.broken:
            raise TokenError("temporarily_unavailable")
        self.given.append(f"token-{len(self.given) + 1}")
        return AcquiredToken(value=self.given[-1], expires_at=self.now + HOUR)


@pytest.fixture
def entra() -> Entra:
    return Entra()


@pytest.fixture
def tokens(entra: Entra) -> CachedTokens:
    return CachedTokens(entra.acquire, clock=entra.clock)


async def test_everybody_who_waits_gets_the_same_token(entra: Entra, tokens: CachedTokens) -> None:
    got = await asyncio.gather(*(tokens.token() for _ in range(50)))

    assert got == ["token-1"] * 50
    assert entra.asked == 1


async def test_a_token_is_used_until_five_minutes_before_its_end(entra: Entra, tokens: CachedTokens) -> None:
    await tokens.token()
    entra.now += HOUR - 301
    still = await tokens.token()
    entra.now += 1
    renewed = await tokens.token()

    assert (still, renewed) == ("token-1", "token-2")


async def test_the_last_minutes_are_used_while_entra_is_down(entra: Entra, tokens: CachedTokens) -> None:
    await tokens.token()
    entra.broken = True
    entra.now += HOUR - 60

    assert await tokens.token() == "token-1"


async def test_a_failure_is_told_to_all_without_asking_again(entra: Entra, tokens: CachedTokens) -> None:
    entra.broken = True
    failures = await asyncio.gather(*(tokens.token() for _ in range(50)), return_exceptions=True)

    assert all(isinstance(failure, TokenError) for failure in failures)
    assert entra.asked == 1


async def test_after_a_pause_entra_is_asked_again(entra: Entra, tokens: CachedTokens) -> None:
    entra.broken = True
    with pytest.raises(TokenError, match="temporarily_unavailable"):
        await tokens.token()
    entra.broken = False
    entra.now += 15

    assert await tokens.token() == "token-1"


async def test_the_token_is_renewed_before_anybody_has_to_wait_for_it(
    entra: Entra, tokens: CachedTokens
) -> None:
    held: list[str] = []

    async def wait(_: float) -> None:
        held.append(entra.given[-1])
        entra.now += HOUR - 599 if len(held) == 1 else 0
        entra.broken = len(held) == 2
        if len(held) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await tokens.keep_fresh(wait)

    assert held == ["token-1", "token-2", "token-2"]
    assert entra.asked == 2


async def test_the_background_outlives_a_failure(entra: Entra, tokens: CachedTokens) -> None:
    entra.broken = True
    waits = 0

    async def wait(_: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 2:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await tokens.keep_fresh(wait)

    assert waits == 2


async def test_in_development_there_is_no_token_to_leak() -> None:
    tokens: Tokens = NoTokens()

    assert await tokens.token() is None

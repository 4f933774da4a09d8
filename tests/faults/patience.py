"""Waiting for other processes, which set no events for us."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE_SECONDS = 90
LOOK_EVERY_SECONDS = 0.2


async def until(happened: Callable[[], Awaitable[bool]], patience: float = PATIENCE_SECONDS) -> None:
    """Look again and again until it has; the test fails if it never does."""
    async with asyncio.timeout(patience):
        while not await happened():
            await so_long(LOOK_EVERY_SECONDS)


async def so_long(seconds: float) -> None:
    """Let time pass, for what is about time itself: the moment of a kill, the length of an outage."""
    nothing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    await asyncio.wait([nothing], timeout=seconds)

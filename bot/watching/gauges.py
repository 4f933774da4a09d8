"""Figures that are asked for when they are read: of the pace towards Teams, the token and the database."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from time import monotonic, perf_counter

from bot.entra.certificate_end import CertificateEnd
from bot.entra.credentials import Certificate
from bot.entra.own_token import CachedTokens, NoTokens
from bot.entra.settings import IdentitySettings
from bot.watching.figures import Figures
from scheduler.pacing import Pacing
from storage import outbox_depth
from storage.database import Database
from storage.outbox_depth import Depth

LOOK_EVERY_SECONDS = 1.0
# Whoever reads the figures gives up after ten seconds as a rule, and is to hear that the database is down.
PATIENCE_SECONDS = 5.0


class RateLeft:
    """How much of the allowed rate is left, on average since it was last asked for."""

    def __init__(self, pacing: Pacing, clock: Callable[[], float] = monotonic) -> None:
        self._pacing = pacing
        self._clock = clock
        self._asked_at, self._spent = clock(), pacing.spent

    def __call__(self) -> float:
        """Requests a second, never below nought."""
        now, spent = self._clock(), self._pacing.spent
        # Two readings in the same moment say nothing of a rate.
        seconds = max(now - self._asked_at, LOOK_EVERY_SECONDS)
        made = (spent - self._spent) / seconds
        self._asked_at, self._spent = now, spent
        return max(0.0, self._pacing.per_second - made)


def follow_pacing(figures: Figures, pacing: Pacing) -> None:
    """Tell how near we are to what Teams allows."""
    figures.set("teams_rate_limit", pacing.per_second)
    figures.follow("teams_rate_left", RateLeft(pacing))
    figures.follow("teams_requests_waiting", lambda: pacing.waiting)
    figures.follow("teams_pause_seconds", lambda: pacing.longest_pause / timedelta(seconds=1))


def follow_credential(figures: Figures, settings: IdentitySettings, tokens: NoTokens | CachedTokens) -> None:
    """Tell when what the bot proves itself with ends, also when it has been exchanged."""
    if isinstance(settings.credential, Certificate):
        figures.follow("credential_expires_timestamp_seconds", CertificateEnd(settings))
    if isinstance(tokens, CachedTokens):
        figures.follow("token_expires_timestamp_seconds", lambda: tokens.expires_at)


async def read_database(figures: Figures, database: Database, at: datetime) -> None:
    """Ask the database how much lies in the outbox; one that does not answer is a figure too."""
    connections = database.connections
    figures.set("database_connections", connections.in_use, "in_use")
    figures.set("database_connections", connections.free, "free")
    figures.set("database_waiting", connections.waiting)
    began = perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            depth = await _depth(database, at)
    except Exception:  # noqa: BLE001 - whatever the driver raises, it is down; `/readyz` logs why
        figures.set("database_up", 0)
        return
    figures.set("database_up", 1)
    figures.set("database_answer_seconds", perf_counter() - began)
    for state, number in (("due", depth.due), ("on_the_way", depth.on_the_way), ("later", depth.later)):
        figures.set("outbox_messages", number, state)
    oldest = (at - depth.oldest).total_seconds() if depth.oldest else 0.0
    figures.set("outbox_oldest_seconds", max(0.0, oldest))


async def _depth(database: Database, at: datetime) -> Depth:
    found = Depth()
    for tenant_id in await database.tenants():
        async with database.reading(tenant_id) as session:
            found += await outbox_depth.depth(session, at)
    return found


async def watch_loop(figures: Figures, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Look every second how late the event loop comes, for ever; whoever starts it ends it."""
    clock = asyncio.get_running_loop().time
    while True:
        began = clock()
        await wait(LOOK_EVERY_SECONDS)
        figures.lag(max(0.0, clock() - began - LOOK_EVERY_SECONDS))

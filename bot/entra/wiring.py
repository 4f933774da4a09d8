"""Puts together what verifies the tokens of the municipality's Entra, for the rooms that need it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession

from bot.entra.tokens import EntraTokens, audiences, metadata_url
from bot.settings import Settings
from bot.teams.keys import KeyRing
from scheduler.background import in_background


@asynccontextmanager
async def entra_tokens(settings: Settings, session: ClientSession) -> AsyncIterator[EntraTokens]:
    """Verifies tokens for our app; the keys are kept fresh as long as the block lasts."""
    keys = KeyRing(session=session, metadata_url=metadata_url(settings.login_authority, settings.tenant_id))
    async with in_background(keys.keep_fresh()):
        yield EntraTokens(
            keys=keys,
            authority=settings.login_authority,
            tenant_id=settings.tenant_id,
            audiences=audiences(settings.app_id, settings.public_origin),
        )

"""What `lageskoll doctor` says of the pages: whether they are on, and whether Entra's keys can be fetched."""

from collections.abc import AsyncIterator, Callable
from http import HTTPStatus

import aiohttp
import orjson

from bot.commands.looked_at import Finding
from bot.entra.tokens import metadata_url
from bot.pages.settings import page_problems
from bot.settings import Settings
from bot.teams.connector import open_session
from bot.teams.keys import KeyRing, KeysUnavailableError
from cards.words import Words

PATIENCE = aiohttp.ClientTimeout(total=10)
ALIVE = "/healthz"


async def examine(
    settings: Settings,
    words: Words,
    open_client: Callable[..., aiohttp.ClientSession] = open_session,
) -> AsyncIterator[Finding]:
    """Every finding; what is wrong with the settings is told among the settings."""
    subject = words.say("Pages in a browser")
    if not settings.has_pages:
        yield Finding(subject=subject, fact=words.say("not turned on"))
        return
    if any(page_problems(settings)):
        return
    async with open_client(proxy_from_environment=not settings.is_development) as session:
        yield await _reached(settings, session, words)
        if not settings.is_development:
            yield await keys(settings, session, words)


async def _reached(settings: Settings, session: aiohttp.ClientSession, words: Words) -> Finding:
    """Whether the public address leads here; before the service has been started nothing answers there."""
    subject, address = words.say("Pages in a browser"), settings.public_origin
    try:
        async with session.get(address + ALIVE, timeout=PATIENCE, allow_redirects=False) as answer:
            is_ours = answer.status == HTTPStatus.OK and orjson.loads(await answer.read()) == {"ok": True}
    except (aiohttp.ClientError, TimeoutError):
        return Finding(subject=subject, fact=words.say("{address} does not answer now", address=address))
    except orjson.JSONDecodeError:
        is_ours = False
    if is_ours:
        return Finding(subject=subject, fact=words.say("{address} leads here", address=address))
    remedy = words.say("Let the proxy lead LAGESKOLL_PUBLIC_URL to this service.")
    return Finding(
        subject=subject, fact=words.say("something else answers at {address}", address=address), remedy=remedy
    )


async def keys(settings: Settings, session: aiohttp.ClientSession, words: Words) -> Finding:
    """Whether Entra's keys can be fetched, which people in the tab and services prove themselves by."""
    subject = words.say("Keys of Entra")
    url = metadata_url(settings.login_authority, settings.tenant_id)
    try:
        await KeyRing(session=session, metadata_url=url).refresh()
    except KeysUnavailableError as error:
        remedy = words.say(
            "Let the machine reach {url}: without the keys neither the tab nor the API lets anybody in.",
            url=url,
        )
        return Finding(subject=subject, fact=str(error), remedy=remedy)
    return Finding(subject=subject, fact=words.say("fetched"))

"""What `lageskoll doctor` says of the API: who has access, and whether their tokens can be checked."""

from collections.abc import AsyncIterator, Callable

import aiohttp

from bot.api.settings import api_problems
from bot.commands import doctor_pages
from bot.commands.looked_at import Finding
from bot.settings import Settings
from bot.teams.connector import open_session
from cards.words import Words


async def examine(
    settings: Settings,
    words: Words,
    open_client: Callable[..., aiohttp.ClientSession] = open_session,
) -> AsyncIterator[Finding]:
    """Every finding; what is wrong with the settings is told among the settings."""
    if not settings.api:
        yield Finding(subject=words.say("API"), fact=words.say("not turned on"))
        return
    if any(api_problems(settings)):
        return
    yield _clients(settings, words)
    # The pages ask for the same keys, and have told of them.
    if not settings.has_pages:
        async with open_client(proxy_from_environment=not settings.is_development) as session:
            yield await doctor_pages.keys(settings, session, words)


def _clients(settings: Settings, words: Words) -> Finding:
    names = list(settings.clients.values())
    fact = words.say("{names} may have access", names=words.listed(names))
    if settings.app_id.lower() in settings.clients:
        remedy = words.say(
            "Give the service an app registration of its own: LAGESKOLL_API_CLIENTS has our own client id."
        )
    elif len({each.casefold() for each in names}) < len(names):
        remedy = words.say(
            "Give each service in LAGESKOLL_API_CLIENTS a name of its own, "
            "so that one sees whose answers they are."
        )
    else:
        remedy = ""
    return Finding(subject=words.say("API"), fact=fact, remedy=remedy)

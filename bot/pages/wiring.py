"""Puts the pages together, where the settings say that there are any."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from aiohttp import ClientSession, web

from bot.clock import Clock
from bot.entra.wiring import entra_tokens
from bot.pages import notices, saying
from bot.pages.addressing import ROUTE, SignedAddresses
from bot.pages.entrance import Entrance
from bot.pages.links import Links
from bot.pages.reading import ReadingRoom
from bot.pages.sessions import Sessions
from bot.settings import Settings
from bot.web import Mount
from dialogs.desk import Desk
from dialogs.pages.addresses import NoPageAddresses, PageAddresses
from dialogs.pages.visiting import Reception
from dialogs.rights import Rights

logger = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.Response]]
REPORT = "/report/{round:[0-9]{1,10}}/{version:[0-9]{1,6}}"


def addresses(settings: Settings) -> PageAddresses:
    """What makes the addresses that cards carry."""
    if not settings.has_pages:
        return NoPageAddresses()
    return SignedAddresses(
        links=Links(settings.link_keys), origin=settings.public_origin, lifetime=settings.link_lifetime
    )


async def mounts(
    settings: Settings,
    session: ClientSession,
    desk: Desk,
    clock: Clock,
    *,
    rights: Rights | None,
    stack: AsyncExitStack,
) -> tuple[Mount, ...]:
    """The pages' routes, for as long as the stack stands; without a public address those for anybody."""
    open_to_all = notices.mount(settings)
    if not settings.has_pages:
        return (open_to_all,)
    sessions = Sessions(links=Links(settings.link_keys), lifetime=settings.link_lifetime)
    reception = Reception(desk=desk, rights=rights)
    reading = ReadingRoom(reception=reception, sessions=sessions, clock=clock)
    # In the development profile nobody has a token, so there is no tab.
    tokens = (
        None if settings.is_development else await stack.enter_async_context(entra_tokens(settings, session))
    )
    entrance = Entrance(reception=reception, sessions=sessions, tokens=tokens, clock=clock)
    return open_to_all, lambda application: _mount(application, entrance, reading)


def _mount(application: web.Application, entrance: Entrance, reading: ReadingRoom) -> None:
    router = application.router
    router.add_get(ROUTE, kept_whole(entrance.by_link))
    router.add_get("/overview", kept_whole(reading.overview))
    router.add_get(REPORT, kept_whole(reading.report))
    router.add_get(REPORT + "/{kind:[a-z]{1,10}}", kept_whole(reading.document))
    if entrance.tokens is not None:
        router.add_get("/tab", kept_whole(entrance.tab))
        router.add_post("/tab/sign-in", kept_whole(entrance.sign_in))


def kept_whole(handler: Handler) -> Handler:
    """One page that fails is a sentence to whoever asked for it, and a line in the log."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except Exception:
            logger.exception("A page failed")
            return saying.failed(request)

    return handle

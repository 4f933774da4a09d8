"""The two ways out, for people who wait and for the outbox, and the one messenger that both go through."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession

from bot.clock import Clock, beat_of
from bot.entra.acquiring import acquirer
from bot.entra.own_token import CachedTokens, NoTokens
from bot.processes.seat import Seat
from bot.settings import Settings
from bot.teams.connector import TeamsMessenger
from bot.teams.hosts import ServiceHosts
from bot.watching import gauges
from bot.watching.requests import RequestWatch
from bot.watching.watch import Watch
from domain.calendar import WorkCalendar
from scheduler.background import in_background
from scheduler.courtesy import Courtesy
from scheduler.delivery import Postman
from scheduler.drawing import Artist
from scheduler.paced import PacedMessenger
from scheduler.pacing import Pacing
from scheduler.tour import Van
from storage.database import Database
from storage.sending_rights import rights_for


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOut:
    """The messenger for people who wait, and the postman for the outbox; both keep to the same pace.

    The postman is courteous to those who wait.
    """

    messenger: PacedMessenger
    postman: Postman
    courtesy: Courtesy


@asynccontextmanager
async def ways_out(
    settings: Settings,
    clock: Clock,
    seat: Seat,
    *,
    database: Database,
    session: ClientSession,
    hosts: ServiceHosts,
    watch: Watch,
) -> AsyncIterator[WaysOut]:
    """Both of them; what they hold is given back at the end."""
    pacing = Pacing(settings.requests_per_second, beat_of(clock), watch.figures.throttled)
    gauges.follow_pacing(watch.figures, pacing)
    async with AsyncExitStack() as stack:
        teams = await _teams(settings, session, hosts, watch, stack)
        rights = rights_for(
            database.url, lambda tenant_id: pacing.of(tenant_id).spend(), database.password, seat.tally
        )
        stack.push_async_callback(rights.close)
        van = Van(
            database=database,
            messenger=teams,
            artist=Artist(calendar=WorkCalendar(), may_install=settings.installs_for_people),
            clock=clock,
            pacing=pacing,
            observer=watch.clock,
        )
        yield WaysOut(
            messenger=PacedMessenger(teams, pacing, rights),
            postman=Postman(van, rights, seat.share),
            courtesy=van.courtesy,
        )


async def _teams(
    settings: Settings, session: ClientSession, hosts: ServiceHosts, watch: Watch, stack: AsyncExitStack
) -> TeamsMessenger:
    tokens: NoTokens | CachedTokens = NoTokens()
    if not settings.is_development:
        tokens = CachedTokens(acquirer(settings))
        await stack.enter_async_context(in_background(tokens.keep_fresh()))
        gauges.follow_credential(watch.figures, settings, tokens)
    requests = RequestWatch(watch.figures, watch.tracer)
    return TeamsMessenger(session=session, tokens=tokens, hosts=hosts, app_id=settings.app_id, watch=requests)

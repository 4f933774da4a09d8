"""The composition root: the one place where real things meet, and the only one that knows them all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import ClientSession, web

from bot.clock import Clock, MovableClock, beat_of
from bot.dev_files import Shelf
from bot.file_hosts import FileHosts
from bot.graph import wiring
from bot.readiness import readiness
from bot.report_wiring import template_of, workshop
from bot.router import Router
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.caller import CallerCheck
from bot.teams.connector import TeamsMessenger, open_session
from bot.teams.door import Door
from bot.teams.entra import acquirer
from bot.teams.files import TeamsFiles
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeyRing
from bot.teams.token import CachedTokens, NoTokens
from bot.time_travel import Meanwhile, TimeTraveller
from bot.upkeep import upkeep
from bot.web import build
from cards.card import JsonValue
from cards.words import Words
from dialogs import files
from dialogs.desk import Desk
from dialogs.report.workshop import Workshop
from dialogs.rights import Rights
from domain.calendar import WorkCalendar
from scheduler.clockwork import Clockwork
from scheduler.delivery import Postman
from scheduler.drawing import Artist
from scheduler.duties import Duties
from scheduler.notice_boards import NoticeBoards
from scheduler.paced import PacedMessenger, Talker
from scheduler.pacing import Pacing
from scheduler.tour import Van
from storage.database import Database
from storage.sending_rights import rights_for

CALENDAR = WorkCalendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything put together, not yet serving."""

    settings: Settings
    clock: Clock
    database: Database
    duties: Duties
    clockwork: Clockwork
    application: web.Application
    workshop: Workshop

    async def ready(self) -> tuple[bool, Mapping[str, JsonValue]]:
        """Whether the house can do its work: database, last tick, oldest unsent message."""
        return await readiness(self.database, self.duties, self.clock())


@asynccontextmanager
async def put_together(
    settings: Settings,
    clock: Clock,
    *,
    meanwhile: Meanwhile | None = None,
    open_client: Callable[..., ClientSession] = open_session,
) -> AsyncIterator[House]:
    """The house for these settings; everything it opened is closed at the end.

    A `MovableClock` brings `POST /dev/clock`, in the development profile alone; `meanwhile` is what people do
    whenever that clock has stopped on its way. `open_client` opens the one session to the outside.
    """
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url.get_secret_value())
        stack.push_async_callback(database.close)
        session = await stack.enter_async_context(
            open_client(proxy_from_environment=not settings.is_development)
        )
        hosts = ServiceHosts(settings.allowed_service_hosts, loopback=settings.is_development)
        teams = await _messenger(settings, session, hosts, stack)
        messenger, postman = _ways_out(settings, clock, database, teams, stack)
        questions = wiring.questions(settings, session, database, clock, CALENDAR)
        clockwork = Clockwork(duties := _duties(settings, clock, messenger, postman, questions))
        template, links = template_of(settings), _file_links(settings)
        makes_documents = workshop(database, messenger, clock, CALENDAR, template, links)
        desk = _desk(settings, duties, clockwork, _carrier(settings, session), makes_documents)
        application = build(
            door=await _door(settings, session, hosts, stack),
            adapter=_adapter(messenger, _router(settings, desk, clock, questions.rights)),
            ready=lambda: readiness(database, duties, clock()),
            dev_files=_shelf(settings, desk, clock),
            dev_clock=_time_traveller(settings, clock, duties, meanwhile),
            mounts=(),
            body_limit_bytes=settings.body_limit_bytes,
        )
        yield House(
            settings=settings,
            clock=clock,
            database=database,
            duties=duties,
            clockwork=clockwork,
            application=application,
            workshop=makes_documents,
        )


@asynccontextmanager
async def serving(house: House) -> AsyncIterator[str]:
    """Open the door and start the clock; gives the address. Port 0 takes a free one."""
    runner = web.AppRunner(house.application, access_log=None, handle_signals=False, auto_decompress=False)
    await runner.setup()
    site = web.TCPSite(runner, house.settings.host, house.settings.port)
    try:
        await site.start()
        house.clockwork.start()
        host, port = runner.addresses[0][:2]
        async with _in_background(house.workshop.work()):
            yield f"http://{host}:{port}"
    finally:
        await house.clockwork.rest()
        await runner.cleanup()


async def _messenger(
    settings: Settings, session: ClientSession, hosts: ServiceHosts, stack: AsyncExitStack
) -> TeamsMessenger:
    if settings.is_development:
        return TeamsMessenger(session=session, tokens=NoTokens(), hosts=hosts, app_id=settings.app_id)
    tokens = CachedTokens(acquirer(settings))
    await stack.enter_async_context(_in_background(tokens.keep_fresh()))
    return TeamsMessenger(session=session, tokens=tokens, hosts=hosts, app_id=settings.app_id)


def _duties(
    settings: Settings,
    clock: Clock,
    messenger: PacedMessenger,
    postman: Postman,
    questions: wiring.Questions,
) -> Duties:
    database = questions.roster.database
    boards = NoticeBoards(
        database=database, messenger=messenger, calendar=CALENDAR, language=settings.language
    )
    return Duties(
        database=database,
        calendar=CALENDAR,
        postman=postman,
        clock=clock,
        roster=questions.roster,
        notice_boards=boards,
        census=questions.census,
        installations=questions.installations,
        upkeep=upkeep(settings, clock, database, CALENDAR),
    )


async def _door(
    settings: Settings, session: ClientSession, hosts: ServiceHosts, stack: AsyncExitStack
) -> Door:
    callers = None
    if not settings.is_development:
        keys = KeyRing(session=session, metadata_url=settings.openid_metadata_url)
        await stack.enter_async_context(_in_background(keys.keep_fresh()))
        callers = CallerCheck(keys=keys, app_id=settings.app_id, issuer=settings.token_issuer)
    return Door(callers=callers, hosts=hosts, knows_tenant=lambda tenant: tenant == settings.tenant_id)


def _router(settings: Settings, desk: Desk, clock: Clock, rights: Rights | None) -> Router:
    return Router(desk, clock, file_links=_file_links(settings), rights=rights)


def _adapter(messenger: Talker, router: Router) -> TeamsAdapter:
    return TeamsAdapter(
        messenger=messenger,
        answer=router.answer,
        apology=router.apology,
        keep=router.keep,
        said=router.said,
        unsaid=router.unsaid,
    )


def _ways_out(
    settings: Settings, clock: Clock, database: Database, teams: TeamsMessenger, stack: AsyncExitStack
) -> tuple[PacedMessenger, Postman]:
    """The two ways out, for people who wait and for the outbox; both keep to the same pace."""
    pacing = Pacing(settings.requests_per_second, beat_of(clock))
    rights = rights_for(database.url, lambda tenant_id: pacing.of(tenant_id).spend())
    stack.push_async_callback(rights.close)
    artist = Artist(calendar=CALENDAR, may_install=settings.installs_for_people)
    van = Van(database=database, messenger=teams, artist=artist, clock=clock, pacing=pacing)
    return PacedMessenger(teams, pacing, rights), Postman(van, rights)


def _file_links(settings: Settings) -> str:
    """Where the development profile's files are fetched by link; "" in Teams, which asks in the chat."""
    return f"http://{settings.host}:{settings.port}" if settings.is_development else ""


def _carrier(settings: Settings, session: ClientSession) -> TeamsFiles:
    hosts = FileHosts(settings.allowed_file_hosts, loopback=settings.is_development)
    return TeamsFiles(session=session, hosts=hosts)


def _shelf(settings: Settings, desk: Desk, clock: Clock) -> Shelf | None:
    if not settings.is_development:
        return None
    return lambda key: files.linked(desk, key, clock())


def _desk(
    settings: Settings,
    duties: Duties,
    clockwork: Clockwork,
    carrier: TeamsFiles,
    makes_documents: Workshop,
) -> Desk:
    return Desk(
        database=duties.database,
        calendar=duties.calendar,
        messenger=makes_documents.craft.talker,
        wake=clockwork.wake,
        undo=timedelta(seconds=settings.undo_seconds),
        carrier=carrier,
        may_install=settings.installs_for_people,
        make_soon=makes_documents.wake,
        report_template=makes_documents.craft.template,
    )


def _time_traveller(
    settings: Settings, clock: Clock, duties: Duties, meanwhile: Meanwhile | None
) -> TimeTraveller | None:
    if not settings.is_development or not isinstance(clock, MovableClock):
        return None
    words = Words(language=settings.language)
    return TimeTraveller(clock=clock, duties=duties, words=words, meanwhile=meanwhile)


@asynccontextmanager
async def _in_background(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

"""The composition root: the one place where real things meet, and the only one that knows them all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import ClientSession, web

from bot.api import wiring as api
from bot.clock import Clock
from bot.crowding import crowd_of
from bot.database_settings import opened
from bot.dev_files import Shelf
from bot.doorstep import Doorstep, patience_of
from bot.file_hosts import FileHosts
from bot.graph import wiring
from bot.mail import wiring as letters
from bot.pages import wiring as pages
from bot.processes.seat import ALONE, Seat
from bot.readiness import readiness
from bot.report_wiring import template_of, workshop
from bot.router import Router
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.caller import CallerCheck
from bot.teams.connector import open_session
from bot.teams.door import Door
from bot.teams.files import TeamsFiles
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeyRing
from bot.time_travel import Meanwhile, time_traveller
from bot.upkeep import upkeep
from bot.watching.exposing import exposed
from bot.watching.logs import Lines
from bot.watching.watch import Watch, watch_of
from bot.ways_out import WaysOut, ways_out
from bot.web import Mount, build
from cards.card import JsonValue
from dialogs import files
from dialogs.desk import Desk
from dialogs.report.workshop import Workshop
from dialogs.rights import Rights
from domain.calendar import WorkCalendar
from scheduler.background import in_background
from scheduler.clockwork import Clockwork
from scheduler.duties import Duties
from scheduler.notice_boards import NoticeBoards
from storage.database import Database

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
    watch: Watch

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
    lines: Lines | None = None,
    seat: Seat = ALONE,
) -> AsyncIterator[House]:
    """The house for these settings; everything it opened is closed at the end.

    A `MovableClock` brings `POST /dev/clock`, in the development profile alone; `meanwhile` is what people do
    whenever that clock has stopped on its way. `open_client` opens the one session to the outside;
    `lines` is where turns, deliveries and ticks are told of; `seat` is this process's among several.
    """
    async with AsyncExitStack() as stack:
        watch = watch_of(settings, lines)
        stack.push_async_callback(asyncio.to_thread, watch.close)
        database = opened(settings, shares_writing=seat.share.of > 1)
        stack.push_async_callback(database.close)
        session = await stack.enter_async_context(
            open_client(proxy_from_environment=not settings.is_development)
        )
        hosts = ServiceHosts(settings.allowed_service_hosts, loopback=settings.is_development)
        door = await _door(settings, session, hosts, stack)
        out = await stack.enter_async_context(
            ways_out(settings, clock, seat, database=database, session=session, hosts=hosts, watch=watch)
        )
        yield await _furnished(
            settings,
            clock,
            stack,
            watch=watch,
            database=database,
            session=session,
            door=door,
            out=out,
            meanwhile=meanwhile,
        )


async def _furnished(
    settings: Settings,
    clock: Clock,
    stack: AsyncExitStack,
    *,
    watch: Watch,
    database: Database,
    session: ClientSession,
    door: Door,
    out: WaysOut,
    meanwhile: Meanwhile | None,
) -> House:
    """Everything that goes between the door and the ways out."""
    questions = wiring.questions(settings, session, database, clock, CALENDAR)
    duties = _duties(settings, clock, out, questions, watch)
    clockwork = Clockwork(duties, watch.clock)
    makes_documents = _workshop(settings, clock, database, out)
    desk = _desk(settings, duties, clockwork, _carrier(settings, session), makes_documents)
    application = build(
        door=door,
        adapter=_adapter(out, Router(desk, clock, file_links=_file_links(settings), rights=questions.rights)),
        ready=lambda: readiness(database, duties, clock()),
        watch=watch.turns,
        crowd=crowd_of(settings),
        dev_files=_shelf(settings, desk, clock),
        dev_clock=time_traveller(settings, clock, duties, meanwhile),
        mounts=await _mounts(settings, session, desk, clock, rights=questions.rights, stack=stack),
        body_limit_bytes=settings.body_limit_bytes,
    )
    return House(
        settings=settings,
        clock=clock,
        database=database,
        duties=duties,
        clockwork=clockwork,
        application=application,
        workshop=makes_documents,
        watch=watch,
    )


@asynccontextmanager
async def serving(house: House, seat: Seat = ALONE) -> AsyncIterator[str]:
    """Open the door and start the clock; gives the address. Port 0 takes a free one."""
    runner = web.AppRunner(house.application, access_log=None, handle_signals=False, auto_decompress=False)
    await runner.setup()
    settings = house.settings
    site = Doorstep(runner, settings.host, settings.port, patience_of(settings), seat.listening)
    try:
        async with exposed(house.settings, house.watch.figures, house.database, house.clock):
            await site.start()
            # Nothing is begun before there is a place for everything, by a process that could not stay.
            house.clockwork.start()
            host, port = runner.addresses[0][:2]
            async with in_background(house.workshop.work()):
                yield f"http://{host}:{port}"
    finally:
        await house.clockwork.rest()
        await runner.cleanup()


def _duties(
    settings: Settings,
    clock: Clock,
    out: WaysOut,
    questions: wiring.Questions,
    watch: Watch,
) -> Duties:
    database = questions.roster.database
    boards = NoticeBoards(
        database=database, messenger=out.messenger, calendar=CALENDAR, language=settings.language
    )
    return Duties(
        database=database,
        calendar=CALENDAR,
        postman=out.postman,
        clock=clock,
        roster=questions.roster,
        notice_boards=boards,
        census=questions.census,
        installations=questions.installations,
        observer=watch.clock,
        upkeep=upkeep(settings, clock, database, CALENDAR),
        letters=letters.correspondence(settings, clock, database, watch, CALENDAR, graph=questions.client),
    )


async def _door(
    settings: Settings, session: ClientSession, hosts: ServiceHosts, stack: AsyncExitStack
) -> Door:
    callers = None
    if not settings.is_development:
        keys = KeyRing(session=session, metadata_url=settings.openid_metadata_url)
        await stack.enter_async_context(in_background(keys.keep_fresh()))
        callers = CallerCheck(keys=keys, app_id=settings.app_id, issuer=settings.token_issuer)
    return Door(callers=callers, hosts=hosts, knows_tenant=lambda tenant: tenant == settings.tenant_id)


def _adapter(out: WaysOut, router: Router) -> TeamsAdapter:
    return TeamsAdapter(
        messenger=out.messenger,
        answer=out.courtesy.first(router.answer),
        apology=router.apology,
        keep=router.keep,
        said=router.said,
        unsaid=router.unsaid,
    )


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


def _workshop(settings: Settings, clock: Clock, database: Database, out: WaysOut) -> Workshop:
    return workshop(
        database,
        out.messenger,
        clock,
        CALENDAR,
        template=template_of(settings),
        links=_file_links(settings),
        pages=pages.addresses(settings),
    )


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
        pages=makes_documents.craft.pages,
    )


async def _mounts(
    settings: Settings,
    session: ClientSession,
    desk: Desk,
    clock: Clock,
    *,
    rights: Rights | None,
    stack: AsyncExitStack,
) -> tuple[Mount, ...]:
    """The routes of the rooms that the settings open."""
    return (
        *await pages.mounts(settings, session, desk, clock, rights=rights, stack=stack),
        *letters.mounts(settings, desk, clock),
        *await api.mounts(settings, session, desk, clock, stack),
    )

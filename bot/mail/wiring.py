"""Puts the letters together, where the settings say that any are sent."""

from aiohttp import web

from bot.clock import Clock
from bot.graph.client import GraphClient
from bot.mail.addresses import SignedForms
from bot.mail.form_room import ITEM, LIST, SAME, FormRoom
from bot.mail.graph import GraphMailer
from bot.mail.settings import MailWay
from bot.mail.smtp import SmtpMailer
from bot.pages.links import Links
from bot.pages.wiring import kept_whole
from bot.settings import Settings
from bot.watching.watch import Watch
from bot.web import Mount
from dialogs.desk import Desk
from domain.calendar import WorkCalendar
from scheduler.correspondence import Correspondence
from scheduler.inquiring import Coordinator
from scheduler.mailer import Mailer
from storage.database import Database


def correspondence(
    settings: Settings,
    clock: Clock,
    database: Database,
    watch: Watch,
    calendar: WorkCalendar,
    *,
    graph: GraphClient | None,
) -> Correspondence | None:
    """What sends letters; None where none are sent."""
    mailer = _mailer(settings, clock, graph)
    if mailer is None:
        return None
    return Correspondence(
        database=database,
        mailer=mailer,
        calendar=calendar,
        clock=clock,
        rules=settings.mail_rules,
        addresses=SignedForms(links=Links(settings.link_keys), origin=settings.public_origin),
        coordinator=Coordinator(address=settings.mail_coordinator, language=settings.language),
        can_reply=bool(settings.mail_reply_to),
        told=watch.clock.letter,
    )


def _mailer(settings: Settings, clock: Clock, graph: GraphClient | None) -> Mailer | None:
    match settings.mail:
        case MailWay.OFF:
            return None
        case MailWay.SMTP:
            return SmtpMailer(settings)
        case MailWay.GRAPH:
            return None if graph is None else GraphMailer(client=graph, settings=settings, clock=clock)


def mounts(settings: Settings, desk: Desk, clock: Clock) -> tuple[Mount, ...]:
    """The routes of the form; none where no letters are sent."""
    if not (settings.sends_letters and settings.has_pages):
        return ()
    room = FormRoom(desk=desk, links=Links(settings.link_keys), clock=clock)
    return (lambda application: _mount(application, room),)


def _mount(application: web.Application, room: FormRoom) -> None:
    router = application.router
    router.add_get(LIST, kept_whole(room.list))
    router.add_get(ITEM, kept_whole(room.form))
    router.add_post(ITEM, kept_whole(room.save))
    router.add_post(SAME, kept_whole(room.repeat))

"""Serves the form of a letter's link: no login and no cookie, so nothing for a stranger's page to ride on."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.client_exceptions import ClientPayloadError

from bot.clock import Clock
from bot.mail import telling
from bot.mail.addresses import PLACE
from bot.mail.pace import LinkPace
from bot.mail.tickets import Tickets
from bot.pages.assets import style_address
from bot.pages.links import LinkFault, Links, Purpose
from bot.pages.policy import guarded
from dialogs.answering import Returned
from dialogs.by_mail import answering, drawing
from dialogs.by_mail.guest import Guest, note, welcome
from dialogs.desk import Desk
from domain.mail import LetterId, LinkEnd
from domain.worklist import WorkItem
from reports.web_page.answer_page import form_page, list_page
from reports.web_page.frame import Frame

# Far more than everything that the form takes, and far less than a process could not hold.
LARGEST_FORM = 256 * 1024
MOST_FIELDS = 40
LONGEST_NUMBER = 10
LIST = PLACE + "/{token:[A-Za-z0-9_.=-]{1,600}}"
ITEM = LIST + "/{item:[0-9]{1,10}}"
SAME = ITEM + "/samma"

Handler = Callable[[Guest, web.Request, str], Awaitable[web.Response]]
ItemHandler = Callable[[Guest, web.Request, str, WorkItem], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRoom:
    """Everything is looked up anew at each request: the person, the letter, the round and the list."""

    desk: Desk
    links: Links
    clock: Clock
    pace: LinkPace = field(default_factory=LinkPace)

    async def list(self, request: web.Request) -> web.Response:
        """The list; looking at it changes nothing but a line in the audit trail."""
        return await self._for_guest(request, self._list)

    async def form(self, request: web.Request) -> web.Response:
        """The form for one plan activity."""
        return await self._for_item(request, self._form)

    async def save(self, request: web.Request) -> web.Response:
        """Save it, or give it back with what to mend."""
        return await self._for_item(request, self._save)

    async def repeat(self, request: web.Request) -> web.Response:
        """Save what was said last time."""
        return await self._for_item(request, self._repeat)

    async def _for_guest(self, request: web.Request, handler: Handler) -> web.Response:
        at, token = self.clock(), request.match_info["token"]
        opened = self.links.opened(Purpose.LETTER, token, at)
        if isinstance(opened, LinkFault):
            return telling.over(request, LinkEnd.UNKNOWN)
        if request.method == "HEAD":
            return guarded(web.Response(), in_teams=False)
        letter_id = LetterId(int(opened.what))
        if not self.pace.lets((opened.tenant_id, letter_id), at):
            return telling.too_often(request)
        guest = await welcome(self.desk, opened.tenant_id, opened.person_id, letter_id, at)
        if isinstance(guest, LinkEnd):
            return telling.over(request, guest)
        return await handler(guest, request, f"{PLACE}/{token}")

    async def _for_item(self, request: web.Request, handler: ItemHandler) -> web.Response:
        async def found(guest: Guest, request: web.Request, base: str) -> web.Response:
            item = guest.item(int(request.match_info["item"]))
            if item is None:
                await note(guest, "letter.refused", item=request.match_info["item"])
                return telling.not_on_the_list(request, guest.turn.words, base)
            return await handler(guest, request, base, item)

        return await self._for_guest(request, found)

    async def _list(self, guest: Guest, request: web.Request, base: str) -> web.Response:
        await note(guest, "letter.opened")
        words = guest.turn.words
        saved = request.query.get("sparat", "")
        is_number = saved.isascii() and saved.isdigit() and len(saved) <= LONGEST_NUMBER
        item = guest.item(int(saved)) if is_number else None
        is_saved = item is not None and item.is_answered
        notice = words.say("✔ {title} is saved.", title=drawing.title_of(item)) if item and is_saved else ""
        return self._listed(guest, base, notice)

    def _listed(
        self, guest: Guest, base: str, notice: str, status: HTTPStatus = HTTPStatus.OK
    ) -> web.Response:
        words, tickets = guest.turn.words, self._tickets(guest)
        page = drawing.listing(guest, base, lambda item: tickets.new(guest.about(item)), notice)
        frame = Frame(title=words.say("Your activities in the action plan"), style=style_address())
        return _html(list_page(frame, page, words), status)

    async def _form(self, guest: Guest, request: web.Request, base: str, item: WorkItem) -> web.Response:
        opened = await answering.opened(guest, item)
        if opened is None:
            return telling.not_on_the_list(request, guest.turn.words, base)
        return self._filled(guest, opened, base)

    def _filled(self, guest: Guest, returned: Returned, base: str) -> web.Response:
        words = guest.turn.words
        # A new one each time: what has been sent once is not sent again by mistake.
        about = guest.about(returned.place.item, based_on=returned.place.about.based_on)
        page = drawing.form(guest, returned, base, self._tickets(guest).new(about))
        title = drawing.title_of(returned.place.item)
        is_wrong = bool(page.notice)
        # Whoever has it read aloud hears first of all that something is to be looked at.
        heading = words.say("Look again: {title}", title=title) if is_wrong else title
        frame = Frame(title=heading, style=style_address(), occasion=page.occasion)
        return _html(
            form_page(frame, page, words), HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
        )

    async def _save(self, guest: Guest, request: web.Request, base: str, item: WorkItem) -> web.Response:
        fields = await _sent(request)
        if isinstance(fields, HTTPStatus):
            return telling.not_a_form(request, guest.turn.words, base, fields)
        about = self._tickets(guest).read(fields.get(drawing.TICKET, ""), item, fields.get(drawing.ASKED, ""))
        if about is None:
            return telling.not_a_form(request, guest.turn.words, base, HTTPStatus.FORBIDDEN)
        outcome = await answering.submitted(guest, about, fields)
        if outcome is None:
            return telling.not_on_the_list(request, guest.turn.words, base)
        if isinstance(outcome, Returned):
            return self._filled(guest, outcome, base)
        return _to_list(base, item)

    async def _repeat(self, guest: Guest, request: web.Request, base: str, item: WorkItem) -> web.Response:
        fields = await _sent(request)
        if isinstance(fields, HTTPStatus):
            return telling.not_a_form(request, guest.turn.words, base, fields)
        about = self._tickets(guest).read(fields.get(drawing.TICKET, ""), item)
        if about is None:
            return telling.not_a_form(request, guest.turn.words, base, HTTPStatus.FORBIDDEN)
        place, refusal = await answering.repeated(guest, about)
        if place is None:
            return telling.not_on_the_list(request, guest.turn.words, base)
        return self._listed(guest, base, refusal, HTTPStatus.CONFLICT) if refusal else _to_list(base, item)

    def _tickets(self, guest: Guest) -> Tickets:
        return Tickets(links=self.links, guest=guest)


async def _sent(request: web.Request) -> Mapping[str, str] | HTTPStatus:
    """The fields of the form; a status when it is none of ours."""
    if request.content_type != "application/x-www-form-urlencoded" or "Content-Encoding" in request.headers:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if (request.content_length or 0) > LARGEST_FORM:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    try:
        body = await request.content.read(LARGEST_FORM + 1)
        while not request.content.at_eof() and len(body) <= LARGEST_FORM:
            body += await request.content.read(LARGEST_FORM + 1 - len(body))
        if len(body) > LARGEST_FORM:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except (ValueError, ClientPayloadError, web.RequestPayloadError, ConnectionError):
        return HTTPStatus.BAD_REQUEST


def _to_list(base: str, item: WorkItem) -> web.Response:
    where = f"{base}?sparat={item.plan_activity.plan_activity_id}"
    return guarded(web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": where}), in_teams=False)


def _html(page: bytes, status: HTTPStatus) -> web.Response:
    response = web.Response(body=page, status=status, content_type="text/html", charset="utf-8")
    return guarded(response, in_teams=False)

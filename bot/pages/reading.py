"""The pages that are read: the overview, a report, and its documents; for whoever has come in."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import web

from bot.clock import Clock
from bot.pages import saying
from bot.pages.assets import style_address
from bot.pages.links import LinkFault
from bot.pages.policy import guarded, report_style
from bot.pages.sessions import Sessions, Way
from cards.words import Words
from dialogs.pages import documents
from dialogs.pages.documents import Wanted
from dialogs.pages.overview import overview
from dialogs.pages.query import OVERVIEW, QueryError, query_of
from dialogs.pages.visiting import Reception, Visitor, note
from dialogs.report.loading import BrokenSealError, UnknownVersionError
from dialogs.report.making import Made
from dialogs.report.press import NotPrintedError
from domain.people import PersonId, TenantId
from domain.report.formats import Format
from domain.rounds import FollowUpRoundId
from reports.web_page.overview_page import overview_page
from reports.word.faults import ReportTemplateError

logger = logging.getLogger(__name__)

Whose = tuple[TenantId, PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who has come in, and how."""

    visitor: Visitor
    is_in_teams: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRoom:
    """Serves the pages. Each person has one document made at a time, so that nobody can ask for them all."""

    reception: Reception
    sessions: Sessions
    clock: Clock
    _busy: set[Whose] = field(default_factory=set, init=False)

    async def overview(self, request: web.Request) -> web.Response:
        """The overview, as the address asks for it."""
        return await self._for_readers(request, self._overview)

    async def report(self, request: web.Request) -> web.Response:
        """A version of a report, to read."""
        return await self._for_readers(request, self._report)

    async def document(self, request: web.Request) -> web.Response:
        """The same as a document, to save."""
        return await self._for_readers(request, self._document)

    async def _for_readers(
        self, request: web.Request, handler: Callable[[web.Request, Session], Awaitable[web.Response]]
    ) -> web.Response:
        """Whoever it is for, with the roles that they have now; the others are told where to go."""
        at = self.clock()
        admitted = self.sessions.read(request, at)
        if isinstance(admitted, LinkFault):
            return saying.expired(request)
        visitor = await self.reception.by_id(admitted.tenant_id, admitted.person_id, at, admitted.until)
        if visitor is None:
            return saying.expired(request)
        if not visitor.may_read:
            await note(visitor, "role.refused", f"page:{request.path}", {})
            return saying.not_for_them(request, visitor.words)
        return await handler(request, Session(visitor=visitor, is_in_teams=admitted.what == Way.TEAMS))

    async def _overview(self, request: web.Request, session: Session) -> web.Response:
        visitor = session.visitor
        try:
            page = await overview(visitor, query_of(request.query), style_address())
        except QueryError:
            return saying.nothing_there(request, visitor.words)
        if page is None:
            return _no_round(request, visitor.words)
        response = _html(overview_page(page, visitor.words))
        return guarded(response, in_teams=session.is_in_teams)

    async def _report(self, request: web.Request, session: Session) -> web.Response:
        wanted, visitor = _wanted(request), session.visitor
        page = None
        if wanted is not None:
            back = f"{OVERVIEW}?round={wanted.follow_up_round_id}"
            try:
                page = await documents.report_page(visitor, wanted, back)
            except UnknownVersionError:
                page = None
            except BrokenSealError:
                return _broken(request, visitor.words)
        if page is None:
            return saying.nothing_there(request, visitor.words)
        return guarded(_html(page), in_teams=session.is_in_teams, style_from=report_style())

    async def _document(self, request: web.Request, session: Session) -> web.Response:
        wanted, kind, visitor = _wanted(request), request.match_info["kind"], session.visitor
        if wanted is None or kind not in set(Format):
            return saying.nothing_there(request, visitor.words)
        if request.method == "HEAD":
            return guarded(web.Response(), in_teams=False)
        whose = visitor.tenant_id, visitor.person.person_id
        if whose in self._busy:
            return _wait(request, visitor.words)
        self._busy.add(whose)
        try:
            made = await documents.document(visitor, wanted, Format(kind))
        except UnknownVersionError:
            made = None
        except BrokenSealError:
            return _broken(request, visitor.words)
        except (ReportTemplateError, NotPrintedError) as error:
            logger.warning("a document was not made: %s", type(error).__name__)
            return saying.failed(request)
        finally:
            self._busy.discard(whose)
        return saying.nothing_there(request, visitor.words) if made is None else _file(made)


def _wanted(request: web.Request) -> Wanted | None:
    """Which report the address names; the route lets only digits through."""
    try:
        asked = query_of({"round": request.match_info["round"]})
    except QueryError:
        return None
    if asked.follow_up_round_id is None:
        return None
    return Wanted(
        follow_up_round_id=FollowUpRoundId(asked.follow_up_round_id),
        version=int(request.match_info["version"]),
    )


def _html(page: bytes) -> web.Response:
    return web.Response(body=page, content_type="text/html", charset="utf-8")


def _file(made: Made) -> web.Response:
    """A file to save and never to show."""
    response = web.Response(body=made.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
    return guarded(response, in_teams=False)


def _no_round(request: web.Request, words: Words) -> web.Response:
    sentence = words.say("No follow-up has been planned yet.")
    return saying.said(
        request, words, words.say("There is nothing to show here."), [sentence], status=HTTPStatus.OK
    )


def _broken(request: web.Request, words: Words) -> web.Response:
    sentence = words.say(
        "An approved version in the database is not as it was when it was approved. Nothing was made of it. "
        "Tell whoever runs the service."
    )
    return saying.said(request, words, words.say("It did not work"), [sentence], status=HTTPStatus.CONFLICT)


def _wait(request: web.Request, words: Words) -> web.Response:
    sentence = words.say("A document is being made for you already. Wait until it is here, and try again.")
    return saying.said(
        request, words, words.say("Wait a little"), [sentence], status=HTTPStatus.TOO_MANY_REQUESTS
    )

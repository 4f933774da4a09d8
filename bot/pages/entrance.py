"""The ways in: a signed link from a card, and the tab in Teams where Entra says who is reading."""

import logging
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import orjson
from aiohttp import web

from bot.clock import Clock
from bot.entra.tokens import EntraCaller, EntraTokens
from bot.pages import saying
from bot.pages.assets import script_addresses, style_address
from bot.pages.links import LinkFault, Purpose
from bot.pages.policy import guarded
from bot.pages.sessions import Sessions, Way
from bot.teams.caller import Reason, StrangerError, bearer_token
from bot.teams.keys import KeysUnavailableError
from dialogs import refusals
from dialogs.pages.visiting import Reception, Visitor, note
from domain.people import TenantId
from reports.web_page.frame import Frame
from reports.web_page.plain_page import tab_page

logger = logging.getLogger(__name__)

# The scope that the app registration gives Teams, by which it may say who somebody is.
SCOPE = "access_as_user"
AFTER_LOG_IN = "/overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """Lets people in. Without `tokens` (the development profile) there is no tab."""

    reception: Reception
    sessions: Sessions
    tokens: EntraTokens | None
    clock: Clock

    async def by_link(self, request: web.Request) -> web.Response:
        """A link from a card: whoever it is for comes in, and the token leaves the address.

        It can be opened until its time is over, so that whatever looks at links beforehand does no harm.
        """
        at = self.clock()
        opened = self.sessions.links.opened(Purpose.PAGE, request.match_info["token"], at)
        if isinstance(opened, LinkFault):
            logger.info("A link was not opened: %s", opened)
            return saying.expired(request)
        if request.method == "HEAD":
            return guarded(web.Response(), in_teams=False)
        until = self.sessions.until(at)
        visitor = await self.reception.by_id(opened.tenant_id, opened.person_id, at, until)
        if visitor is None:
            return saying.expired(request)
        if not visitor.may_read:
            await _refused(visitor, opened.what)
            return saying.not_for_them(request, visitor.words)
        await note(visitor, "page.opened", f"page:{opened.what}", {"way": Way.LINK})
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"/{opened.what}"})
        response.headers["Set-Cookie"] = self.sessions.begin(visitor, Way.LINK)
        return guarded(response, in_teams=False)

    async def tab(self, request: web.Request) -> web.Response:
        """The page in the tab, which asks Teams who is reading."""
        words = saying.words_of(request)
        frame = Frame(
            title=words.say("The state of the action plan"), style=style_address(), scripts=script_addresses()
        )
        response = web.Response(body=tab_page(frame, words), content_type="text/html", charset="utf-8")
        return guarded(response, in_teams=True, runs_scripts=True)

    async def sign_in(self, request: web.Request) -> web.Response:
        """A token from Teams becomes a session, for whoever it is about and may read."""
        at = self.clock()
        try:
            caller = await self._caller(request)
        except StrangerError as error:
            logger.info("Nobody was logged in: %s", error)
            return _json({}, HTTPStatus.UNAUTHORIZED)
        except KeysUnavailableError as error:
            response = _json({}, HTTPStatus.SERVICE_UNAVAILABLE)
            response.headers["Retry-After"] = str(error.seconds)
            return response
        tenant_id = TenantId(caller.tenant_id)
        visitor = await self.reception.by_user(tenant_id, caller.object_id, at, until=self.sessions.until(at))
        if visitor is None:
            return await self._stranger(request, caller, at)
        if not visitor.may_read:
            await _refused(visitor, "tab")
            return _json({"sentence": saying.reason(visitor.words)}, HTTPStatus.FORBIDDEN)
        await note(visitor, "page.opened", "page:tab", {"way": Way.TEAMS})
        response = _json({"to": AFTER_LOG_IN}, HTTPStatus.OK)
        response.headers["Set-Cookie"] = self.sessions.begin(visitor, Way.TEAMS)
        return response

    async def _caller(self, request: web.Request) -> EntraCaller:
        assert self.tokens is not None
        caller = await self.tokens.verify(bearer_token(request.headers))
        if SCOPE not in caller.scopes:
            raise StrangerError(Reason.BAD_TOKEN, "scope")
        return caller

    async def _stranger(self, request: web.Request, caller: EntraCaller, at: datetime) -> web.Response:
        """Somebody of the municipality who is not in the plan."""
        await refusals.of_stranger_at_page(
            self.reception.desk, TenantId(caller.tenant_id), caller.object_id, at
        )
        words = saying.words_of(request)
        sentence = words.say("You are not in the action plan. Ask the environment office to add you.")
        return _json({"sentence": sentence}, HTTPStatus.FORBIDDEN)


async def _refused(visitor: Visitor, place: str) -> None:
    logger.warning("person %s may not see the page", visitor.person.person_id)
    await note(visitor, "role.refused", f"page:{place}", {})


def _json(content: object, status: HTTPStatus) -> web.Response:
    body = orjson.dumps(content)
    return guarded(web.Response(body=body, status=status, content_type="application/json"), in_teams=False)

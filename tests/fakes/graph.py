"""A Microsoft Graph on this machine: knows groups, people and apps, gives pages and batches, or refuses."""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from aiohttp import web

from cards.card import JsonValue
from tests.fakes.graph_mail import FakeMail

A_USER = "#microsoft.graph.user"
MOST_IN_A_BATCH = 20
A_TEXT = re.compile("'((?:[^']|'')*)'")
User = dict[str, JsonValue]


@dataclass(kw_only=True)
class FakeGraph:
    """`groups` are the people in each; `others` are members that are no people. `answer_next` refuses.

    `users` are the accounts; `apps` the app catalogue, by the id of each app's manifest. `installed` is who
    has the app. `answer_about` answers about one user, by id or address, inside a batch or when installing.
    `mail` is the mailboxes.
    """

    groups: dict[str, list[str]] = field(default_factory=dict)
    others: list[dict[str, str]] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    apps: dict[str, str] = field(default_factory=dict)
    installed: set[str] = field(default_factory=set)
    page: int = 2
    next_host: str = ""
    authorizations: list[str] = field(default_factory=list)
    answers: deque[web.StreamResponse] = field(default_factory=deque)
    about: dict[str, dict[str, JsonValue]] = field(default_factory=dict)
    batches: list[list[str]] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    mail: FakeMail = field(default_factory=FakeMail)

    def application(self) -> web.Application:
        """Answers under Graph's own paths."""
        application = web.Application(middlewares=[self._first])
        application.router.add_get("/v1.0/groups/{group}/transitiveMembers", self._members)
        application.router.add_get("/v1.0/users/{user}/teamwork/installedApps", self._installed)
        application.router.add_get("/v1.0/users", self._some_user)
        application.router.add_get("/v1.0/appCatalogs/teamsApps", self._apps)
        application.router.add_post("/v1.0/$batch", self._batch)
        application.router.add_post("/v1.0/users/{user}/teamwork/installedApps", self._install)
        application.router.add_post("/v1.0/users/{user}/sendMail", self.mail.send)
        application.router.add_post("/v1.0/users/{user}/checkMemberGroups", self._groups_of)
        return application

    def answer_next(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Give the next request this answer, whatever it is."""
        self.answers.append(web.Response(status=status, body=body, headers=headers))

    def answer_about(
        self,
        user: str,
        status: int,
        body: JsonValue = None,
        headers: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Give every question about that user this answer."""
        self.about[user] = {"status": status, "body": body, "headers": dict(headers or {})}

    @web.middleware
    async def _first(self, request: web.Request, handler: object) -> web.StreamResponse:
        self.authorizations.append(request.headers.get("Authorization", ""))
        if self.answers:
            return self.answers.popleft()
        return await handler(request)  # type: ignore[operator,no-any-return] # aiohttp types it loosely

    async def _members(self, request: web.Request) -> web.Response:
        group = request.match_info["group"]
        if group not in self.groups:
            return _nothing()
        everybody = [{"@odata.type": A_USER, "id": each} for each in self.groups[group]] + self.others
        skipped = int(request.query.get("$skiptoken", "0"))
        return web.json_response(self._page(request, everybody, skipped))

    async def _installed(self, request: web.Request) -> web.Response:
        known = {each["id"] for each in self.users}
        return web.json_response({"value": []}) if request.match_info["user"] in known else _nothing()

    async def _some_user(self, request: web.Request) -> web.Response:
        del request
        return web.json_response({"value": self.users[:1]})

    async def _apps(self, request: web.Request) -> web.Response:
        wanted = request.query["$filter"].removeprefix("externalId eq '").removesuffix("'")
        found = [{"id": self.apps[wanted], "externalId": wanted}] if wanted in self.apps else []
        return web.json_response({"value": found})

    async def _batch(self, request: web.Request) -> web.Response:
        asked = (await request.json())["requests"]
        if len(asked) > MOST_IN_A_BATCH:
            return web.json_response({"error": {"code": "BadRequest"}}, status=400)
        self.batches.append([each["url"] for each in asked])
        # Graph gives the answers in any order.
        responses = [{"id": each["id"], **self._answer(each["url"])} for each in reversed(asked)]
        return web.json_response({"responses": responses})

    def _answer(self, url: str) -> dict[str, JsonValue]:
        parts = urlsplit(url)
        named = unquote(parts.path).removeprefix("/users").strip("/")
        if named:
            found = next((each for each in self.users if each["id"] == named), None)
            usual: dict[str, JsonValue] = (
                {"status": 200, "body": found} if found else {"status": 404, "body": {"error": {}}}
            )
            return self.about.get(named, usual)
        written = parse_qs(parts.query)["$filter"][0]
        address = A_TEXT.findall(written)[0].replace("''", "'")
        matching: list[JsonValue] = [
            each for each in self.users if address in {each.get("userPrincipalName"), each.get("mail")}
        ]
        return self.about.get(address, {"status": 200, "body": {"value": matching}})

    async def _install(self, request: web.Request) -> web.Response:
        user = request.match_info["user"]
        self.bound.append((await request.json())["teamsApp@odata.bind"])
        if user in self.about:
            told = self.about[user]
            return web.json_response(told["body"], status=int(str(told["status"])), headers=told["headers"])  # type: ignore[arg-type]
        if user in self.installed:
            return web.json_response({"error": {"code": "Conflict"}}, status=409)
        self.installed.add(user)
        return web.Response(status=201)

    async def _groups_of(self, request: web.Request) -> web.Response:
        user, wanted = request.match_info["user"], (await request.json())["groupIds"]
        found = [group for group in wanted if user in self.groups.get(group, [])]
        return web.json_response({"value": found})

    def _page(
        self, request: web.Request, everybody: Sequence[Mapping[str, str]], skipped: int
    ) -> dict[str, JsonValue]:
        following = skipped + self.page
        answer: dict[str, JsonValue] = {"value": [dict(each) for each in everybody[skipped:following]]}
        if following < len(everybody):
            host = self.next_host or f"http://{request.host}"
            answer["@odata.nextLink"] = f"{host}{request.path}?$skiptoken={following}"
        return answer


def user(object_id: str, address: str, **fields: JsonValue) -> User:
    """An account as Graph tells of it."""
    usual: User = {
        "id": object_id,
        "accountEnabled": True,
        "userType": "Member",
        "userPrincipalName": address,
        "mail": address,
    }
    return {**usual, **fields}


def _nothing() -> web.Response:
    return web.json_response({"error": {"code": "Request_ResourceNotFound"}}, status=404)

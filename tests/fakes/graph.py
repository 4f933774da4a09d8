"""A Microsoft Graph on this machine: knows groups, gives them in pages, or refuses."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from cards.card import JsonValue

A_USER = "#microsoft.graph.user"


@dataclass(kw_only=True)
class FakeGraph:
    """`groups` are the people in each; `others` are members that are no people. `answer_next` refuses."""

    groups: dict[str, list[str]] = field(default_factory=dict)
    others: list[dict[str, str]] = field(default_factory=list)
    page: int = 2
    next_host: str = ""
    authorizations: list[str] = field(default_factory=list)
    answers: deque[web.Response] = field(default_factory=deque)

    def application(self) -> web.Application:
        """Answers under Graph's own path."""
        application = web.Application()
        application.router.add_get("/v1.0/groups/{group}/transitiveMembers", self._members)
        return application

    def answer_next(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Give the next request this answer, whatever it is."""
        self.answers.append(web.Response(status=status, body=body, headers=headers))

    async def _members(self, request: web.Request) -> web.Response:
        self.authorizations.append(request.headers.get("Authorization", ""))
        if self.answers:
            return self.answers.popleft()
        group = request.match_info["group"]
        if group not in self.groups:
            return web.json_response({"error": {"code": "Request_ResourceNotFound"}}, status=404)
        everybody = [{"@odata.type": A_USER, "id": each} for each in self.groups[group]] + self.others
        skipped = int(request.query.get("$skiptoken", "0"))
        return web.json_response(self._page(request, everybody, skipped))

    def _page(
        self, request: web.Request, everybody: Sequence[Mapping[str, str]], skipped: int
    ) -> dict[str, JsonValue]:
        following = skipped + self.page
        answer: dict[str, JsonValue] = {"value": [dict(each) for each in everybody[skipped:following]]}
        if following < len(everybody):
            host = self.next_host or f"http://{request.host}"
            answer["@odata.nextLink"] = f"{host}{request.path}?$skiptoken={following}"
        return answer

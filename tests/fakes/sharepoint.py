"""Somebody's OneDrive: gives files away by link and takes them where they may be put, or refuses."""

from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

HOST = "borlange-my.sharepoint.com"
LARGEST_TAKEN = 20 * 1024 * 1024


@dataclass(kw_only=True)
class Drive:
    """`files` lie there to be fetched, `put` is what has been brought; `answer_next` refuses."""

    files: dict[str, bytes] = field(default_factory=dict)
    put: dict[str, bytes] = field(default_factory=dict)
    ranges: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    answers: deque[web.Response] = field(default_factory=deque)

    def open_on(self, application: web.Application) -> None:
        """Answer under these paths."""
        application.router.add_get("/download/{name}", self._give)
        application.router.add_put("/upload/{name}", self._take)

    def answer_next(self, status: int, **headers: str) -> None:
        """Refuse the next request, whatever it is."""
        self.answers.append(web.Response(status=status, headers=headers))

    async def _give(self, request: web.Request) -> web.Response:
        self.authorizations.append(request.headers.get("Authorization", ""))
        if self.answers:
            return self.answers.popleft()
        found = self.files.get(request.match_info["name"])
        return web.Response(status=404) if found is None else web.Response(body=found)

    async def _take(self, request: web.Request) -> web.Response:
        self.authorizations.append(request.headers.get("Authorization", ""))
        if self.answers:
            return self.answers.popleft()
        self.ranges.append(request.headers["Content-Range"])
        self.put[request.match_info["name"]] = await request.read()
        return web.Response(status=201)


def drive_application(drive: Drive) -> web.Application:
    """A drive of its own, for who needs nothing else."""
    application = web.Application(client_max_size=LARGEST_TAKEN)
    drive.open_on(application)
    return application

"""Files behind a link, for the development profile: the Playground cannot ask whether somebody wants one."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import web

from bot.loopback import LOOPBACK_HOSTS
from domain.chat_files import ChatFile

FILES = "/files/{file}"
Shelf = Callable[[str], Awaitable[ChatFile | None]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def dev_files_handler(shelf: Shelf) -> Handler:
    """Gives the file with the key in the address to this machine alone."""

    async def give(request: web.Request) -> web.Response:
        """The file, as something to save and never to show."""
        if request.url.host not in LOOPBACK_HOSTS:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        file = await shelf(request.match_info["file"])
        if file is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(
            body=file.content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition},
        )

    return give

"""The files that pages need beside themselves: a style sheet and two scripts, all our own to serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files
from types import MappingProxyType

from aiohttp import web

from reports.web_page.frame import page_style

ROUTE = "/assets/{name}"
# The name changes with the content, so whoever has one need not ask again.
FOR_A_YEAR = "public, max-age=31536000, immutable"
DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file with what it is."""

    content: bytes
    content_type: str


def style_address() -> str:
    """Where the pages' style sheet is."""
    return _address_of("page.css")


def script_addresses() -> tuple[str, ...]:
    """Where the scripts of the tab are, in the order in which they run."""
    return _address_of("teams.js"), _address_of("tab.js")


async def serve(request: web.Request) -> web.Response:
    """One of the files; there are no others."""
    asset = _served().get(request.match_info["name"])
    if asset is None:
        return web.Response(status=HTTPStatus.NOT_FOUND)
    headers = {"Cache-Control": FOR_A_YEAR, "Cross-Origin-Resource-Policy": "same-origin"}
    return web.Response(body=asset.content, content_type=asset.content_type, charset="utf-8", headers=headers)


@cache
def _files() -> Mapping[str, Asset]:
    own = files("bot.pages").joinpath("assets")
    library = own.joinpath("teams-js", "MicrosoftTeams.min.js")
    script = "text/javascript"
    return MappingProxyType(
        {
            "page.css": Asset(content=page_style(), content_type="text/css"),
            "tab.js": Asset(content=own.joinpath("tab.js").read_bytes(), content_type=script),
            "teams.js": Asset(content=library.read_bytes(), content_type=script),
        }
    )


@cache
def _served() -> Mapping[str, Asset]:
    return MappingProxyType({_name(name, each): each for name, each in _files().items()})


def _address_of(name: str) -> str:
    return ROUTE.format(name=_name(name, _files()[name]))


def _name(name: str, asset: Asset) -> str:
    return f"{sha256(asset.content).hexdigest()[:DIGEST_LENGTH]}-{name}"

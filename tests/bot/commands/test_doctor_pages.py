"""`lageskoll doctor` says whether the pages are on, lead here, and can have people logged in by Teams."""

from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.commands.doctor_pages import examine
from bot.settings import read_settings
from cards.words import Words
from domain.people import Language
from tests.bot.teams.openid_server import OpenIdServer

ENGLISH = Words(language=Language.ENGLISH)
KEY = "k" * 32


async def told(answer: str | None, **given: Any) -> dict[str, str]:
    """What it finds where the public address gives that answer; None is no answer at all."""

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text=answer)

    application = web.Application()
    application.router.add_get("/healthz", alive)
    async with OpenIdServer() as provider, TestServer(application) as server:
        address = str(server.make_url("/"))
        if answer is None:
            await server.close()
        pages = {"public_url": address, "link_key": KEY, "login_authority": provider.authority}
        settings = read_settings(env_file=None, **{"tenant_id": "t", **pages, **given})
        findings = examine(settings, ENGLISH, lambda **_: aiohttp.ClientSession())
        found = [finding async for finding in findings]
    return {each.subject: f"{each.fact} {each.remedy}".strip() for each in found}


async def test_pages_that_are_off_need_nothing() -> None:
    assert await told(None, public_url="") == {"Pages in a browser": "not turned on"}


async def test_pages_that_lead_here_are_all_right() -> None:
    found = await told('{"ok": true}')

    assert found["Pages in a browser"].endswith("leads here")
    assert found["Keys of Entra"] == "fetched"


async def test_before_the_service_runs_nothing_answers_and_nothing_is_wrong() -> None:
    assert (await told(None))["Pages in a browser"].endswith("does not answer now")


async def test_another_service_at_the_address_is_told_of() -> None:
    assert "Let the proxy lead" in (await told("<html>Välkommen</html>"))["Pages in a browser"]


async def test_keys_that_cannot_be_fetched_are_told_of() -> None:
    found = await told('{"ok": true}', login_authority="http://127.0.0.1:9")

    assert "neither the tab nor the API lets anybody in" in found["Keys of Entra"]


async def test_settings_that_are_wrong_are_told_of_elsewhere() -> None:
    assert await told(None, link_key="kort") == {}

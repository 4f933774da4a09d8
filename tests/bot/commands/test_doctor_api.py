"""`lageskoll doctor` says who has access to the API, and whether their tokens can be checked."""

from typing import Any

import aiohttp

from bot.commands.doctor_api import examine
from bot.settings import read_settings
from cards.words import Words
from domain.people import Language
from tests.bot.teams.openid_server import APP_ID, OpenIdServer

ENGLISH = Words(language=Language.ENGLISH)
ONE = "0a1b2c3d-0000-4000-8000-00000000000a"
OTHER = "0a1b2c3d-0000-4000-8000-00000000000b"


async def told(clients: str, **given: Any) -> dict[str, str]:
    async with OpenIdServer() as provider:
        common = {"tenant_id": "t", "app_id": APP_ID, "login_authority": provider.authority, "api": True}
        settings = read_settings(env_file=None, **{**common, "api_clients": clients, **given})
        findings = examine(settings, ENGLISH, lambda **_: aiohttp.ClientSession())
        found = [finding async for finding in findings]
    return {each.subject: f"{each.fact} {each.remedy}".strip() for each in found}


async def test_an_api_that_is_off_needs_nothing() -> None:
    assert await told("", api=False) == {"API": "not turned on"}


async def test_services_are_named_and_the_keys_that_prove_them_are_fetched() -> None:
    found = await told(f"{ONE}=Stratsys, {OTHER}=Data platform")

    assert found == {"API": "Stratsys and Data platform may have access", "Keys of Entra": "fetched"}


async def test_keys_that_cannot_be_fetched_are_told_of() -> None:
    found = await told(f"{ONE}=Stratsys", login_authority="http://127.0.0.1:9")

    assert "nor the API lets anybody in" in found["Keys of Entra"]


async def test_our_own_id_and_two_services_of_one_name_are_told_of() -> None:
    assert "our own client id" in (await told(f"{APP_ID}=Stratsys"))["API"]
    assert "a name of its own" in (await told(f"{ONE}=Stratsys, {OTHER}=stratsys"))["API"]


async def test_settings_that_are_wrong_are_told_of_elsewhere() -> None:
    assert await told("") == {}

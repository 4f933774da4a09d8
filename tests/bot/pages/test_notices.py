"""The pages that the app package leads to are there for anybody, in their language, and say what is so."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from domain.people import TenantId
from manifest.details import checked
from storage.database import Database
from tests.bot.pages.house import PagesHouse, pages_house
from tests.bot.teams.openid_server import APP_ID
from tests.plans import small_plan

ENGLISH = {"Accept-Language": "en-GB"}


@pytest.fixture
async def bare(database: Database, tenant_id: TenantId) -> AsyncIterator[PagesHouse]:
    """A service without a public address, that keeps drafts for a week."""
    plan = await small_plan(database, tenant_id)
    async with pages_house(database, plan, public_url="", link_key=None, retention_drafts_days=7) as opened:
        yield opened


async def test_every_address_that_the_app_package_has_by_default_leads_to_a_page(bare: PagesHouse) -> None:
    details = checked(app_id=APP_ID, domain="bot.borlange.example")

    for address in (details.website, details.privacy, details.terms):
        seen = await bare.get(urlsplit(address).path)
        assert (seen.status, '<html lang="sv">' in seen.text) == (200, True)
        assert seen.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; ")
        assert "script" not in seen.headers["Content-Security-Policy"]
        assert seen.headers["Vary"] == "Accept-Language"
        assert "Set-Cookie" not in seen.headers
        style = seen.text.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
        assert (await bare.get(style)).status == 200


async def test_they_are_in_the_language_that_the_browser_asks_for(bare: PagesHouse) -> None:
    seen = await bare.get("/terms", **ENGLISH)

    assert '<html lang="en">' in seen.text
    assert "<h1>Terms of use</h1>" in seen.text


async def test_what_is_kept_about_people_is_told_with_the_days_that_are_set(bare: PagesHouse) -> None:
    told = (await bare.get("/privacy")).text.replace("\u00a0", " ")

    assert "Sparas: 7 dagar efter att uppföljningen stängdes." in told
    assert "<strong>Granskningslogg</strong>" in told
    # What says nothing about anybody is not worth anybody's time.
    assert "Gallringskörningar" not in told


async def test_nothing_is_said_to_be_removed_where_nothing_is(bare: PagesHouse) -> None:
    async with pages_house(
        bare.database, bare.plan, public_url="", link_key=None, retention=False
    ) as careful:
        told = (await careful.get("/privacy")).text

    assert "efter att uppföljningen stängdes" not in told


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_they_can_only_be_read(bare: PagesHouse, method: str) -> None:
    assert (await bare.get("/privacy", method)).status == 405

"""The served pages in a browser: read by axe, used by keyboard, and logged in by Teams around them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.async_api import Browser, BrowserContext, FrameLocator, Page, async_playwright, expect
from sqlmodel import col

from domain.people import Language, TenantId
from manifest.details import ABOUT, PRIVACY, TERMS
from storage.database import Database
from storage.tables import PersonRow
from tests import plans
from tests.bot.pages.house import ORIGIN, PagesHouse, pages_house
from tests.browser import sight
from tests.browser.chromium import flags
from tests.browser.keyboard import FOCUSED
from tests.browser.teams_host import STRANGER, TEAMS, TeamsHost, chromium_flags, over_tls, teams_host
from tests.plans import DELAYED, SmallPlan, small_plan

pytestmark = pytest.mark.browser

TALLEST = 900
MOST_TABS = 60
OPTIONS: dict[str, Any] = {"runOnly": {"type": "tag", "values": [*sight.WCAG_2_A_AND_AA, "best-practice"]}}


@dataclass(kw_only=True)
class Street:
    """The house, Teams, and a browser that knows the way to both and to nobody else."""

    house: PagesHouse
    host: TeamsHost
    browser: Browser
    heard: list[str]

    async def window(self, **given: Any) -> tuple[BrowserContext, Page]:
        """A window that remembers who answered."""
        context = await self.browser.new_context(**given)
        page = await context.new_page()
        page.on("response", lambda answer: self.heard.append(urlsplit(answer.url).netloc))
        return context, page

    def address(self, name: str, place: str = "overview") -> str:
        """The address on a card of that person's."""
        return ORIGIN + self.house.link(name, place)

    async def in_teams(self, name: str = "", refusal: str = "") -> tuple[Page, FrameLocator]:
        """That person opens the tab in Teams."""
        self.host.token, self.host.refusal = self.house.token(name) if name else "", refusal
        _, page = await self.window(locale="sv-SE")
        await page.goto(TEAMS)
        return page, page.frame_locator("iframe")


@pytest.fixture
async def street(
    sqlite_url: str, tenant_id: TenantId, tmp_path: Path, chromium: Path
) -> AsyncIterator[Street]:
    async with AsyncExitStack() as stack:
        database = Database(sqlite_url)
        stack.push_async_callback(database.close)
        plan = await _answered(database, tenant_id)
        serve = partial(over_tls, folder=tmp_path)
        house = await stack.enter_async_context(pages_house(database, plan, serve=serve))
        host = await stack.enter_async_context(teams_host(f"{ORIGIN}/tab", tmp_path))
        assert host.server is not None
        assert host.server.port is not None
        assert house.client.port is not None
        port = host.server.port
        ways = chromium_flags({ORIGIN: house.client.port, TEAMS: port, STRANGER: port})
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*flags(), *ways])
        stack.push_async_callback(browser.close)
        yield Street(house=house, host=host, browser=browser, heard=[])


async def _answered(database: Database, tenant_id: TenantId) -> SmallPlan:
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await plans.answer(session, plan, plan.charging, plan.karin, statement=DELAYED)
        await plans.answer(session, plan, plan.travel, plan.johan)
    return plan


async def _speaks(street: Street, language: Language) -> None:
    house = street.house
    async with house.database.writing(house.plan.tenant_id) as session:
        theirs = col(PersonRow.id) == house.plan.henrik
        await session.change(PersonRow, theirs, language=language.value)


# Colours and widths are the same in both languages: in English each is looked at once.
LOOKS = {
    Language.SWEDISH: ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")),
    Language.ENGLISH: ((360, "dark"), (1280, "light")),
}


@pytest.mark.parametrize("language", Language)
async def test_axe_finds_nothing_wrong_and_nothing_sticks_out(street: Street, language: Language) -> None:
    await _speaks(street, language)
    plan, found = street.house.plan, []
    places = ["overview", "overview?state=delayed", f"report/{plan.follow_up_round_id}/0", "overview?unit=99"]
    for width, colours in LOOKS[language]:
        looks: dict[str, Any] = {"color_scheme": colours, "locale": language.value}
        context, page = await street.window(viewport={"width": width, "height": TALLEST}, **looks)
        outside = [ORIGIN + each for each in ("/l/nothing", ABOUT, PRIVACY, TERMS)]
        for address in [*(street.address("henrik", each) for each in places), *outside]:
            await page.goto(address)
            wrong = [each["id"] for each in await sight.look(page, "html", OPTIONS)]
            if await page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append("sticks out")
            found += [f"{page.url} {width} {colours}: {each}" for each in wrong]
        await context.close()

    assert found == []
    assert set(street.heard) == {urlsplit(ORIGIN).netloc}


async def test_the_answers_can_be_chosen_without_a_mouse_or_a_script(street: Street) -> None:
    _, page = await street.window(java_script_enabled=True)
    await page.goto(street.address("henrik"))

    await _tab_to(page, "Välj enhet, åtgärd, läge med mera")
    await page.keyboard.press("Enter")
    await _tab_to(page, "Läge")
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    await _tab_to(page, "Visa")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**state=delayed**")

    await expect(page.locator("#answers ~ * tbody th")).to_have_text(["1.2 Laddplatser vid förskolorna"])
    await expect(page.get_by_text("1 av 1 aktiviteter besvarade")).to_be_visible()


async def test_a_place_on_the_map_leads_to_its_answers_which_can_be_printed(street: Street) -> None:
    _, page = await street.window()
    await page.goto(street.address("maja"))

    await page.get_by_role("link", name="Försenad, 1 av 2: 1 Egen solel, Sektor samhällsbyggnad").click()

    await expect(page.locator("#answers ~ * tbody th")).to_have_count(2)
    with pikepdf.open(BytesIO(await page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) >= 1


async def test_teams_logs_the_director_in_and_nobody_else_is_asked_anything(street: Street) -> None:
    page, tab = await street.in_teams("henrik")

    await expect(tab.get_by_role("heading", name="Läget i handlingsplanen", level=1)).to_be_visible()
    await expect(tab.get_by_text("Henrik Norling är inloggad till")).to_be_visible()
    await tab.get_by_role("link", name="Läs här: Uppgifterna som de är nu").click()
    await expect(tab.get_by_role("link", name="Tillbaka till översikten")).to_be_visible()
    assert set(street.heard) == {urlsplit(ORIGIN).netloc, urlsplit(TEAMS).netloc}
    [cookie] = await page.context.cookies(ORIGIN)
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "None")


async def test_whoever_cannot_be_logged_in_is_told_what_to_do(street: Street) -> None:
    for name, refusal, sentence in (
        ("karin", "", "skriv ”mina aktiviteter” till Lägeskoll"),
        ("", "resourceRequiresConsent", "godkänna appens inloggning"),
        ("", "CancelledByUser", "Du kunde inte loggas in"),
        ("", "", "Du kunde inte loggas in"),
    ):
        page, tab = await street.in_teams(name, refusal)

        await expect(tab.get_by_text(sentence)).to_be_visible()
        assert await tab.locator("[data-when]:visible").count() == 1
        await page.context.close()


async def test_outside_teams_the_tab_says_where_it_belongs(street: Street) -> None:
    _, page = await street.window(locale="sv-SE")

    await page.goto(f"{ORIGIN}/tab")

    await expect(page.get_by_text("Den här sidan är en flik i Teams")).to_be_visible()
    assert [each["id"] for each in await sight.look(page, "html", OPTIONS)] == []


async def test_another_site_cannot_frame_the_tab(street: Street) -> None:
    street.host.token = street.house.token("henrik")
    _, page = await street.window()
    async with page.expect_event("console", lambda said: "frame-ancestors" in said.text):
        await page.goto(STRANGER)

    # The page came, and was not let in: no script of it was fetched, and nobody was logged in.
    assert street.heard.count(urlsplit(ORIGIN).netloc) == 1
    assert await street.house.audited("page.opened") == []


async def _tab_to(page: Page, name: str) -> None:
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(FOCUSED)
        if focused["name"].strip().startswith(name):
            assert focused["isSeen"], name
            return
    raise AssertionError(name)

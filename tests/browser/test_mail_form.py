"""Somebody whom Teams cannot reach gets a real letter and answers from it in a browser, by keyboard alone."""

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page

from bot.clock import MovableClock
from bot.main import House, put_together
from bot.settings import load_settings
from domain.people import TenantId
from storage.database import Database
from storage.tables import AnswerRow
from tests.browser import sight
from tests.browser.keyboard import FOCUSED
from tests.fakes.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.plans import FIRST_STEP, SmallPlan, small_plan
from tests.storage.test_letters import give_up

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_TABS = 80
OPTIONS: dict[str, Any] = {"runOnly": {"type": "tag", "values": [*sight.WCAG_2_A_AND_AA, "best-practice"]}}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """The whole house with a mail server beside it, and a browser."""

    house: House
    plan: SmallPlan
    mail: MailServer
    browser: Browser

    async def link(self) -> str:
        """The link in the one letter that came."""
        letters = self.house.duties.letters
        assert letters is not None
        await letters.run()
        (letter,) = self.mail.letters
        text = letter.get_body(("plain",))
        assert text is not None
        words: list[str] = text.get_content().split()
        return next(each for each in words if each.startswith("http"))


@pytest_asyncio.fixture(loop_scope="session")
async def town(sqlite_url: str, tenant_id: TenantId, tmp_path: Path, browser: Browser) -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        database = Database(sqlite_url)
        stack.push_async_callback(database.close)
        plan = await small_plan(database, tenant_id, contacts=("johan", "maja"))
        await give_up(database, plan)
        mail = await stack.enter_async_context(mail_server(tmp_path))
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        settings = load_settings(
            env_file=None,
            profile="development",
            tenant_id=tenant_id,
            database_url=sqlite_url,
            public_url=f"http://127.0.0.1:{port}",
            link_key="k" * 40,
            mail="smtp",
            mail_from="lageskoll@borlange.example",
            smtp_host="127.0.0.1",
            smtp_port=mail.port,
            smtp_ca_file=mail.certificate,
            smtp_user=USER,
            smtp_password=PASSWORD,
        )
        house = await stack.enter_async_context(put_together(settings, MovableClock(FIRST_STEP)))
        await stack.enter_async_context(TestServer(house.application, port=port))
        yield Town(house=house, plan=plan, mail=mail, browser=browser)


async def go_to(page: Page, name: str) -> None:
    """Tab forward until something whose name begins like this has the focus, which can be seen."""
    passed = []
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(FOCUSED)
        passed.append(focused["name"].strip())
        if passed[-1].startswith(name):
            assert focused["isSeen"]
            return
    raise AssertionError(f"no way to {name}: {passed}")


async def wrong_with(page: Page) -> list[str]:
    """What axe finds, and where."""
    found = await sight.look(page, "html", OPTIONS)
    return [f"{page.url[-20:]} {each['id']}: {each['nodes'][0]['html']}" for each in found]


async def test_axe_finds_nothing_wrong_and_a_form_that_comes_back_takes_the_focus_to_what_is_wrong(
    town: Town,
) -> None:
    link = await town.link()
    found: list[str] = []
    for width in (360, 1280):
        page = await town.browser.new_page(viewport={"width": width, "height": 900})
        for path in (link, f"{link}/{town.plan.solar_roofs}"):
            await page.goto(path)
            found += await wrong_with(page)
            assert not await page.evaluate(WIDER)

        await page.goto(f"{link}/{town.plan.charging}")
        await go_to(page, "Spara")
        await page.keyboard.press("Enter")
        await page.wait_for_function("document.activeElement.getAttribute('role') === 'alert'")
        found += await wrong_with(page)
        await page.close()
    assert found == []


async def test_a_letter_is_answered_by_keyboard_alone(town: Town) -> None:
    page = await town.browser.new_page(viewport={"width": 360, "height": 900})
    await page.goto(await town.link())
    await go_to(page, "Oförändrat sedan förra gången")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**sparat=*")
    await go_to(page, "Svara")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/{town.plan.charging}")
    await go_to(page, "○ Inte påbörjad")
    await page.keyboard.press("Space")
    await go_to(page, "Vad har hänt?")
    await page.keyboard.type("Åtta laddare står på Västermalm.")
    await go_to(page, "Spara")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**sparat=*")

    assert "Allt är besvarat." in await page.inner_text("main")
    await page.close()
    async with town.house.database.reading(town.plan.tenant_id) as session:
        rows = await session.sql.exec(session.rows(AnswerRow))
        mine = [each for each in rows if each.follow_up_round_id == town.plan.follow_up_round_id]
    assert {(each.plan_activity_id, each.comment, each.by_mail) for each in mine} >= {
        (town.plan.charging, "Åtta laddare står på Västermalm.", True)
    }
    assert len(mine) == 2

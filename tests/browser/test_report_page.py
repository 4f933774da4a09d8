"""The report's page in a browser: read by axe, on a phone and a desk, light and dark, in both languages."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from playwright.async_api import Browser

from cards.words import Words
from domain.people import Language
from domain.report.seal import Report
from reports.web_page.html_file import html
from tests.browser import sight
from tests.domain.report_examples import report_data
from tests.reports.test_narrative import MADE_ON, RECORDS, SEAL

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TALLEST = 900
OPTIONS: dict[str, Any] = {"runOnly": {"type": "tag", "values": [*sight.WCAG_2_A_AND_AA, "best-practice"]}}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_axe_finds_nothing_wrong_and_nothing_sticks_out(
    browser: Browser, language: Language, width: int, colours: Any
) -> None:
    made = Report(data=report_data(*RECORDS), made_on=MADE_ON, seal=SEAL)
    context = await browser.new_context(
        viewport={"width": width, "height": TALLEST}, color_scheme=colours, java_script_enabled=True
    )
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.set_content(html(made, Words(language=language)).decode())

    found = await sight.look(page, "html", OPTIONS)
    widest = await page.evaluate("document.documentElement.scrollWidth")

    await context.close()
    assert [each["id"] for each in found] == []
    assert widest <= width
    assert asked == []


async def test_it_can_be_printed(browser: Browser) -> None:
    made = Report(data=report_data(*RECORDS), made_on=MADE_ON, seal=SEAL)
    page = await browser.new_page()
    await page.set_content(html(made, Words()).decode())

    printed = await page.pdf(prefer_css_page_size=True)

    await page.close()
    with pikepdf.open(BytesIO(printed)) as opened:
        assert len(opened.pages) >= 2

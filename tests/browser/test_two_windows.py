"""What an owner asks in one window is answered in another, and both see what came of it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from bot.demo.three_windows import Demonstration
from tests.browser.teams_window import DESKTOP, TeamsWindow, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TALL = ViewportSize(width=DESKTOP["width"], height=1800)
FOREST = "Ta fram skötselplaner"


@pytest_asyncio.fixture(loop_scope="session")
async def windows(
    demonstration: Demonstration, browser: Browser
) -> AsyncIterator[tuple[TeamsWindow, TeamsWindow]]:
    """The owner's and the strategist's, when the first reminder has come."""
    addresses = [window.address for window in demonstration.windows]
    async with (
        teams_window(browser, addresses[0], size=TALL) as owner,
        teams_window(browser, addresses[1], size=TALL) as strategist,
    ):
        await owner.wait_for("Hej Karin!")
        await strategist.wait_for("Hej Maja!")
        await demonstration.stage.move_to("2023-08-22T09:00:00+02:00")
        await owner.wait_for("0 av 5 klara")
        yield owner, strategist


async def test_an_activity_is_handed_over_to_somebody_who_says_yes(
    demonstration: Demonstration, windows: tuple[TeamsWindow, TeamsWindow]
) -> None:
    owner, strategist = windows
    await owner.open_row(FOREST)
    await owner.wait_for("Hur går det?")
    await owner.press("Inte mitt längre")
    await owner.wait_for("Vem ska ta över?")
    await owner.pick("Maja Lind")
    await owner.fill("Varför?", "Maja leder arbetet sedan i maj.")
    await owner.press("Skicka frågan")
    await owner.wait_for("Frågan har gått till Maja Lind.")

    await demonstration.stage.move_to("2023-08-22T09:02:00+02:00")
    await strategist.wait_for("Tar du över en aktivitet?")
    await strategist.press("Jag tar över")
    await demonstration.stage.move_to("2023-08-22T09:04:00+02:00")

    await strategist.wait_for("Nu ansvarar du")
    await owner.wait_for("Maja Lind har tagit över")
    await owner.wait_for("0 av 4 klara")


async def test_more_time_that_is_granted_moves_the_last_day(
    demonstration: Demonstration, windows: tuple[TeamsWindow, TeamsWindow]
) -> None:
    owner, strategist = windows
    await owner.press("Jag behöver mer tid")
    await owner.wait_for("Hur mycket mer tid behöver du?")
    await owner.choose("Ny sista dag", "2 arbetsdagar till, alltså torsdag 14 september")
    await owner.fill("Varför?", "Semester till den 10.")
    await owner.press("Be om mer tid")
    await owner.wait_for("Du har bett om tid till")

    await demonstration.stage.move_to("2023-08-22T09:02:00+02:00")
    await strategist.wait_for("Karin Ståhlberg ber om mer tid")
    await strategist.press("Ja, ge mer tid")
    await demonstration.stage.move_to("2023-08-22T09:04:00+02:00")

    await strategist.wait_for("Karin Ståhlberg har fått mer tid")
    await owner.wait_for("Du har fått mer tid")
    await owner.wait_for("0 av 5 klara · svara senast torsdag 14 september")

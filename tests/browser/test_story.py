"""The whole round in Swedish, in a real browser: an owner, a strategist and the director, each at a window.

The pictures in `docs/images/` come from here:
`LAGESKOLL_PICTURES=1 make test ARGS=tests/browser/test_story.py`.
"""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize

from bot.demo.three_windows import Demonstration
from tests.browser import sight
from tests.browser.teams_window import DESKTOP, PHONE, TeamsWindow, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PROMISE = "Förra gången tänkte ni: ”Skicka första utkastet på intern remiss i maj”. Hur gick det?"
FIRST_REMINDER = "2023-08-22T09:00:00+02:00"
TALL_PHONE = ViewportSize(width=PHONE["width"], height=1750)
TALL = ViewportSize(width=DESKTOP["width"], height=1600)


async def test_a_round_from_the_first_reminder_to_the_directors_summary(
    demonstration: Demonstration, browser: Browser, pictures: Path
) -> None:
    async with AsyncExitStack() as stack:
        owner, strategist, director = [
            await stack.enter_async_context(teams_window(browser, window.address, size=TALL))
            for window in demonstration.windows
        ]
        await _everybody_is_welcomed(owner, strategist, director)
        await _the_owner_answers(demonstration, owner, pictures)
        await _the_strategist_reminds(demonstration, owner, strategist, pictures)
        await _the_round_closes(demonstration, owner, strategist, director)


async def test_an_owner_in_the_dark_reads_the_list_and_the_form(
    demonstration: Demonstration, browser: Browser, pictures: Path
) -> None:
    async with teams_window(browser, demonstration.windows[0].address, size=TALL, dark=True) as owner:
        await owner.wait_for("Hej Karin!")
        await demonstration.stage.move_to(FIRST_REMINDER)
        await owner.wait_for("0 av 5 klara")
        await owner.screenshot(pictures / "owner-dark.png")
        in_the_list = await sight.violations(owner.card())
        await owner.open_row("Skriv en vägledning")
        await owner.wait_for("Hur går det?")
        in_the_form = await sight.violations(owner.card())

    assert (in_the_list, in_the_form) == ([], [])


async def _everybody_is_welcomed(owner: TeamsWindow, strategist: TeamsWindow, director: TeamsWindow) -> None:
    await owner.wait_for("Hej Karin!")
    await strategist.wait_for("Hej Maja!")
    await director.wait_for("Hej Henrik!")

    await director.say("mina aktiviteter")
    await director.wait_for("Du ansvarar inte för någon aktivitet")


async def _the_owner_answers(demonstration: Demonstration, owner: TeamsWindow, pictures: Path) -> None:
    await demonstration.stage.move_to(FIRST_REMINDER)
    await owner.wait_for("0 av 5 klara · svara senast tisdag 12 september")
    await owner.screenshot(pictures / "owner.png")
    await owner.page.set_viewport_size(TALL_PHONE)
    await owner.screenshot(pictures / "owner-phone.png", card_only=False)
    await owner.page.set_viewport_size(TALL)

    await owner.press("Oförändrat")
    await owner.wait_for("1 av 5 klara")

    await owner.open_row("Skriv en vägledning")
    await owner.wait_for("Hur går det?")
    assert await owner.value_of("Hur går det?") == "● Enligt plan"
    await owner.choose("Hur går det?", "▲ Försenad")
    await owner.fill("Vad har hänt?", "Vi väntar på svar från <b>länsstyrelsen</b> & kollegorna.")
    await owner.press("Spara")
    await owner.wait_for("Inget är sparat än")
    assert "<b>länsstyrelsen</b>" in await owner.value_of("Vad har hänt?")
    await owner.screenshot(pictures / "form-with-faults.png")

    await owner.choose(PROMISE, "▲ Flyttat")
    await owner.choose("Vad är hindret?", "Annan aktör")
    await owner.fill("Varför, och vad görs åt det?", "Länsstyrelsens besked dröjer. Vi ringer varje vecka.")
    await owner.choose("När blir den klar, om den är försenad?", "31 december 2023")
    await owner.press("Spara")
    await owner.wait_for("2 av 5 klara")
    await owner.press("Visa de 2 besvarade")
    await owner.wait_for("▲ Försenad")


async def _the_strategist_reminds(
    demonstration: Demonstration, owner: TeamsWindow, strategist: TeamsWindow, pictures: Path
) -> None:
    await demonstration.stage.move_to("2023-09-08T10:00:00+02:00")
    await strategist.say("läge")
    await strategist.wait_for("Läget just nu")
    await strategist.wait_for("personer går inte att nå")
    await strategist.screenshot(pictures / "strategist.png")
    await strategist.page.set_viewport_size(TALL_PHONE)
    await strategist.screenshot(pictures / "strategist-phone.png", card_only=False)
    await strategist.page.set_viewport_size(TALL)

    await strategist.card().get_by_role("button", name="Samhällsbyggnadssektorn").click()
    await strategist.wait_for("Karin Ståhlberg")
    await strategist.card().get_by_role("button", name="Påminn").click()
    await strategist.wait_for("Samhällsbyggnadssektorn?")
    await strategist.press("Skicka")
    await strategist.wait_for("får en påminnelse")
    await strategist.wait_for("Skickas kl. 10.05.")

    await demonstration.stage.move_to("2023-09-08T10:05:00+02:00")
    await strategist.press("Visa hur det går")
    await strategist.wait_for("Påminnelserna är skickade")
    await owner.wait_for("Maja Lind på miljökontoret väntar på dina svar")

    await strategist.press("Till läget")
    await strategist.wait_for("Senaste påminnelsen:")
    await strategist.press("Utskick")
    await strategist.wait_for("Appen är inte installerad.")


async def _the_round_closes(
    demonstration: Demonstration,
    owner: TeamsWindow,
    strategist: TeamsWindow,
    director: TeamsWindow,
) -> None:
    await demonstration.stage.move_to("2023-09-14T09:00:00+02:00")
    await owner.wait_for("Sista svarsdagen har gått")

    await demonstration.stage.move_to("2023-09-19T16:00:00+02:00")
    await director.wait_for("Kommundirektörens sammanställning")

    await owner.say("sammanställning")
    await owner.wait_for("Det kan bara kommundirektören och miljöstrategerna se")
    await strategist.say("sammanställning")
    await strategist.wait_for("Kommundirektörens sammanställning")

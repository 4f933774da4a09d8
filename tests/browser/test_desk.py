"""The strategist at her desk, in a real browser: a round is planned, rehearsed, opened, chased and closed.

The pictures in `docs/images/` and the figures in `docs/usability.md` come from here.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from bot.demo.three_windows import Demonstration
from tests.browser.effort import PROPERTY, Effort, row
from tests.browser.teams_window import DESKTOP, TeamsWindow, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TALL = ViewportSize(width=DESKTOP["width"], height=2200)
Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def greeted() -> set[str]:
    """Whose windows have been open: the bot greets when it is installed, and not again."""
    return set()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(
    shared_demonstration: Demonstration, browser: Browser, greeted: set[str]
) -> AsyncIterator[TeamsWindow]:
    """The strategist at an empty window, the day before the round opens; what she has planned stays."""
    address = shared_demonstration.windows[1].address
    async with teams_window(browser, address, size=TALL) as strategist:
        if address not in greeted:
            await strategist.wait_for("Hej Maja!")
            greeted.add(address)
        yield strategist


def took(strategist: TeamsWindow, record: Record, job: str) -> Effort:
    """What the job took, also for the table; the next one begins."""
    effort = replace(strategist.effort, messages=0)
    record(PROPERTY, row(job, effort))
    strategist.effort = Effort()
    return effort


async def test_the_year_and_what_a_round_can_be_planned_from_are_a_tap_away(
    desk: TeamsWindow, pictures: Path, record_property: Record
) -> None:
    desk.effort = Effort()
    await desk.say("årshjul")
    await desk.wait_for("Årshjul 2023")
    await desk.screenshot(pictures / "year.png")
    await desk.press("Planera en uppföljning")
    await desk.wait_for("Vad ska datumen utgå från?")
    await desk.screenshot(pictures / "plan-a-round.png")
    opened = took(desk, record_property, "See the year")
    await desk.press("Föreslå datum")
    await desk.wait_for("Datum för uppföljningen")

    assert opened.taps == 2


async def test_a_round_is_planned_from_the_committees_day(
    desk: TeamsWindow, pictures: Path, record_property: Record
) -> None:
    desk.effort = Effort()
    await desk.say("planera nämnd 5 mars")
    await desk.wait_for("räknade bakåt från nämndens dag")
    meeting = await desk.value_of("Nämnden sammanträder")
    await desk.press("Se vad som ändras")
    await desk.wait_for("Det här ändras")
    await desk.screenshot(pictures / "planned-dates.png")
    await desk.press("Spara datumen")
    await desk.wait_for("Datumen är sparade")
    planned = took(desk, record_property, "Plan a round from the committee’s day")
    await desk.say("årshjul")
    await desk.wait_for("tisdag 5 mars: Nämnden sammanträder")

    assert "5" in meeting
    assert planned.taps == 3


async def test_what_would_stop_answers_is_seen_before_and_the_round_is_rehearsed(
    desk: TeamsWindow, pictures: Path, record_property: Record
) -> None:
    desk.effort = Effort()
    await desk.say("förkontroll")
    await desk.wait_for("Är allt klart?")
    await desk.screenshot(pictures / "preflight.png")
    looked = took(desk, record_property, "Pre-flight")
    await desk.say("torrkörning")
    await desk.wait_for("Torrkörning")
    await desk.screenshot(pictures / "rehearsal.png")

    assert looked.taps == 1
    assert took(desk, record_property, "Rehearse").taps == 1


async def test_a_round_is_opened_chased_given_longer_and_closed(
    shared_demonstration: Demonstration, desk: TeamsWindow, pictures: Path, record_property: Record
) -> None:
    desk.effort = Effort()
    await desk.say("läge")
    await desk.wait_for("Öppna uppföljningen nu")
    await desk.press("Öppna uppföljningen nu")
    await desk.press("Öppna nu")
    await desk.wait_for("Uppföljningen är öppen")
    opened = took(desk, record_property, "Open early")

    nudged, undone = await _remind_a_unit_and_undo_it(shared_demonstration, desk, pictures, record_property)
    extended, closed = await _give_longer_and_close(desk, pictures, record_property)

    assert [each.taps for each in (opened, nudged, undone, extended, closed)] == [3, 3, 1, 5, 2]


async def _remind_a_unit_and_undo_it(
    demonstration: Demonstration, desk: TeamsWindow, pictures: Path, record: Record
) -> tuple[Effort, Effort]:
    await demonstration.stage.move_to("2023-09-08T10:00:00+02:00")
    await desk.press("Till läget")
    await desk.wait_for("Läget kl.")
    await desk.screenshot(pictures / "strategist.png")
    desk.effort = Effort()
    await desk.open_row("Samhällsbyggnadssektorn")
    # The overview has a button to remind everybody, so the unit's own card is waited for.
    await desk.wait_for("Ändra en aktivitet")
    await desk.open_row("Påminn")
    await desk.wait_for("Samhällsbyggnadssektorn?")
    await desk.press("Skicka")
    await desk.wait_for("får en påminnelse")
    nudged = took(desk, record, "Remind one unit")
    await desk.press("Ångra")
    await desk.wait_for("Utskicket är ångrat")
    return nudged, took(desk, record, "Undo it")


async def _give_longer_and_close(desk: TeamsWindow, pictures: Path, record: Record) -> tuple[Effort, Effort]:
    await desk.press("Till läget")
    await desk.wait_for("Läget kl.")
    desk.effort = Effort()
    await desk.press("Hantera uppföljningen")
    await desk.press("Ge alla längre tid")
    await desk.press("Visa vad det innebär")
    await desk.wait_for("De som inte har svarat påminns")
    await desk.screenshot(pictures / "longer.png")
    await desk.press("Ge alla längre tid")
    await desk.wait_for("Alla har nu tid till")
    extended = took(desk, record, "Give everybody longer")

    await desk.press("Tillbaka")
    await desk.wait_for("Stäng nu")
    desk.effort = Effort()
    await desk.press("Stäng nu")
    await desk.wait_for("Stänga uppföljningen nu?")
    await desk.screenshot(pictures / "close.png")
    await desk.press("Stäng nu")
    await desk.wait_for("Uppföljningen är stängd")
    return extended, took(desk, record, "Close early")

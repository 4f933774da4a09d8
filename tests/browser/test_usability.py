"""How much an owner has to do for five everyday jobs, counted in the demonstration (docs/usability.md).

A tap is a press on a button, a row or a choice, or putting the cursor in a field; characters written are
counted by themselves. `make test ARGS="tests/browser/test_usability.py"` prints the table at the end.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from bot.demo.three_windows import Demonstration
from tests.browser.effort import PROPERTY, Effort, row
from tests.browser.teams_window import DESKTOP, TeamsWindow, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TALL = ViewportSize(width=DESKTOP["width"], height=1800)
FIRST_REMINDER = "2023-08-22T09:00:00+02:00"
FOREST = "Ta fram skötselplaner"
PROMISE = "Förra gången tänkte ni: ”Håll samråd med de boende i april”. Hur gick det?"
OBSTACLE_TEXT = "Länsstyrelsens besked dröjer. Vi ringer varje vecka."


@dataclass(slots=True, kw_only=True)
class Job:
    """A job in the owner's window, from the reminder on."""

    owner: TeamsWindow
    pictures: Path
    record: Callable[[str, object], None]
    cards_before: int

    def begin(self) -> None:
        """The job begins here: what was done up to now does not count."""
        self.owner.effort = Effort()

    async def picture(self, name: str) -> None:
        """Keep a picture of the newest card."""
        await self.owner.screenshot(self.pictures / f"{name}.png")

    async def took(self, name: str) -> Effort:
        """What it took, also for the table; of the messages, the one that the job began in is the first."""
        effort = replace(self.owner.effort, messages=len(await self.owner.cards()) - self.cards_before)
        self.record(PROPERTY, row(name, effort))
        return effort


@pytest_asyncio.fixture(loop_scope="session")
async def job(
    demonstration: Demonstration,
    browser: Browser,
    pictures: Path,
    record_property: Callable[[str, object], None],
) -> AsyncIterator[Job]:
    """An owner who has just had the first reminder of the round."""
    async with teams_window(browser, demonstration.windows[0].address, size=TALL) as owner:
        await owner.wait_for("Hej Karin!")
        cards_before = len(await owner.cards())
        await demonstration.stage.move_to(FIRST_REMINDER)
        await owner.wait_for("0 av 5 klara")
        started = Job(owner=owner, pictures=pictures, record=record_property, cards_before=cards_before)
        started.begin()
        yield started


async def test_five_unchanged_activities_take_two_taps_and_a_correction_afterwards_three(job: Job) -> None:
    owner = job.owner
    await _leave_all_unchanged(job)

    assert await job.took("Five unchanged") == Effort(taps=2, messages=1)

    await job.picture("all-answered")
    job.begin()
    await owner.open_row(FOREST)
    await owner.wait_for("Hur går det?")
    await owner.choose("Hur går det?", "✔ Klar")
    await owner.press("Spara")
    await owner.wait_for("✔ Klar")

    assert await job.took("Correct an answer") == Effort(taps=3, messages=1)


async def test_a_delayed_activity_takes_seven_taps(job: Job) -> None:
    owner = job.owner
    await owner.open_row(FOREST)
    await owner.wait_for("Hur går det?")
    await owner.choose(PROMISE, "▲ Flyttat")
    await owner.choose("Hur går det?", "▲ Försenad")
    await owner.choose("Vad är hindret?", "Annan aktör")
    await owner.fill("Varför, och vad görs åt det?", OBSTACLE_TEXT)
    await owner.choose("När blir den klar, om den är försenad?", "31 december 2023")
    await job.picture("form")
    await owner.press("Spara")
    await owner.wait_for("1 av 5 klara")

    assert await job.took("One delayed") == Effort(taps=7, written=len(OBSTACLE_TEXT), messages=1)


async def test_handing_over_takes_four_taps(job: Job) -> None:
    owner = job.owner
    await owner.open_row(FOREST)
    await owner.wait_for("Hur går det?")
    await owner.press("Inte mitt längre")
    await owner.wait_for("Vem ska ta över?")
    await job.picture("handover")
    await owner.choose("Ny ansvarig", "Hanna Rautio")
    await owner.press("Skicka frågan")
    await owner.wait_for("Frågan har gått till Hanna Rautio.")

    assert await job.took("Hand over") == Effort(taps=4, messages=1)


async def test_asking_for_more_time_takes_four_taps(job: Job) -> None:
    owner = job.owner
    reason = "Semester till den 10."
    await owner.press("Jag behöver mer tid")
    await owner.wait_for("Hur mycket mer tid behöver du?")
    await job.picture("more-time")
    await owner.fill("Varför?", reason)
    await owner.press("Be om mer tid")
    await owner.wait_for("Du har bett om tid till")

    assert await job.took("Ask for more time") == Effort(taps=4, written=len(reason), messages=1)


async def _leave_all_unchanged(job: Job) -> None:
    await job.owner.press("Oförändrat för resten (5)")
    await job.owner.wait_for("Spara 5 aktiviteter som oförändrade?")
    await job.picture("unchanged-for-the-rest")
    await job.owner.press("Spara 5 som oförändrade")
    await job.owner.wait_for("Alla 5 aktiviteter är besvarade")

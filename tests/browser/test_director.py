"""The director's two minutes, lived through in a real browser: from the summary to a second approved version.

The pictures `docs/images/director*.png` and the figures in `docs/usability.md` come from here:
`LAGESKOLL_PICTURES=1 make test ARGS=tests/browser/test_director.py`.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from bot.demo.three_windows import Demonstration
from tests.browser.effort import PROPERTY, Effort, row
from tests.browser.teams_window import DESKTOP, PHONE, TeamsWindow, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TALL = ViewportSize(width=DESKTOP["width"], height=2200)
TALL_PHONE = ViewportSize(width=PHONE["width"], height=2200)
CLOSED = "2023-09-19T16:00:00+02:00"
AFTER_THE_WEEKEND = "2023-09-25T09:00:00+02:00"
CLOSED_AGAIN = "2023-10-20T17:00:00+02:00"
SUMMARY = "Kommundirektörens sammanställning"
# In milliseconds.
PATIENCE = 60_000
REASON = "Karin Ståhlberg hade svarat fel."
QUESTION = "Vad krävs för att komma i fas igen?"
REPLY = "En konsult i två månader. Offerten kommer på fredag."


@dataclass(slots=True, kw_only=True)
class Reader:
    """The director at a window, with what each thing has taken so far."""

    window: TeamsWindow
    pictures: Path
    record: Callable[[str, object], None]

    async def picture(self, name: str, *, phone: bool = False) -> None:
        """Keep a picture of the newest card."""
        if phone:
            await self.window.page.set_viewport_size(TALL_PHONE)
        await self.window.screenshot(self.pictures / f"director{name}.png")
        await self.window.page.set_viewport_size(TALL)

    def took(self, job: str) -> int:
        """How many taps the job took; the next one begins."""
        effort = replace(self.window.effort, messages=0)
        self.record(PROPERTY, row(job, effort))
        self.window.effort = Effort()
        return effort.taps

    async def back_to_the_summary(self) -> None:
        """By the button that every page further in has; not counted."""
        await self.window.press("Till sammanställningen")
        await self.window.wait_for(SUMMARY)
        self.window.effort = Effort()


async def test_from_the_summary_to_a_second_version(
    demonstration: Demonstration,
    browser: Browser,
    pictures: Path,
    record_property: Callable[[str, object], None],
) -> None:
    async with AsyncExitStack() as stack:
        owner, strategist, director = [
            await stack.enter_async_context(teams_window(browser, window.address, size=TALL))
            for window in demonstration.windows
        ]
        await director.wait_for("Hej Henrik!")
        await demonstration.stage.move_to(CLOSED)
        reader = Reader(window=director, pictures=pictures, record=record_property)
        await _the_state_is_read(reader)
        await _a_place_on_the_map_is_read(reader)
        await _the_rest_is_looked_at(reader)
        await _the_report_is_approved_and_fetched(reader)
        await _a_late_correction_comes(demonstration, owner, strategist)
        await _the_owner_is_asked_and_replies(reader, owner)
        await demonstration.stage.move_to(CLOSED_AGAIN)
        await _a_second_version_is_approved(reader)


async def _the_state_is_read(reader: Reader) -> None:
    director = reader.window
    await director.wait_for("Slutlig: uppföljningen stängde 19 september 2023.")
    await director.wait_for("Rapporten är inte godkänd än.")
    director.effort = Effort()
    await reader.picture("")
    await reader.picture("-phone", phone=True)
    said = await director.last_card()
    state = reader.took("Read the state")
    await director.open_row("Visa alla")
    await director.wait_for("Hinder:")
    assert state == 0
    assert "aktiviteter besvarade" in said
    assert "behöver beslut" in said.partition("Till rapporten")[0].replace("\u00a0", " ")
    assert reader.took("Read every deviation") == 1
    await director.press("Tillbaka")
    await director.wait_for(SUMMARY)
    director.effort = Effort()


async def _a_place_on_the_map_is_read(reader: Reader) -> None:
    """On a computer the table, on a telephone one measure at a time."""
    director = reader.window
    await director.press("Kartan")
    await director.wait_for("Åtgärd 1–6 av")
    await reader.picture("-map")
    await director.open_row("Borlänge Energi: Avbruten")
    await director.wait_for("Elektrifiera servicebilarna")
    assert reader.took("Read a place on the map") == 2
    await director.page.set_viewport_size(TALL_PHONE)
    await reader.back_to_the_summary()
    await director.page.set_viewport_size(TALL_PHONE)
    await director.press("Kartan")
    await director.wait_for("Sida 1 av")
    await director.screenshot(reader.pictures / "director-map-phone.png")
    await director.open_row("Ställa om Borlänges fordonsflotta")
    await director.wait_for("Tunabyggen: Enligt plan")
    await director.open_row("Borlänge Energi: Avbruten")
    await director.wait_for("Elektrifiera servicebilarna")
    assert reader.took("The same on a phone") == 3
    await director.page.set_viewport_size(TALL)
    await reader.back_to_the_summary()


async def _the_rest_is_looked_at(reader: Reader) -> None:
    director = reader.window
    await director.press("Per enhet")
    await director.wait_for("Per enhet")
    await director.open_row("Tunabyggen")
    await director.wait_for("Avgränsa")
    assert reader.took("Read a unit’s answers") == 2
    await reader.back_to_the_summary()
    for title, sign in (
        ("Hinder", "Det här står i vägen"),
        ("Över tid", "Årsbokslut 2022"),
        ("Nyckeltal", "Mål:"),
    ):
        await director.press("Mer")
        await director.open_row(title)
        await director.wait_for(sign)
        assert reader.took(f"See {title}") == 2
        await reader.back_to_the_summary()
    await director.say("hur går det för återvinningen?")
    await director.wait_for("Återvinningslyft Borlänge")
    await reader.picture("-question")
    assert reader.took("Ask in one’s own words") == 1
    await director.press("Tillbaka")
    await director.wait_for(SUMMARY)
    director.effort = Effort()


async def _the_report_is_approved_and_fetched(reader: Reader) -> None:
    director = reader.window
    await director.press("Till rapporten")
    await director.wait_for("Inte godkänd än.")
    await director.fill("Diarienummer, till exempel MN 2023/117", "MN 2023/117")
    await reader.picture("-report")
    await director.press("Godkänn version 1")
    await director.wait_for("Du har godkänt version 1.")
    assert reader.took("Approve, with a diary number") == 3
    await reader.picture("-approved")
    await director.press("Word")
    # Making a document takes longer than a card.
    await expect(director.page.get_by_text("version-1.docx").first).to_be_visible(timeout=PATIENCE)
    assert reader.took("Fetch the Word file") == 1


async def _a_late_correction_comes(
    demonstration: Demonstration, owner: TeamsWindow, strategist: TeamsWindow
) -> None:
    """The strategist opens the round again, and an owner says that what was delayed still is."""
    await demonstration.stage.move_to(AFTER_THE_WEEKEND)
    await strategist.say("läge")
    await strategist.wait_for("Läget kl.")
    await strategist.press("Hantera uppföljningen")
    await strategist.press("Öppna igen")
    await strategist.wait_for("Öppna uppföljningen igen?")
    await strategist.fill("Varför? Det läser kommundirektören", REASON)
    await strategist.press("Öppna igen")
    await strategist.wait_for("Uppföljningen är öppen igen")
    await owner.say("mina aktiviteter")
    await owner.wait_for("Oförändrat")
    await owner.card().get_by_role("button", name="Oförändrat", exact=True).last.click()
    await owner.wait_for("1 av 5 klara")


async def _the_owner_is_asked_and_replies(reader: Reader, owner: TeamsWindow) -> None:
    """About the deviation, from where it is read; the reply comes to the director's chat."""
    director = reader.window
    await director.say("hur går det för dagvattenplanen?")
    await director.wait_for("Försenad")
    director.effort = Effort()
    await director.open_row("Fråga Karin Ståhlberg om 15.4")
    await director.choose("Välj en fråga", QUESTION)
    await reader.picture("-asks")
    await director.press("Skicka frågan")
    await director.wait_for("Frågan går till Karin Ståhlberg direkt.")
    assert reader.took("Ask whoever is responsible") == 3
    await owner.wait_for("Henrik Dahlgren har en fråga till dig")
    owner.effort = Effort()
    assert QUESTION in await owner.last_card()
    await owner.fill("Ditt svar", REPLY)
    await owner.press("Svara")
    await owner.wait_for("Du har svarat Henrik Dahlgren")
    replied = Reader(window=owner, pictures=reader.pictures, record=reader.record)
    assert replied.took("Reply to the question") == 2
    await director.wait_for("Karin Ståhlberg har svarat på din fråga")
    assert REPLY in await director.last_card()
    await reader.picture("-reply")


async def _a_second_version_is_approved(reader: Reader) -> None:
    director = reader.window
    await director.wait_for("Version 1 av rapporten är godkänd.")
    await reader.picture("-again")
    director.effort = Effort()
    await director.press("Till rapporten")
    await director.wait_for("Uppgifterna har ändrats sedan version 1 godkändes.")
    assert REASON in await director.value_of("Varför görs version 2? Det står i rapporten")
    await reader.picture("-second")
    await director.press("Godkänn version 2")
    await director.wait_for("Du har godkänt version 2.")
    assert reader.took("Approve version 2") == 2

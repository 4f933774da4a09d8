"""The page object does what a person would do, and the Playground behaves as the browser tests rely on."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.demo.playground.install import Installation
from bot.demo.playground.window import DemoBot, DemoPerson, Window, open_windows
from tests.browser.echo_bot import EchoBot, echo_bot
from tests.browser.teams_window import DESKTOP, PHONE, TeamsWindow, teams_window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ANNA = DemoPerson(
    name="Anna Lind",
    email="anna.lind@borlange.example",
    entra_object_id="aaaaaaaa-0000-4000-8000-000000000001",
    teams_user_id="29:anna",
)


def _card(*body: dict[str, Any], actions: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions)}


def _text(text: str) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True}


def _button(title: str, verb: str, **more: str) -> dict[str, Any]:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": {}, **more}


def _choices(field_id: str, label: str, style: str) -> dict[str, Any]:
    choices = [{"title": title, "value": title.lower()} for title in ("Enligt plan", "Försenad")]
    field = {"type": "Input.ChoiceSet", "id": field_id, "label": label, "style": style, "choices": choices}
    return {**field, "isRequired": True, "errorMessage": "Välj ett läge"}


FORM = _card(
    _text("Uppdatera läget"),
    _choices("progress", "Läge", "expanded"),
    _choices("obstacle", "Hinder", "compact"),
    {"type": "Input.Number", "id": "percent", "label": "Procent", "min": 0, "max": 100},
    {
        "type": "Input.Text",
        "id": "comment",
        "label": "Kommentar",
        "isMultiline": True,
        "value": "Förra svaret",
    },
    {"type": "Input.Toggle", "id": "decision", "title": "Behöver beslut", "valueOn": "ja", "valueOff": "nej"},
    actions=(
        _button("Spara", "tack"),
        _button("Fråga", "Ett ögonblick"),
        _button("Mer", "tack", mode="secondary"),
    ),
)
BY_WIDTH = _card(
    {**_text("Det finns plats"), "targetWidth": "Wide"},
    {**_text("Det är trångt"), "targetWidth": "AtMost:Standard"},
)
TALL = _card(_text("Överst"), *(_text(f"Rad {number}") for number in range(60)))
CARDS = {
    "högt": TALL,
    "brett": {**BY_WIDTH, "msteams": {"width": "Full"}},
    "smalt": BY_WIDTH,
    "formulär": FORM,
    "tack": _card(_text("Tack för svaret")),
    "ändrat": _card(_text("Ändrat i efterhand")),
}


HAS_INK = """async ([picture, firstRow, rows]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, rows);
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, image.width, rows);
  context.drawImage(image, 0, -(firstRow < 0 ? image.height + firstRow : firstRow));
  return context.getImageData(0, 0, image.width, rows).data.some(value => value < 128);
}"""


async def _has_ink(teams: TeamsWindow, picture: bytes, *, first_row: int, rows: int) -> bool:
    """Whether some rows of a picture, counted from the end if negative, have anything dark on them."""
    return bool(await teams.page.evaluate(HAS_INK, [b64encode(picture).decode(), first_row, rows]))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared_bot() -> AsyncIterator[EchoBot]:
    async with echo_bot(CARDS) as started:
        yield started


@pytest.fixture
def bot(shared_bot: EchoBot) -> EchoBot:
    """A bot that has heard nothing."""
    shared_bot.received.clear()
    return shared_bot


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def window(
    shared_bot: EchoBot, playground: Installation, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Window]:
    demo_bot = DemoBot(
        endpoint=shared_bot.endpoint, bot_id="28:bot", tenant_id="11111111-2222-4333-8444-555555555555"
    )
    folder = tmp_path_factory.mktemp("window")
    async with open_windows([ANNA], bot=demo_bot, installation=playground, folder=folder) as windows:
        yield windows[0]


@pytest_asyncio.fixture(loop_scope="session")
async def teams(
    browser: Browser,
    window: Window,
    bot: EchoBot,  # noqa: ARG001 - what was said in the window before is forgotten first
) -> AsyncIterator[TeamsWindow]:
    async with teams_window(browser, window.address) as opened:
        yield opened


async def test_opening_the_window_installs_the_bot_in_swedish(bot: EchoBot, teams: TeamsWindow) -> None:
    await teams.say("tack")
    await teams.wait_for("Tack för svaret")

    installed = bot.received[0]
    assert (installed["type"], installed["action"]) == ("installationUpdate", "add")
    assert {activity["locale"] for activity in bot.received if "locale" in activity} == {"sv-SE"}
    assert bot.received[-1]["localTimezone"] == "Europe/Stockholm"


async def test_a_form_is_filled_in_and_replaced_by_the_answer(bot: EchoBot, teams: TeamsWindow) -> None:
    await teams.say("formulär")
    await teams.choose("Läge", "Försenad")
    await teams.choose("Hinder", "Enligt plan")
    await teams.fill("Procent", "40")
    await teams.fill("Kommentar", "Två\nrader")
    await teams.tick("Behöver beslut")
    await teams.press("Spara")
    await teams.wait_for("Tack för svaret")
    await teams.gone("Uppdatera läget")

    assert await teams.cards() == ["Tack för svaret"]
    assert bot.pressed() == {
        "progress": "försenad",
        "obstacle": "enligt plan",
        "percent": "40",
        "comment": "Två\nrader",
        "decision": "ja",
    }


async def test_a_field_tells_what_it_holds(teams: TeamsWindow) -> None:
    await teams.say("formulär")
    await teams.choose("Läge", "Försenad")
    await teams.choose("Hinder", "Enligt plan")

    assert await teams.value_of("Läge") == "Försenad"
    assert await teams.value_of("Hinder") == "Enligt plan"
    assert await teams.value_of("Kommentar") == "Förra svaret"


async def test_what_is_missing_is_said_at_the_field_and_nothing_is_sent(
    bot: EchoBot, teams: TeamsWindow
) -> None:
    await teams.say("formulär")
    await teams.press("Spara")
    await teams.wait_for("Välj ett läge")

    assert "invoke" not in [activity["type"] for activity in bot.received]


async def test_a_button_behind_the_dots_can_be_pressed(teams: TeamsWindow) -> None:
    await teams.say("formulär")
    await teams.choose("Läge", "Försenad")
    await teams.choose("Hinder", "Försenad")
    await teams.press("Mer")
    await teams.wait_for("Tack för svaret")

    assert await teams.last_card() == "Tack för svaret"


async def test_an_answer_in_words_stands_below_the_card(teams: TeamsWindow) -> None:
    await teams.say("formulär")
    await teams.choose("Läge", "Försenad")
    await teams.choose("Hinder", "Försenad")
    await teams.press("Fråga")
    await teams.wait_for("Ett ögonblick")

    assert await teams.receipt() == "Ett ögonblick"
    assert "Ett ögonblick" not in await teams.last_card()


async def test_an_updated_message_changes_before_ones_eyes(bot: EchoBot, teams: TeamsWindow) -> None:
    await teams.say("tack")
    await teams.wait_for("Tack för svaret")
    await bot.update_last(CARDS["ändrat"])
    await teams.wait_for("Ändrat i efterhand")

    assert await teams.cards() == ["Ändrat i efterhand"]


async def test_a_card_fits_a_phone_and_its_picture_shows_nothing_else(
    browser: Browser, window: Window, tmp_path: Path
) -> None:
    picture = tmp_path / "card.png"
    async with teams_window(browser, window.address, size=PHONE) as teams:
        await teams.say("formulär")
        await teams.wait_for("Uppdatera läget")
        box = await teams.card().bounding_box()
        await teams.screenshot(picture)
        panels = await teams.page.get_by_text("Log Panel").filter(visible=True).count()

    assert box is not None
    assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE["width"]
    assert picture.stat().st_size > 0
    assert panels == 0


async def test_all_of_a_card_that_is_higher_than_the_window_is_in_its_picture(
    teams: TeamsWindow, tmp_path: Path
) -> None:
    await teams.say("högt")
    await teams.wait_for("Rad 59")
    await teams.screenshot(tmp_path / "card.png")
    picture = await asyncio.to_thread((tmp_path / "card.png").read_bytes)

    assert await _has_ink(teams, picture, first_row=0, rows=50)
    assert await _has_ink(teams, picture, first_row=-50, rows=50)
    assert teams.page.viewport_size == DESKTOP


async def test_a_card_that_asks_for_all_the_width_has_it_and_one_that_does_not_is_drawn_for_less(
    teams: TeamsWindow,
) -> None:
    await teams.say("brett")
    await teams.wait_for("Det finns plats")
    box = await teams.card().bounding_box()
    await teams.say("smalt")
    await teams.wait_for("Det är trångt")
    less = await teams.card().bounding_box()

    assert await teams.cards() == ["Det finns plats", "Det är trångt"]
    assert box is not None
    assert less is not None
    assert box["width"] > 2 * less["width"]


async def test_on_a_phone_a_card_is_drawn_for_its_width_whatever_it_asks_for(
    browser: Browser, window: Window
) -> None:
    async with teams_window(browser, window.address, size=PHONE) as teams:
        await teams.say("brett")
        await teams.wait_for("Det är trångt")
        box = await teams.card().bounding_box()

    assert box is not None
    assert box["width"] <= PHONE["width"]

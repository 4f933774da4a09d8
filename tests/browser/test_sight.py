"""The eye sees what is wrong: each kind of fault is found in a card that is made to have it."""

from typing import Any

import orjson
import pytest

from cards.card import Card
from tests.browser import sight
from tests.browser.gallery_page import GalleryPage
from tests.browser.teams_window import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG = "Byt ut alla armaturer i trapphusen " * 4


def _card(*body: dict[str, Any]) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body)}


def _text(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def _drawn(content: dict[str, Any]) -> Card:
    return Card(json=orjson.dumps(content), summary="")


async def test_a_field_without_a_label_is_seen(light: GalleryPage) -> None:
    shown = await light.show(_card({"type": "Input.Text", "id": "comment"}))

    assert [each.partition(":")[0] for each in await sight.violations(shown)] == ["label"]


async def test_a_label_that_is_not_the_fields_own_is_seen(light: GalleryPage) -> None:
    drawn = _drawn(_card({"type": "Input.Text", "id": "comment", "label": "Vad har hänt?"}))
    shown = await light.show(_card(_text("Vad har hänt?"), {"type": "Input.Text", "id": "comment"}))

    assert await sight.without_name(shown, drawn) == ["Vad har hänt?"]


async def test_a_pale_text_is_seen_in_the_light(light: GalleryPage) -> None:
    shown = await light.show(_card(_text("Enligt plan", color="good")))

    assert "color-contrast" in str(await sight.violations(shown))


async def test_a_pale_text_is_seen_in_the_dark_and_the_same_in_white_is_not(dark: GalleryPage) -> None:
    pale = await sight.violations(await dark.show(_card(_text("Enligt plan", color="dark"))))
    white = await sight.violations(await dark.show(_card(_text("Enligt plan"))))

    assert ("color-contrast" in str(pale), white) == (True, [])


async def test_a_text_that_does_not_wrap_is_seen(light: GalleryPage) -> None:
    shown = await light.show(_card({"type": "TextBlock", "text": LONG}), size=PHONE)

    assert any("cut to the right" in each for each in await sight.cut(shown))


async def test_a_row_that_is_wider_than_a_phone_is_seen(light: GalleryPage) -> None:
    columns = [{"type": "Column", "width": "250px", "items": [_text("Byt lampor")]} for _ in range(2)]
    shown = await light.show(_card({"type": "ColumnSet", "columns": columns}), size=PHONE)

    assert await sight.cut(shown)


async def test_a_card_that_is_right_is_let_through(light: GalleryPage) -> None:
    field = {"type": "Input.Text", "id": "comment", "label": "Vad har hänt?", "value": LONG}
    choices = [{"title": title, "value": title} for title in ("Enligt plan", "Försenad", "Klar")]
    choice_set = {"type": "Input.ChoiceSet", "id": "progress", "label": "Läge", "style": "expanded"}
    drawn = _drawn(_card(_text(LONG), field, choice_set | {"choices": choices}))
    shown = await light.show(dict(drawn.content), size=PHONE)

    assert await sight.violations(shown) == []
    assert await sight.without_name(shown, drawn) == []
    assert await sight.cut(shown) == []
    assert await sight.out_of_order(shown) == []


async def test_what_stands_above_what_is_read_before_it_is_seen(light: GalleryPage) -> None:
    shown = await light.show(_card(_text("Först"), _text("Sedan")))
    await shown.evaluate("""card => { card.querySelectorAll("p")[1].style.cssText =
      "position: relative; top: -80px"; }""")

    assert await sight.out_of_order(shown) != []

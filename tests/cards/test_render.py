"""The engine under the cards."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.message import message
from cards.paging import Page, page_of
from cards.plain_text import encoded, size
from cards.render import MOST_CHARACTERS, TEXT, CardTooLargeError
from cards.words import Words


def test_a_card_that_teams_would_refuse_is_an_error_here_already() -> None:
    with pytest.raises(CardTooLargeError):
        message(Words(), "Rubrik", ["En mening som är lång nog."] * 2_000)


def test_the_limit_is_counted_in_what_teams_counts() -> None:
    emoji = ["😀" * 900] * 30

    with pytest.raises(CardTooLargeError):
        message(Words(), "Rubrik", emoji)

    assert size(encoded("".join(emoji))) > MOST_CHARACTERS > len("".join(emoji))


TEXTS = st.text(st.sampled_from('n ul,]["\\\n}{:åé😀*'), min_size=1, max_size=30).filter(str.strip)


@given(text=TEXTS)
def test_a_text_is_shown_as_it_stands_whatever_it_looks_like(text: str) -> None:
    [_, sentence] = json.loads(message(Words(), "Rubrik", [text]).json)["body"]

    shown = sentence["text"] if "text" in sentence else sentence["inlines"][0]["text"]
    assert shown == text


@pytest.mark.parametrize("text", [", null ]", ",null]", "[ null ]", "a, null ], b", "null"])
def test_what_ends_a_list_in_a_template_is_only_words_in_a_text(text: str) -> None:
    assert json.dumps(text)[1:-1] in message(Words(), text, [text]).json.decode()


def test_nothing_of_a_template_s_layout_is_sent() -> None:
    card = message(Words(), "Rubrik", ["En mening."], facts=[("Stängs", "i dag")])

    assert card.json.startswith(b'{"type":"AdaptiveCard","$schema":"http://adaptivecards.io/')
    assert b"\n" not in card.json
    assert b", " not in card.json


def test_every_text_in_a_template_is_written_so_that_the_engine_sees_what_comes_after_it() -> None:
    templates = Path(__file__).parents[2].joinpath("cards", "templates").glob("*.j2")

    written = {found for each in templates for found in re.findall(r'"text"\s*:\s*', each.read_text("utf-8"))}

    assert written == {TEXT}


def test_a_page_beyond_the_last_is_the_last() -> None:
    page = page_of(range(7), 99, 3)

    assert (page.items, page.number, page.has_next, page.has_previous) == ((6,), 2, False, True)


def test_an_empty_list_has_one_empty_page() -> None:
    page: Page[int] = page_of([], 0, 3)

    assert (page.items, page.pages) == ((), 1)

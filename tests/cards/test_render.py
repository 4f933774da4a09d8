"""The engine under the cards."""

import pytest

from cards.message import message
from cards.paging import Page, page_of
from cards.plain_text import size
from cards.render import MOST_CHARACTERS, CardTooLargeError
from cards.words import Words


def test_a_card_that_teams_would_refuse_is_an_error_here_already() -> None:
    with pytest.raises(CardTooLargeError):
        message(Words(), "Rubrik", ["En mening som är lång nog."] * 2_000)


def test_the_limit_is_counted_in_what_teams_counts() -> None:
    emoji = ["😀" * 900] * 30

    with pytest.raises(CardTooLargeError):
        message(Words(), "Rubrik", emoji)

    assert size({"text": "".join(emoji)}) > MOST_CHARACTERS > len("".join(emoji))


def test_a_page_beyond_the_last_is_the_last() -> None:
    page = page_of(range(7), 99, 3)

    assert (page.items, page.number, page.has_next, page.has_previous) == ((6,), 2, False, True)


def test_an_empty_list_has_one_empty_page() -> None:
    page: Page[int] = page_of([], 0, 3)

    assert (page.items, page.pages) == ((), 1)

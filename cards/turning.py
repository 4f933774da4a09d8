"""Turning pages: the words about which page it is, and the buttons to the one before and the one after."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from cards.card import JsonValue
from cards.message import Button
from cards.paging import Page
from cards.payloads import AboutItem, AboutUnit, data_of
from cards.verbs import Verb
from cards.words import Words

Item = TypeVar("Item")


def page_words(page: Page[Item], words: Words) -> str:
    """Which page it is; empty when there is only one."""
    if page.pages == 1:
        return ""
    return words.say(
        "Page {page} of {pages}", page=words.number(page.number + 1), pages=words.number(page.pages)
    )


def page_buttons(
    about: AboutUnit, verb: Verb, page: Page[Item], words: Words, first_page: int = 0
) -> list[Button]:
    """The buttons that exist on this page. `first_page` is the payload's number of the list's first page."""
    return turn_buttons(page, verb, words, lambda number: data_of(replace(about, page=first_page + number)))


def turn_buttons(
    page: Page[Item], verb: Verb, words: Words, data_at: Callable[[int], dict[str, JsonValue]]
) -> list[Button]:
    """The same for a list with a payload of its own: `data_at` is what the button to a page carries."""
    return turned(page, words.say("Previous"), words.say("Next"), verb, data_at)


def leaf_buttons(about: AboutItem, verb: Verb, page: Page[Item], before: str, after: str) -> list[Button]:
    """The same for what is told at length about one plan activity, in the words that its order asks for."""
    return turned(page, before, after, verb, lambda leaf: data_of(replace(about, leaf=leaf)))


def turned(
    page: Page[Item], before: str, after: str, verb: Verb, data_at: Callable[[int], dict[str, JsonValue]]
) -> list[Button]:
    """The buttons to the page before and the one after, by those titles, as far as there are such pages."""
    ways = [(before, page.number - 1, page.has_previous), (after, page.number + 1, page.has_next)]
    return [
        Button(title=title, verb=verb, data=data_at(number)) for title, number, is_there in ways if is_there
    ]

"""Turning pages: the words about which page it is, and the buttons to the one before and the one after."""

from dataclasses import replace
from typing import TypeVar

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
    buttons = []
    if page.has_previous:
        buttons.append(_to(about, verb, first_page + page.number - 1, words.say("Previous")))
    if page.has_next:
        buttons.append(_to(about, verb, first_page + page.number + 1, words.say("Next")))
    return buttons


def leaf_buttons(about: AboutItem, verb: Verb, page: Page[Item], before: str, after: str) -> list[Button]:
    """The same for what is told at length about one plan activity, in the words that its order asks for."""
    turned = [(before, page.number - 1, page.has_previous), (after, page.number + 1, page.has_next)]
    return [
        Button(title=title, verb=verb, data=data_of(replace(about, leaf=leaf)))
        for title, leaf, is_there in turned
        if is_there
    ]


def _to(about: AboutUnit, verb: Verb, number: int, title: str) -> Button:
    return Button(title=title, verb=verb, data=data_of(replace(about, page=number)))

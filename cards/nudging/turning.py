"""Turning pages in a form about a nudge: what has been chosen and written goes along."""

from dataclasses import replace
from typing import TypeVar

from cards.asking import Press
from cards.nudging.payloads import AboutNudge
from cards.paging import Page
from cards.verbs import Verb
from cards.words import Words

Item = TypeVar("Item")


def page_presses(about: AboutNudge, verb: Verb, page: Page[Item], words: Words) -> list[Press]:
    """The presses that exist on this page, each sending the form's fields with it."""
    turned = [
        (words.say("Previous"), page.number - 1, page.has_previous),
        (words.say("Next"), page.number + 1, page.has_next),
    ]
    return [
        Press(
            title=title,
            verb=verb,
            data=replace(about, about=replace(about.about, page=number)).data,
            sends=True,
        )
        for title, number, is_there in turned
        if is_there
    ]

"""The answers behind a figure: what has been selected, how it stands, and each plan activity in it."""

from collections.abc import Sequence
from dataclasses import replace

from cards import authorship, charts
from cards.card import Card
from cards.message import Button
from cards.paging import Page
from cards.render import render
from cards.summary import naming, standing
from cards.summary.deviation import ButtonsOf, Deviation, deviation, no_buttons
from cards.summary.payloads import Screen
from cards.summary.view import View, back, occasion, to, turning
from cards.turning import page_words
from cards.words import Words
from domain.worklist import WorkItem

ITEMS_ON_A_PAGE = 8


def answers(view: View, shown: Page[WorkItem], words: Words, *, buttons_of: ButtonsOf = no_buttons) -> Card:
    """One page of them; what can be done about each comes from `buttons_of`."""
    called = naming.called(view.about.stop.selection, view.names, words)
    whole = view.counted.whole
    answered = standing.answered(whole, words)
    return render(
        "answers",
        words,
        summary=f"{' · '.join(called)}: {answered}",
        occasion=occasion(view.follow_up_round, words),
        heading=called[0],
        narrowed=called[1:],
        answered=answered,
        figures=charts.in_words(whole, words) if whole.total else "",
        deviations=[_listed(item, words, buttons_of) for item in shown.items],
        page_of=page_words(shown, words),
        buttons=[*turning(view.about, shown, words), *_further(view, words), back(view.about, words)],
    )


def _listed(item: WorkItem, words: Words, buttons_of: ButtonsOf) -> Deviation:
    given = authorship.saved(item, replace(item.answer, reason=""), words) if item.answer else ""
    return replace(deviation(item, words), given=given, buttons=buttons_of(item))


def _further(view: View, words: Words) -> Sequence[Button]:
    """To narrow it down by one thing more, where there is more than a handful."""
    if view.counted.whole.total <= 1:
        return []
    return [to(view.about.to(Screen.MORE, view.about.stop.selection), words.say("Narrow down"))]

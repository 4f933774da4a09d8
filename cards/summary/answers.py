"""The answers behind a figure: what has been selected, how it stands, and each plan activity in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from cards import authorship, charts
from cards.asking import LONGEST_SENTENCE
from cards.card import Card
from cards.message import Button
from cards.paging import Page
from cards.plain_text import cut_to_fit
from cards.question.exchange import under_the_activity
from cards.render import render
from cards.summary import naming, standing
from cards.summary.deviation import ButtonsOf, Deviation, deviation, no_buttons
from cards.summary.payloads import Screen
from cards.summary.view import View, occasion, to, turning, ways_out
from cards.turning import page_words
from cards.words import Words
from domain.plan import PlanActivityId
from domain.questions import Exchange
from domain.worklist import WorkItem

ITEMS_ON_A_PAGE = 8
NOTHING_ASKED: Mapping[PlanActivityId, Sequence[Exchange]] = MappingProxyType({})


def answers(
    view: View,
    shown: Page[WorkItem],
    words: Words,
    *,
    buttons_of: ButtonsOf = no_buttons,
    asked: Mapping[PlanActivityId, Sequence[Exchange]] = NOTHING_ASKED,
    notice: str = "",
) -> Card:
    """One page of them; what can be done about each comes from `buttons_of`.

    `asked` are the questions about each, and `notice` is what has just been done.
    """
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
        notice=cut_to_fit(notice, LONGEST_SENTENCE),
        answered=answered,
        figures=charts.in_words(whole, words) if whole.total else "",
        deviations=[
            replace(_listed(item, words, _asked(item, asked, shown, words)), buttons=buttons_of(item))
            for item in shown.items
        ],
        page_of=page_words(shown, words),
        buttons=[*turning(view.about, shown, words), *_further(view, words), *ways_out(view.about, words)],
    )


def _asked(
    item: WorkItem,
    asked: Mapping[PlanActivityId, Sequence[Exchange]],
    shown: Page[WorkItem],
    words: Words,
) -> list[str]:
    exchanges = asked.get(item.plan_activity.plan_activity_id, ())
    return under_the_activity(exchanges, words, is_alone=len(shown.items) == 1)


def _listed(item: WorkItem, words: Words, asked: Sequence[str]) -> Deviation:
    given = authorship.saved(item, replace(item.answer, reason=""), words) if item.answer else ""
    told = deviation(item, words)
    return replace(told, given=given, more=[*told.more, *asked])


def _further(view: View, words: Words) -> Sequence[Button]:
    """To narrow it down by one thing more, where there is more than a handful."""
    if view.counted.whole.total <= 1:
        return []
    return [to(view.about.to(Screen.MORE, view.about.stop.selection), words.say("Narrow down"))]

"""What every page of the summary is drawn from: which round, which place in it, and what things are."""

from dataclasses import dataclass
from typing import TypeVar

from cards import rounds
from cards.message import Button
from cards.paging import Page
from cards.summary.payloads import AboutSummary
from cards.verbs import Verb
from cards.words import Words
from domain.rounds import FollowUpRound, RoundState
from domain.summary.compiled import Counted
from domain.summary.themes import Names

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A place in a round's summary, with the counts of what is selected there.

    `previous` is the round that changes are counted from, None when there is none.
    """

    follow_up_round: FollowUpRound
    previous: FollowUpRound | None
    about: AboutSummary
    names: Names
    counted: Counted


def occasion(follow_up_round: FollowUpRound, words: Words) -> str:
    """What stands above every page: the round, and that its figures are preliminary while they are."""
    name = rounds.title(follow_up_round, words)
    if follow_up_round.state is RoundState.CLOSED:
        return name
    return f"{name} · {words.say('Preliminary')}"


def back(about: AboutSummary, words: Words) -> Button:
    """The way back, which every page but the first has."""
    return to(about.back, words.say("Back"))


def ways_out(about: AboutSummary, words: Words) -> list[Button]:
    """Back, and from further in than that straight to the summary."""
    first = AboutSummary(follow_up_round_id=about.follow_up_round_id)
    is_further = about.back.stop != first.stop
    return [back(about, words), *([to(first, words.say("To the summary"))] if is_further else [])]


def to(about: AboutSummary, title: str, *, is_main: bool = False) -> Button:
    """A button that leads somewhere in the summary."""
    return Button(title=title, verb=Verb.LOOK_IN_SUMMARY, data=about.data, is_main=is_main)


def turning(about: AboutSummary, page: Page[Item], words: Words) -> list[Button]:
    """To the page before and the one after."""
    turned = [
        (words.say("Previous"), page.number - 1, page.has_previous),
        (words.say("Next"), page.number + 1, page.has_next),
    ]
    return [to(about.turned(number), title) for title, number, is_there in turned if is_there]

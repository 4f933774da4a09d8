"""Everything that the summary can be taken apart by, and what else it has to tell: a list to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass

from cards.card import Card, JsonValue
from cards.render import render
from cards.summary import breakdown, naming
from cards.summary.payloads import Screen
from cards.summary.view import View, occasion, ways_out
from cards.words import Words
from domain.summary.selection import EVERYTHING, Selection
from domain.summary.themes import ThemeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One place to go to, with a sentence about what is there."""

    title: str
    about: str
    data: dict[str, JsonValue]


def more(view: View, words: Words) -> Card:
    """From the whole everything; from a part of it what it is not narrowed down by yet."""
    selection = view.about.stop.selection
    is_whole = selection == EVERYTHING
    heading = words.say("More about the state") if is_whole else words.say("Narrow down")
    return render(
        "more",
        words,
        summary=heading,
        occasion=occasion(view.follow_up_round, words),
        heading=heading,
        narrowed=[] if is_whole else naming.called(selection, view.names, words),
        choices=[
            Choice(title=title, about=about, data=view.about.to(screen, selection).data)
            for screen, title, about in _choices(view, words)
        ],
        buttons=ways_out(view.about, words),
    )


def _choices(view: View, words: Words) -> Iterator[tuple[Screen, str, str]]:
    selection = view.about.stop.selection
    if selection == EVERYTHING:
        yield from _stories(view, words)
    for screen in _further(selection):
        kind = breakdown.THEMES.get(screen)
        if kind is None or view.names.of_kind(kind):
            yield screen, breakdown.title(screen, words), _about(screen, words)


def _stories(view: View, words: Words) -> Iterator[tuple[Screen, str, str]]:
    say = words.say
    yield Screen.MAP, say("The map"), say("Every measure and unit, with the worst state in each.")
    if view.previous is not None:
        yield Screen.CHANGES, say("What has changed"), say("Since the previous follow-up, and promises kept.")
    if view.counted.obstacle_counts:
        yield Screen.OBSTACLES, say("Obstacles"), say("What stands in the way, across the units.")
    yield Screen.TREND, say("Over time"), say("The state in this follow-up and in those before it.")
    yield Screen.INDICATORS, say("Indicators"), say("Values, targets and the path to them.")


def _further(selection: Selection) -> Iterator[Screen]:
    if selection.org_unit_id is None:
        yield Screen.BY_UNIT
    if selection.measure_id is None:
        yield Screen.BY_MEASURE
    themes = selection.themes if selection.measure_id is None else dict.fromkeys(ThemeKind, 0)
    yield from (screen for screen, kind in breakdown.THEMES.items() if kind not in themes)
    if not selection.is_by_state:
        yield Screen.BY_STATE


def _about(screen: Screen, words: Words) -> str:
    say = words.say
    sentences = {
        Screen.BY_UNIT: say("Sectors and companies."),
        Screen.BY_MEASURE: say("What the group has decided to do."),
        Screen.BY_FOCUS_AREA: say("The measures that serve each of them."),
        Screen.BY_PRIORITY: say("The measures under each of them."),
        Screen.BY_METHOD: say("The measures that are carried out by each of them."),
        Screen.BY_STATE: say("On track, delayed, done, without answer and so on."),
    }
    return sentences[screen]

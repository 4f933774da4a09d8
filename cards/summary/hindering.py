"""What stands in the way, across the units: how widespread each kind is, where, and what people say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cards.card import Card
from cards.plain_text import LONGEST_NAME, excerpt
from cards.summary import stories
from cards.summary.page import page
from cards.summary.payloads import Screen
from cards.summary.row import Row
from cards.summary.view import View
from cards.words import Words
from domain.answers import ObstacleKind
from domain.summary.obstacles import ObstacleGroup
from domain.worklist import WorkItem

MOST_UNITS = 8
LONGEST_EXAMPLE = 160

Examples = Mapping[ObstacleKind, Sequence[WorkItem]]


def hindering(view: View, examples: Examples, words: Words) -> Card:
    """A row for each kind; a tap leads to everything that meets it."""
    rows = [_row(group, view, examples.get(group.kind, ()), words) for group in view.counted.obstacles]
    nothing = words.say("Nobody has told of anything that stands in the way.")
    return page(
        view,
        words,
        heading=words.say("What stands in the way"),
        sentences=[] if rows else [nothing],
        rows=rows,
    )


def _row(group: ObstacleGroup, view: View, examples: Sequence[WorkItem], words: Words) -> Row:
    title = stories.obstacle(group, words)
    about = view.about.to(Screen.ANSWERS, replace(view.about.stop.selection, obstacle=group.kind))
    return Row(
        title=title,
        figures=_units(group, words),
        lines=[_example(item, words) for item in examples],
        tooltip=words.say("Show the answers: {what}", what=title),
        data=about.data,
    )


def _units(group: ObstacleGroup, words: Words) -> str:
    """The units that meet it, with how often: Tunabyggen 3 · Sektor bildning 2."""
    named = [
        f"{excerpt(unit.name, LONGEST_NAME)} {words.number(count)}"
        for unit, count in group.by_unit[:MOST_UNITS]
    ]
    more = len(group.by_unit) - len(named)
    if more:
        named.append(words.count("{n} unit more", "{n} units more", more))
    return " · ".join(named)


def _example(item: WorkItem, words: Words) -> str:
    obstacle = item.answer.statement.obstacle if item.answer else None
    said = excerpt(obstacle.text, LONGEST_EXAMPLE) if obstacle else ""
    return words.say("{number}: “{text}”", number=item.plan_activity.number, text=said)

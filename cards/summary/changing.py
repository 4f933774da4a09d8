"""What has changed since the previous round, and what became of its promises: each with what is behind it."""

from dataclasses import replace

from cards import promises
from cards.card import Card
from cards.summary import naming, stories
from cards.summary.page import page
from cards.summary.payloads import Screen
from cards.summary.row import Row
from cards.summary.view import View
from cards.words import Words
from domain.answers import PromiseFate
from domain.summary.changes import ChangeKind, Promises


def changing(view: View, words: Words) -> Card:
    """The sentences of the summary, and a row for each thing that has happened."""
    promised = view.counted.promises
    told = stories.promised(promised, words)
    return page(
        view,
        words,
        heading=words.say("What has changed"),
        sentences=[*stories.changed(view.counted, view.previous, words), *filter(None, [told])],
        rows=[
            *(
                _changed(kind, view, words)
                for kind in stories.CHANGES_IN_ORDER
                if view.counted.changes.of(kind)
            ),
            *(_promised(fate, view, words) for fate in PromiseFate if _became(promised, fate)),
        ],
    )


def _changed(kind: ChangeKind, view: View, words: Words) -> Row:
    title = stories.change(kind, view.counted.changes.of(kind), words)
    about = view.about.to(Screen.ANSWERS, replace(view.about.stop.selection, change=kind))
    return Row(
        title=title,
        tooltip=words.say("Show the answers: {what}", what=naming.change(kind, words)),
        data=about.data,
    )


def _promised(fate: PromiseFate, view: View, words: Words) -> Row:
    title = words.count(
        "{fate}: {n} next step",
        "{fate}: {n} next steps",
        _became(view.counted.promises, fate),
        fate=promises.label(fate, words),
    )
    about = view.about.to(Screen.ANSWERS, replace(view.about.stop.selection, promise=fate))
    return Row(title=title, tooltip=words.say("Show the answers: {what}", what=title), data=about.data)


def _became(found: Promises, fate: PromiseFate) -> int:
    counts = {
        PromiseFate.KEPT: found.kept,
        PromiseFate.UNDER_WAY: found.under_way,
        PromiseFate.MOVED: found.moved,
        PromiseFate.DROPPED: found.given_up,
    }
    return counts[fate]

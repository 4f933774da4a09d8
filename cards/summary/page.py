"""A page of the summary that is some sentences, perhaps a chart, and rows."""

from collections.abc import Sequence

from cards.card import Card
from cards.message import Button
from cards.render import render
from cards.summary import naming
from cards.summary.row import Row
from cards.summary.view import View, occasion, ways_out
from cards.words import Words
from domain.summary.selection import EVERYTHING


def page(
    view: View,
    words: Words,
    *,
    heading: str,
    sentences: Sequence[str],
    rows: Sequence[Row],
    page_of: str = "",
    buttons: Sequence[Button] = (),
) -> Card:
    """The page, with the way back last."""
    selection = view.about.stop.selection
    return render(
        "figures",
        words,
        summary=f"{heading}: {' '.join(sentences)}" if sentences else heading,
        occasion=occasion(view.follow_up_round, words),
        heading=heading,
        narrowed=[] if selection == EVERYTHING else naming.called(selection, view.names, words),
        sentences=sentences,
        bars=[row.bar for row in rows if row.bar and row.bar.slices],
        rows=rows,
        page_of=page_of,
        buttons=[*buttons, *ways_out(view.about, words)],
    )

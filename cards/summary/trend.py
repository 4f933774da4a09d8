"""How this round and those before it came out, the newest first."""

from collections.abc import Sequence

from cards import charts, rounds
from cards.card import Card
from cards.charts import Bar
from cards.summary import standing
from cards.summary.page import page
from cards.summary.row import Row
from cards.summary.view import View
from cards.words import Words
from domain.report.data import EarlierRound
from domain.rounds import RoundState
from domain.summary.tally import Tally
from domain.summary.trend import tally_of_round

# Five years of rounds.
MOST_ROUNDS = 10


def trend(view: View, earlier: Sequence[EarlierRound], words: Words) -> Card:
    """A bar and a row for each; shares are of what was in the plan then."""
    this = view.follow_up_round
    name = rounds.title(this, words)
    if this.state is not RoundState.CLOSED:
        name = f"{name} ({words.say('Preliminary').lower()})"
    before = [
        (f"{rounds.occasion_word(each.occasion, words)} {each.reference_date.year}", tally_of_round(each))
        for each in reversed(earlier[-MOST_ROUNDS:])
    ]
    return page(
        view,
        words,
        heading=words.say("Over time"),
        sentences=[] if before else [words.say("There is no earlier follow-up to compare with.")],
        rows=[_row(title, tally, words) for title, tally in ((name, view.counted.whole), *before)],
    )


def _row(title: str, tally: Tally, words: Words) -> Row:
    return Row(
        title=title,
        figures=charts.in_words(tally, words),
        lines=[standing.answered(tally, words)],
        bar=Bar(title=title, slices=charts.slices(tally, words)),
    )

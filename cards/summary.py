"""The director's card: how many have answered, where it stands, what deviates and why; then all figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import authorship, charts, progress, round_standing, rounds
from cards.card import Card
from cards.charts import Bar
from cards.message import Button
from cards.off_track import LONGEST_TITLE, deviations, in_short, noteworthy, off_track
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.plan import Measure
from domain.summary.compiled import Summary
from domain.summary.tally import Tally

DEVIATIONS_AT_FIRST = 3
MOST_UNITS_AT_FIRST = 10
ROWS_ON_A_PAGE = 10
LONGEST_BAR_TITLE = 32

__all__ = ["off_track", "summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit or a measure with its figures in words and as a bar."""

    title: str
    figures: str
    bar: Bar


def summary(view: Summary, words: Words, *, municipality: str, page: int = 0) -> Card:
    """Page 0 is read in two minutes; the pages after it hold every unit's and every measure's figures."""
    return _first(view, words, municipality) if page == 0 else _figures(view, words, page)


def answered(view: Summary, words: Words) -> str:
    """How many have answered, of all: Besvarade 187 av 201 (93 %)."""
    if not view.whole.total:
        return words.say("There are no activities to follow up.")
    return words.say(
        "{answered} of {total} activities answered ({share})",
        answered=words.number(view.whole.answered),
        total=words.number(view.whole.total),
        share=words.percent(view.whole.share(view.whole.answered)),
    )


def states(tally: Tally, words: Words) -> list[tuple[str, str]]:
    """Every state with its count and its share of all, the missing too: ▲ Försenad, 12 (6 %)."""
    return [
        (progress.label(state, words), f"{words.number(count)} ({words.percent(tally.share(count))})")
        for state, count in charts.parts(tally)
    ]


def _first(view: Summary, words: Words, municipality: str) -> Card:
    units = _units(view, words)
    first_units = units if len(units) <= MOST_UNITS_AT_FIRST else []
    noted = noteworthy(view)
    heading = words.say("The director's summary")
    occasion = rounds.title(view.follow_up_round, words)
    return render(
        "summary",
        words,
        summary=f"{heading}, {occasion}: {answered(view, words)}",
        occasion=f"{excerpt(municipality, LONGEST_NAME)} · {occasion}",
        heading=heading,
        answered=answered(view, words),
        preliminary=round_standing.preliminary(view.follow_up_round, words),
        slices=charts.slices(view.whole, words),
        states=states(view.whole, words),
        how=authorship.how(view.whole.unchanged, view.whole.on_behalf, words),
        standing=in_short(view, words),
        deviations=deviations(noted[:DEVIATIONS_AT_FIRST], words),
        deviation_buttons=_deviation_buttons(view, len(noted), words),
        rows=first_units,
        bars=[row.bar for row in first_units],
        buttons=_first_buttons(view, words),
    )


def _figures(view: Summary, words: Words, page: int) -> Card:
    units = _units(view, words)
    rows = ([] if len(units) <= MOST_UNITS_AT_FIRST else units) + _measures(view, words)
    shown = page_of(rows, page - 1, ROWS_ON_A_PAGE)
    heading = _figures_heading(view, words)
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id)
    back = Button(title=words.say("Back"), verb=Verb.SHOW_SUMMARY, data=data_of(about))
    turn = page_buttons(about, Verb.SHOW_SUMMARY, shown, words, first_page=1)
    return render(
        "figures",
        words,
        summary=f"{heading}, {rounds.title(view.follow_up_round, words)}: {answered(view, words)}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        answered=answered(view, words),
        rows=shown.items,
        bars=[row.bar for row in shown.items],
        page_of=page_words(shown, words),
        buttons=[*turn, back],
    )


def _figures_heading(view: Summary, words: Words) -> str:
    if len(view.by_unit) > MOST_UNITS_AT_FIRST:
        return words.say("By unit and measure")
    return words.say("By measure")


def _units(view: Summary, words: Words) -> list[Row]:
    return [_row(org_unit.name, tally, words) for org_unit, tally in view.by_unit]


def _measures(view: Summary, words: Words) -> list[Row]:
    return [_row(_measure_title(measure), tally, words) for measure, tally in view.by_measure]


def _measure_title(measure: Measure) -> str:
    return f"{measure.number} {measure.title}"


def _row(title: str, tally: Tally, words: Words) -> Row:
    bar = Bar(title=excerpt(title, LONGEST_BAR_TITLE), slices=charts.slices(tally, words))
    return Row(title=excerpt(title, LONGEST_TITLE), figures=charts.in_words(tally, words), bar=bar)


def _deviation_buttons(view: Summary, noted: int, words: Words) -> Sequence[Button]:
    if noted <= DEVIATIONS_AT_FIRST:
        return []
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id)
    title = words.say("Show all {number}", number=words.number(noted))
    return [Button(title=title, verb=Verb.SHOW_OFF_TRACK, data=data_of(about))]


def _first_buttons(view: Summary, words: Words) -> Sequence[Button]:
    if not view.whole.total:
        return []
    figures = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id, page=1)
    return [Button(title=_figures_heading(view, words), verb=Verb.SHOW_SUMMARY, data=data_of(figures))]

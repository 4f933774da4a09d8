"""`årshjul`: the rounds of a year along a line of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards import round_standing, rounds
from cards.card import Card
from cards.message import Button
from cards.paging import Page, page_of
from cards.render import render
from cards.turning import page_words, turn_buttons
from cards.verbs import Verb
from cards.words import Words
from cards.year.names import name_of, warning
from cards.year.payloads import AboutDates, AboutYear
from domain.rounds import FollowUpRound, RoundState
from domain.year.collisions import Collision
from domain.year.timeline import Entry, Stage

ROUNDS_ON_A_PAGE = 3
SIGNS = {Stage.DONE: "✔", Stage.NEXT: "▶", Stage.COMING: "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOfYear:
    """One round with its line of time and what its days collide with."""

    follow_up_round: FollowUpRound
    entries: Sequence[Entry]
    collisions: Sequence[Collision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The rounds whose reference dates are in a year; `years` are those that have a plan or a round."""

    year: int
    rounds: Sequence[RoundOfYear]
    years: frozenset[int]
    has_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One day as the template wants it."""

    text: str
    is_next: bool
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One round as the template wants it."""

    title: str
    standing: str
    warnings: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    buttons: Sequence[Button]


def year_card(view: Year, words: Words, *, today: date, page: int = 0) -> Card:
    """The year, a few rounds at a time. `today` is the local day."""
    shown = page_of(view.rounds, page, ROUNDS_ON_A_PAGE)
    heading = words.say("The year {year}", year=view.year)
    sentences = [each for each in (_what_there_is(view, words), page_words(shown, words)) if each]
    return render(
        "year",
        words,
        summary=" ".join([heading, *sentences]),
        heading=heading,
        sentences=sentences,
        parts=[_part(each, words, today) for each in shown.items],
        buttons=[
            Button(
                title=words.say("Plan a follow-up"), verb=Verb.ASK_ROUND, data=AboutYear(year=view.year).data
            ),
            *_turning(view, shown, words),
        ],
    )


def _what_there_is(view: Year, words: Words) -> str:
    if not view.has_plan:
        return words.say("There is no plan for {year} yet.", year=view.year)
    if not view.rounds:
        return words.say("No follow-up is planned for {year}.", year=view.year)
    return words.count("{n} follow-up", "{n} follow-ups", len(view.rounds))


def _part(each: RoundOfYear, words: Words, today: date) -> Part:
    follow_up_round = each.follow_up_round
    about = AboutDates(follow_up_round_id=follow_up_round.follow_up_round_id)
    name = rounds.title(follow_up_round, words)
    change = Button(
        title=words.say("Change dates: {round}", round=name), verb=Verb.ASK_DATES, data=about.data
    )
    return Part(
        title=name,
        standing=round_standing.standing(follow_up_round, words, today),
        warnings=[warning(collision, words) for collision in each.collisions],
        lines=[_line(entry, words, today) for entry in each.entries],
        buttons=[] if follow_up_round.state is RoundState.CLOSED else [change],
    )


def _line(entry: Entry, words: Words, today: date) -> Line:
    say = words.say
    texts = {
        Stage.DONE: say(
            "{day}: {what} (has been)", day=words.day(entry.day), what=name_of(entry.what, words)
        ),
        Stage.NEXT: say("{day}: {what} (next)", day=words.day(entry.day), what=name_of(entry.what, words)),
        Stage.COMING: say("{day}: {what}", day=words.day(entry.day), what=name_of(entry.what, words)),
    }
    if entry.day == today:
        texts[Stage.NEXT] = say(
            "{day}: {what} (today)", day=words.day(entry.day), what=name_of(entry.what, words)
        )
    return Line(
        text=f"{SIGNS[entry.stage]} {texts[entry.stage]}",
        is_next=entry.stage is Stage.NEXT,
        is_done=entry.stage is Stage.DONE,
    )


def _turning(view: Year, shown: Page[RoundOfYear], words: Words) -> list[Button]:
    """At most two: to the page before and after, and from the first and last page to another year.

    A year without a plan can be looked at when it is the next one: that is when it is planned.
    """
    reachable = view.years | {max(view.years, default=view.year) + 1}
    before = max((year for year in reachable if year < view.year), default=None)
    after = min((year for year in reachable if year > view.year), default=None)
    pages = turn_buttons(shown, Verb.SHOW_YEAR, words, lambda page: AboutYear(year=view.year, page=page).data)
    earlier = [] if shown.has_previous or before is None else [_to_year(before, words)]
    later = [] if shown.has_next or after is None else [_to_year(after, words)]
    return [*earlier, *pages, *later]


def _to_year(year: int, words: Words) -> Button:
    title = words.say("Year {year}", year=year)
    return Button(title=title, verb=Verb.SHOW_YEAR, data=AboutYear(year=year).data)

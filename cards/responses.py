"""The response ledger as a card: how soon, how easily and how often people answered."""

from dataclasses import dataclass

from cards import rounds
from cards.card import Card
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.response_ledger import Figure, ResponseFigures, ResponseLedger

UNITS_ON_A_PAGE = 8
# Where there is too little to say anything.
TOO_FEW = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit, or all of them: its lines, and a line about the round before ("" when there was none)."""

    name: str
    lines: list[str]
    before: str


def responses(view: ResponseLedger, words: Words, *, page: int = 0) -> Card:
    """The whole first, then unit by unit, those with most left first."""
    follow_up_round = view.follow_up_round
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    shown = page_of(view.units, page, UNITS_ON_A_PAGE)
    earlier = rounds.title(view.before, words) if view.before else ""
    whole = Block(
        name=words.say("All units"),
        lines=lines(view.whole, words),
        before=_before(view.whole_before, earlier, words),
    )
    units = [
        Block(
            name=excerpt(unit.org_unit.name, LONGEST_NAME),
            lines=lines(unit.figures, words),
            before=_before(unit.before, earlier, words),
        )
        for unit in shown.items
    ]
    heading = words.say("Response figures")
    return render(
        "responses",
        words,
        summary=f"{heading}. {answered(view.whole, words)}",
        occasion=rounds.title(follow_up_round, words),
        heading=heading,
        blocks=[whole, *units] if shown.number == 0 else units,
        page_of=page_words(shown, words),
        buttons=[
            *page_buttons(about, Verb.SHOW_RESPONSES, shown, words),
            Button(title=words.say("As Excel"), verb=Verb.RESPONSES_BOOK, data=data_of(about)),
            Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about)),
        ],
    )


def answered(figures: ResponseFigures, words: Words) -> str:
    """How many have been answered, and how many of those in time."""
    return words.say(
        "{answered} of {asked} answered, {in_time} of them by the deadline",
        answered=words.number(figures.answered),
        asked=words.number(figures.asked),
        in_time=words.number(figures.in_time),
    )


def lines(figures: ResponseFigures, words: Words) -> list[str]:
    """Everything there is to tell about a unit, a line each."""
    return [
        answered(figures, words),
        words.say(
            "Time to answer: {days} (median of {of})",
            days=days(figures.working_days, words),
            of=words.number(figures.working_days.of),
        ),
        words.say(
            "Reminders for each answer: {reminders} · Taps: {taps}",
            reminders=number(figures.reminders, words),
            taps=number(figures.taps, words),
        ),
        words.say(
            "Unchanged: {unchanged} · Answered for somebody else: {on_behalf}",
            unchanged=share(figures.unchanged, figures.answered, words),
            on_behalf=share(figures.on_behalf, figures.answered, words),
        ),
    ]


def days(figure: Figure, words: Words) -> str:
    """The middle value in working days."""
    if figure.value is None:
        return TOO_FEW
    if figure.value == 0:
        return words.say("the same day")
    if figure.value == 1:
        return words.say("1 working day")
    return words.say("{days} working days", days=words.number(figure.value))


def number(figure: Figure, words: Words) -> str:
    """A figure, or that there are too few."""
    return TOO_FEW if figure.value is None else words.number(figure.value)


def share(part: int, whole: int, words: Words) -> str:
    """A share with what it is a share of."""
    if not whole:
        return TOO_FEW
    percent, of_whole = words.percent(part / whole), words.number(whole)
    return words.say(
        "{percent} ({part} of {whole})", percent=percent, part=words.number(part), whole=of_whole
    )


def _before(figures: ResponseFigures | None, round_name: str, words: Words) -> str:
    if figures is None:
        return ""
    return words.say(
        "{round}: {answered}, time to answer {days}",
        round=round_name,
        answered=share(figures.answered, figures.asked, words),
        days=days(figures.working_days, words),
    )

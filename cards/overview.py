"""The strategist's overview: the round by unit, with the names behind a tap."""

from dataclasses import dataclass, replace
from datetime import date

from cards import authorship, delivery_words, reach, round_standing, rounds
from cards.card import Card, JsonValue
from cards.charts import Bar, Slice
from cards.matter_list import waits
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.unit import unit
from cards.verbs import Verb
from cards.words import Words
from domain.ledger import Places
from domain.overview import Overview, UnitStanding
from domain.rounds import RoundState

UNITS_ON_A_PAGE = 12

__all__ = ["overview", "unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit as the template wants it; `warning` is empty when everybody can be reached."""

    name: str
    figures: str
    warning: str
    tooltip: str
    data: dict[str, JsonValue]


def overview(
    view: Overview,
    words: Words,
    *,
    key: str,
    today: date,
    page: int = 0,
    places: Places | None = None,
    matters: int = 0,
) -> Card:
    """How many have answered, by unit, and what can be done about the rest. `key` is new for every card.

    `places` are the numbers of the delivery ledger, `matters` is how many questions wait for the reader.
    """
    follow_up_round = view.follow_up_round
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id, key=key)
    shown = page_of(view.units, page, UNITS_ON_A_PAGE)
    is_over = follow_up_round.state is RoundState.CLOSED
    heading = words.say("How the answers turned out") if is_over else words.say("Where the answers stand")
    occasion = rounds.title(follow_up_round, words)
    return render(
        "overview",
        words,
        summary=f"{occasion}: {answered(view.answered, view.outstanding, words)}",
        occasion=occasion,
        heading=heading,
        answered=answered(view.answered, view.outstanding, words),
        how=authorship.how(view.unchanged, view.on_behalf, words),
        standing=round_standing.standing(follow_up_round, words, today),
        matters=waits(matters, words) if matters else "",
        **_reached(view, places or {}, words, is_over=is_over),
        bars=[_bar(view, words)] if view.answered + view.outstanding else [],
        rows=[_row(each, about, words, is_over=is_over) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=[
            *page_buttons(about, Verb.SHOW_OVERVIEW, shown, words),
            *_buttons(view, about, words, has_ledger=bool(places and any(places.values()))),
        ],
    )


def _reached(view: Overview, places: Places, words: Words, *, is_over: bool) -> dict[str, str]:
    """Who cannot be reached, and where the latest messages are."""
    # When nobody can answer any longer, nobody needs to be reached either.
    return {
        "warning": "" if is_over else warning(len(reach.unreachable(view.waiting_for)), words),
        "deliveries": "" if is_over else delivery_words.latest(places, words),
    }


def answered(done: int, outstanding: int, words: Words) -> str:
    """187 av 201 besvarade."""
    if not done + outstanding:
        return words.say("There are no activities to follow up.")
    return words.say(
        "{answered} of {total} answered",
        answered=words.number(done),
        total=words.number(done + outstanding),
    )


def warning(number: int, words: Words) -> str:
    """How many cannot be reached; empty when everybody can."""
    if not number:
        return ""
    return words.count("{n} person cannot be reached", "{n} people cannot be reached", number)


def _bar(view: Overview, words: Words) -> Bar:
    slices = [
        Slice(legend="✔ " + words.say("Answered"), value=view.answered, colour="good"),
        Slice(legend="– " + words.say("Not answered"), value=view.outstanding, colour="neutral"),
    ]
    return Bar(title=words.say("Activities"), slices=[each for each in slices if each.value])


def _row(standing: UnitStanding, about: AboutUnit, words: Words, *, is_over: bool) -> Row:
    name = excerpt(standing.org_unit.name, LONGEST_NAME)
    return Row(
        name=name,
        figures=_figures(standing, words, is_over=is_over),
        warning="" if is_over else warning(len(standing.unreachable), words),
        tooltip=words.say("Show the names in {unit}", unit=name),
        data=data_of(replace(about, org_unit_id=standing.org_unit.org_unit_id)),
    )


def _figures(standing: UnitStanding, words: Words, *, is_over: bool) -> str:
    said = answered(standing.answered, standing.outstanding, words)
    if not standing.outstanding:
        return f"✔ {said}"
    if is_over:
        return f"{said} · " + words.count("{n} without answer", "{n} without answer", standing.outstanding)
    return f"{said} · " + words.count("{n} left", "{n} left", standing.outstanding)


def _buttons(view: Overview, about: AboutUnit, words: Words, *, has_ledger: bool) -> list[Button]:
    buttons = []
    waiting = len(reach.reachable(view.waiting_for))
    if view.follow_up_round.is_open and waiting:
        title = words.say("Remind all who are left ({number})", number=words.number(waiting))
        buttons.append(Button(title=title, verb=Verb.ASK_NUDGE, data=data_of(about)))
    if view.follow_up_round.state is RoundState.PLANNED:
        title = words.say("Open the follow-up now")
        buttons.append(Button(title=title, verb=Verb.ASK_OPEN_ROUND, data=data_of(about)))
    if has_ledger:
        buttons.append(Button(title=words.say("Deliveries"), verb=Verb.SHOW_DELIVERIES, data=data_of(about)))
    buttons.append(Button(title=words.say("Summary"), verb=Verb.SHOW_SUMMARY, data=data_of(about)))
    return buttons

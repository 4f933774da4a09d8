"""The strategist's overview: the round by unit or by measure, with the names behind a tap."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cards import authorship, delivery_words, reach, round_standing, rounds, standing_words, unled
from cards.card import Card, JsonValue
from cards.charts import Bar, Slice
from cards.overview_buttons import buttons
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.standing_words import answered, warning
from cards.todo import waits
from cards.turning import page_buttons, page_words
from cards.unit import measure, title_of, unit
from cards.verbs import Verb
from cards.words import Words
from domain.ledger import Places
from domain.overview import MeasureStanding, Overview, Standing, UnitStanding
from domain.rounds import RoundState

# Teams' own ids have some eighty characters.
LONGEST_TEAMS_ID = 200
UNITS_ON_A_PAGE = 12

__all__ = ["answered", "measure", "overview", "unit", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit or measure as the template wants it; `warning` is empty when everybody can be reached."""

    name: str
    figures: str
    details: str
    warning: str
    tooltip: str
    verb: str
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
    by_measure: bool = False,
    at: datetime | None = None,
    reader: str = "",
) -> Card:
    """How many have answered, by unit or measure, and what can be done about the rest.

    `key` is new for every card, `matters` is how many questions wait, `at` is now. `reader` is who sees it,
    by their id in Teams: for them the card fetches itself anew.
    """
    parts: tuple[Standing, ...] = view.measures if by_measure else view.units
    shown = page_of(parts, page, UNITS_ON_A_PAGE)
    round_id = view.follow_up_round.follow_up_round_id
    about = AboutUnit(follow_up_round_id=round_id, key=key, by_measure=by_measure, page=shown.number)
    is_over = view.follow_up_round.state is RoundState.CLOSED
    turning = page_buttons(about, Verb.SHOW_OVERVIEW, shown, words)
    head = _head(view, words, today=today, is_over=is_over)
    return render(
        "overview",
        words,
        summary=f"{head['occasion']}: {head['answered']}",
        **head,
        **_reached(view, places or {}, words, is_over=is_over),
        matters=matters and waits(matters, words),
        rows=[_row(each, about, words, is_over=is_over) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=buttons(view, about, words, turning, has_ledger=any((places or {}).values())),
        **_now(at, reader, words),
        here=data_of(about),
    )


def _reached(view: Overview, places: Places, words: Words, *, is_over: bool) -> dict[str, object]:
    """Who cannot be reached, and where the latest messages are."""
    # When nobody can answer any longer, nobody needs to be reached either.
    return {
        "warning": "" if is_over else warning(len(reach.lost(view.waiting_for)), words),
        "unled": unled.warning(view.unled, words),
        "deliveries": "" if is_over else delivery_words.latest(places, words),
        "bars": [_bar(view, words)] if view.answered + view.outstanding else [],
    }


def _now(at: datetime | None, reader: str, words: Words) -> dict[str, object]:
    as_of = words.say("As it stood at {time}", time=words.clock(at)) if at else ""
    return {"as_of": as_of, "readers": [reader] if 0 < len(reader) <= LONGEST_TEAMS_ID else []}


def _head(view: Overview, words: Words, *, today: date, is_over: bool) -> dict[str, str]:
    """What the card is about, and how far it has come as a whole."""
    return {
        "occasion": rounds.title(view.follow_up_round, words),
        "heading": words.say("How the answers turned out")
        if is_over
        else words.say("Where the answers stand"),
        "answered": answered(view.answered, view.outstanding, words),
        "how": authorship.how(view.unchanged, view.on_behalf, words),
        "standing": round_standing.standing(view.follow_up_round, words, today),
    }


def _bar(view: Overview, words: Words) -> Bar:
    slices = [
        Slice(legend="✔ " + words.say("Answered"), value=view.answered, colour="good"),
        Slice(legend="– " + words.say("Not answered"), value=view.outstanding, colour="neutral"),
    ]
    return Bar(title=words.say("Activities"), slices=[each for each in slices if each.value])


def _row(standing: Standing, about: AboutUnit, words: Words, *, is_over: bool) -> Row:
    name, verb, theirs = _what(standing, replace(about, page=0, by_measure=False), words)
    return Row(
        name=name,
        figures=standing_words.figures(standing, words, is_over=is_over),
        details=standing_words.details(standing, words, is_over=is_over),
        warning="" if is_over else warning(len(standing.unreachable), words),
        tooltip=words.say("Show the names in {unit}", unit=name),
        verb=verb.value,
        data=data_of(theirs),
    )


def _what(standing: Standing, about: AboutUnit, words: Words) -> tuple[str, Verb, AboutUnit]:
    """What a row is called, and what a tap on it asks for."""
    match standing:
        case UnitStanding():
            name = excerpt(standing.org_unit.name, LONGEST_NAME)
            return name, Verb.SHOW_UNIT, replace(about, org_unit_id=standing.org_unit.org_unit_id)
        case MeasureStanding():
            name = title_of(standing.measure, words)
            return name, Verb.SHOW_MEASURE, replace(about, measure_id=standing.measure.measure_id)
        case _:
            raise TypeError(standing)

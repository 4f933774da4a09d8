"""What a unit's manager reads when the deadline has passed and answers are missing."""

from collections.abc import Iterator

from cards import rounds
from cards.asking import LONGEST_MEANING
from cards.card import Card
from cards.message import Button, message
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.escalation import Escalation, Silent
from domain.people import Person

PEOPLE_ON_A_PAGE = 15
LONGEST_TITLE = 90


def escalation(
    view: Escalation,
    words: Words,
    *,
    page: int = 0,
    stands_in_for: Person | None = None,
    for_strategist: bool = False,
) -> Card:
    """Who has not answered and about what. `stands_in_for` is the manager whose deputy reads it."""
    shown = page_of(view.silent, page, PEOPLE_ON_A_PAGE)
    about = AboutUnit(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, org_unit_id=view.org_unit.org_unit_id
    )
    refresh = Button(title=words.say("Refresh"), verb=Verb.SHOW_ESCALATION, data=data_of(about))
    ledger = Button(title=words.say("To the deliveries"), verb=Verb.SHOW_DELIVERIES, data=data_of(about))
    number = page_words(shown, words)
    return message(
        words,
        heading(view, words),
        [*_told(view, words, stands_in_for), *([number] if number else [])],
        facts=[_row(each, words) for each in shown.items],
        buttons=[
            *page_buttons(about, Verb.SHOW_ESCALATION, shown, words),
            refresh,
            *([ledger] if for_strategist else []),
        ],
    )


def heading(view: Escalation, words: Words) -> str:
    """How many answers are missing in which unit."""
    unit = excerpt(view.org_unit.name, LONGEST_NAME)
    if not view.silent:
        return words.say("{unit} has answered everything", unit=unit)
    return words.count(
        "{n} answer is missing from {unit}",
        "{n} answers are missing from {unit}",
        view.outstanding,
        unit=unit,
    )


def _told(view: Escalation, words: Words, stands_in_for: Person | None) -> Iterator[str]:
    follow_up_round = view.follow_up_round
    if stands_in_for is not None:
        name = excerpt(stands_in_for.name, LONGEST_NAME)
        yield words.say("You get this because you stand in for {name}.", name=name)
    if not view.silent:
        yield words.say("Nobody needs to be reminded. Thank you!")
        return
    yield words.say(
        "{round}: the last day to answer was {deadline}. It closes {closing}.",
        round=rounds.title(follow_up_round, words),
        deadline=words.day(follow_up_round.deadline),
        closing=words.moment(follow_up_round.closes_at),
    )
    yield words.say(
        "Talk to those below. They answer in Teams: they write “my activities” to Lägeskoll."
        " What is missing then is shown as missing to the director."
    )


def _row(silent: Silent, words: Words) -> tuple[str, str]:
    name = excerpt(silent.name, LONGEST_NAME)
    titles = [
        excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE)
        for item in silent.items
    ]
    late = words.count("{n} day late", "{n} days late", silent.days_late) if silent.days_late > 0 else ""
    told = " · ".join(each for each in (name, late, _note(silent, words)) if each)
    return told, cut_to_fit("; ".join(titles), LONGEST_MEANING)


def _note(silent: Silent, words: Words) -> str:
    if silent.away_until is not None:
        return words.say("away until {day}", day=words.short_day(silent.away_until))
    if silent.contact is not ContactState.ACTIVE:
        return "⚠ " + words.say("cannot be reached in Teams")
    return ""

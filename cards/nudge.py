"""Before and after what the strategist sets going: reminding exactly these people, or opening a round."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from cards import reach
from cards.card import Card
from cards.message import Button, message
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.overview import Overview, PersonStanding
from domain.people import PersonId
from domain.plan import OrgUnit
from domain.rounds import FollowUpRound

PEOPLE_ON_A_PAGE = 120

Place = tuple[OrgUnit, PersonStanding]


def ask_nudge(
    view: Overview,
    org_unit: OrgUnit | None,
    words: Words,
    *,
    key: str,
    when: str,
    page: int = 0,
) -> Card:
    """What a press on send will do; `when` says when the reminders go."""
    places = _places(view, org_unit)
    waiting = reach.reachable(standing for _, standing in places)
    about = AboutUnit(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        org_unit_id=org_unit.org_unit_id if org_unit else None,
        key=key,
    )
    shown = page_of(places, page, PEOPLE_ON_A_PAGE)
    send = Button(title=words.say("Send"), verb=Verb.NUDGE, data=data_of(about))
    return message(
        words,
        _question(len(waiting), org_unit, words),
        [*_how(len(waiting), when, words), *([number] if (number := page_words(shown, words)) else [])],
        facts=_facts(shown.items, words),
        buttons=[
            *page_buttons(about, Verb.ASK_NUDGE, shown, words),
            *([send] if waiting else []),
            _back(about, words),
        ],
    )


def ask_open(
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    key: str,
    first_reminder: datetime | None = None,
) -> Card:
    """What opening ahead of the day means. `first_reminder` is when people are first written to."""
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id, key=key)
    facts = [(words.say("Should have opened"), words.moment(follow_up_round.opens_at))]
    if first_reminder:
        facts.append((words.say("First reminder"), words.moment(first_reminder)))
    return message(
        words,
        words.say("Open the follow-up now?"),
        [
            words.say(
                "The owners can answer at once. No dates change, and nobody is written to ahead of time."
            )
        ],
        facts=[*facts, *_dates(follow_up_round, words)],
        buttons=[
            Button(title=words.say("Open now"), verb=Verb.OPEN_ROUND, data=data_of(about)),
            _back(about, words),
        ],
    )


def opened(follow_up_round: FollowUpRound, words: Words, *, first_reminder: datetime | None = None) -> Card:
    """The receipt when a round has been opened."""
    reminder = [(words.say("First reminder"), words.moment(first_reminder))] if first_reminder else []
    return message(
        words,
        words.say("The follow-up is open"),
        [words.say("The owners can answer now.")],
        facts=[*reminder, *_dates(follow_up_round, words)],
        buttons=_home(follow_up_round, words),
    )


def _places(view: Overview, org_unit: OrgUnit | None) -> list[Place]:
    places: list[Place] = []
    seen: set[PersonId] = set()
    for unit in view.units:
        if org_unit is not None and unit.org_unit.org_unit_id != org_unit.org_unit_id:
            continue
        for standing in unit.waiting_for:
            if standing.person.person_id not in seen:
                seen.add(standing.person.person_id)
                places.append((unit.org_unit, standing))
    return places


def _question(number: int, org_unit: OrgUnit | None, words: Words) -> str:
    if org_unit is None:
        return words.count("Remind {n} person?", "Remind {n} people?", number)
    return words.count(
        "Remind {n} person in {unit}?",
        "Remind {n} people in {unit}?",
        number,
        unit=excerpt(org_unit.name, LONGEST_NAME),
    )


def _how(number: int, when: str, words: Words) -> list[str]:
    if not number:
        return [words.say("Nobody who can be reached has anything left.")]
    return [words.say("Each gets a card with what they have not answered yet."), when]


def _facts(places: Sequence[Place], words: Words) -> list[tuple[str, str]]:
    facts = []
    for org_unit, group in groupby(places, key=lambda place: place[0]):
        names = [reach.name(each) for each in reach.reachable(standing for _, standing in group)]
        if names:
            facts.append((excerpt(org_unit.name, LONGEST_NAME), words.listed(names)))
    lost = [reach.name(each) for each in reach.unreachable(standing for _, standing in places)]
    if lost:
        facts.append(("⚠ " + words.say("Cannot be reached, get no reminder"), words.listed(lost)))
    return facts


def _dates(follow_up_round: FollowUpRound, words: Words) -> list[tuple[str, str]]:
    return [
        (words.say("Answers are due"), words.day(follow_up_round.deadline)),
        (words.say("Closes"), words.moment(follow_up_round.closes_at)),
    ]


def _home(follow_up_round: FollowUpRound, words: Words) -> list[Button]:
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    return [Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about))]


def _back(about: AboutUnit, words: Words) -> Button:
    whole = replace(about, org_unit_id=None, page=0)
    return Button(title=words.say("Back"), verb=Verb.SHOW_OVERVIEW, data=data_of(whole))

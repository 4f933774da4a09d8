"""The strategist's delivery ledger: how many reminders got there, and whom to do something about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from cards import delivery_words, letter_words, rounds, told_managers
from cards import sending as sending_card
from cards.card import Card, JsonValue
from cards.ledger_row import Row, Section, to_deputy, why
from cards.message import Button
from cards.paging import Page
from cards.payloads import AboutSending, AboutUnit, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.inquiries import AskedStep
from domain.ledger import LedgerEntry, Place, Places
from domain.mail import Mailed
from domain.people import PersonId
from domain.rounds import FollowUpRound
from domain.sendings import Sending
from domain.tellings import Tellings

PEOPLE_ON_A_PAGE = 25
MOST_SENDINGS = 2
MOST_READERS = 10
NEED_THE_STRATEGIST = frozenset({Place.NOT_REACHED, Place.HELD_UP})
BY_LETTER = NEED_THE_STRATEGIST | {Place.MAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the card shows: the numbers of people, one page of them, and what is being sent.

    `contacts` tell where those on the page can be reached today. `summaries`, `under_way` and `managers`
    belong to the first page alone.
    """

    follow_up_round: FollowUpRound
    places: Places
    page: Page[LedgerEntry]
    contacts: Mapping[PersonId, ContactState]
    summaries: Sequence[LedgerEntry] = ()
    under_way: Sequence[Sending] = ()
    managers: Tellings = field(default_factory=Tellings)
    names: Mapping[PersonId, str]
    letters: Mapping[PersonId, Mailed] = field(default_factory=dict)
    """What has become of the latest letter by e-mail to those on the page."""
    asked: Mapping[PersonId, Sequence[AskedStep]] = field(default_factory=dict)
    """Who was asked at the unit when the letter was given up too."""
    links: Collection[PersonId] = frozenset()
    """Those whose link in a letter can be withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A sending of which something has not gone out."""

    title: str
    figures: str
    data: dict[str, JsonValue]


def deliveries(view: Ledger, words: Words, *, key: str, at: datetime) -> Card:
    """The ledger of a round as it is at that time, one page of people. `key` is new for every card."""
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id, key=key)
    occasion = rounds.title(view.follow_up_round, words)
    counts = delivery_words.counts(view.places, words) or words.say("Nobody has been reminded yet.")
    return render(
        "deliveries",
        words,
        summary=f"{occasion}: {counts}",
        occasion=occasion,
        counts=counts,
        about=words.say("Shows the latest reminder to each person."),
        under_way=[_under_way(each, view, words) for each in view.under_way[:MOST_SENDINGS]],
        sections=[
            *_summaries(view, words, at),
            *(
                []
                if view.page.has_previous
                else told_managers.sections(view.managers, view.follow_up_round, words, at)
            ),
            *_sections(view, about, words, at),
        ],
        page_of=page_words(view.page, words),
        buttons=_buttons(view, about, words),
    )


def _under_way(sending: Sending, view: Ledger, words: Words) -> UnderWay:
    numbers = {
        Place.NOT_REACHED: sending.not_reached,
        Place.WAITING: sending.waiting,
        Place.ON_THE_WAY: sending.on_the_way,
        Place.SENT: sending.sent,
    }
    return UnderWay(
        title=sending_card.title(sending, words, view.names),
        figures=delivery_words.counts(numbers, words),
        data=data_of(AboutSending(follow_up_round_id=sending.follow_up_round_id, key=sending.key)),
    )


def _summaries(view: Ledger, words: Words, at: datetime) -> list[Section]:
    if not view.summaries or view.page.has_previous:
        return []
    rows = []
    for entry in view.summaries[:MOST_READERS]:
        row = _row(entry, view, words, at)
        # No heading says what became of it, so the row does.
        where = "" if row.unit else f"{delivery_words.word(entry.place, words)} {row.when}".rstrip()
        rows.append(replace(row, when=where))
    return [Section(heading=words.say("Summary"), rows=rows)]


def _sections(view: Ledger, about: AboutUnit, words: Words, at: datetime) -> list[Section]:
    can_send = view.follow_up_round.is_open
    return [
        Section(
            heading=f"{delivery_words.heading(place, words)} ({words.number(view.places.get(place, 0))})",
            rows=[_row(entry, view, words, at) for entry in entries],
            again=data_of(about) if can_send and place is Place.NOT_REACHED else {},
        )
        for place, entries in groupby(view.page.items, key=lambda entry: entry.place)
    ]


def _row(entry: LedgerEntry, view: Ledger, words: Words, at: datetime) -> Row:
    name = excerpt(entry.person, LONGEST_NAME)
    if entry.place not in BY_LETTER:
        return Row(name=name, when=_when(entry, words, at), why=to_deputy(entry, words))
    row = Row(name=name, unit=excerpt(entry.org_unit, LONGEST_NAME), why=_why(entry, view, words, at))
    if entry.person_id not in view.links or not view.follow_up_round.is_open:
        return row
    round_id = view.follow_up_round.follow_up_round_id
    return replace(
        row,
        tap=words.say("Withdraw the link ›"),
        tooltip=words.say("Withdraw the link to {name}", name=name),
        verb=Verb.ASK_WITHDRAW_LINK,
        data=data_of(AboutWorklist(follow_up_round_id=round_id, owner_id=entry.person_id)),
    )


def _why(entry: LedgerEntry, view: Ledger, words: Words, at: datetime) -> list[str]:
    """Why Teams did not reach them, and what became of the letter instead."""
    contact = view.contacts.get(entry.person_id)
    # Whoever a letter has reached needs nothing of the strategist.
    needs_help = view.follow_up_round.is_open and entry.place is not Place.MAILED
    told = why(entry, words, at, is_open=needs_help, contact=contact)
    mailed = view.letters.get(entry.person_id)
    told += filter(None, [letter_words.told(mailed, at, words) if mailed else ""])
    return [*told, *letter_words.asked(view.asked.get(entry.person_id, ()), at, words)]


def _when(entry: LedgerEntry, words: Words, at: datetime) -> str:
    match entry.place:
        case Place.WAITING:
            return delivery_words.due(entry.not_before, at, words)
        case Place.SENT | Place.STOPPED if entry.settled_at is not None:
            return delivery_words.time_of(entry.settled_at, _day(at, words), words)
        case _:
            return ""


def _day(at: datetime, words: Words) -> date:
    return words.local_day(at)


def _buttons(view: Ledger, about: AboutUnit, words: Words) -> list[Button]:
    here = data_of(replace(about, page=view.page.number))
    return [
        *page_buttons(about, Verb.SHOW_DELIVERIES, view.page, words),
        Button(title=words.say("Refresh"), verb=Verb.SHOW_DELIVERIES, data=here),
        Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about)),
    ]

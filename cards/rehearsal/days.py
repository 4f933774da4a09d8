"""A rehearsal day by day: how many would get which card, in all and in each unit, and who they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cards import delivery_words, rounds
from cards.card import Card
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.rehearsal.about import AboutDay, AboutSample
from cards.render import render
from cards.turning import page_buttons, page_words, turn_buttons
from cards.verbs import Verb
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.rehearsal import CardSort, Rehearsal, RehearsedDay, RehearsedMessage, sort_of
from domain.rounds import RoundState

NAMES_ON_A_PAGE = 25
MOST_UNITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some rows under a heading; each row is a name and what there is to say about it."""

    heading: str
    rows: Sequence[tuple[str, str]]


def rehearsal(view: Rehearsal, words: Words, calendar: WorkCalendar, *, key: str, page: int = 0) -> Card:
    """One day of it. `key` is new for every card, so that the cards are sent once for each press."""
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id, key=key)
    shown = page_of(view.days(calendar), page, 1)
    sections = [section for day in shown.items for section in _day(day, view, words)]
    buttons = page_buttons(about, Verb.SHOW_REHEARSAL, shown, words)
    for day in shown.items:
        of_day = AboutDay(follow_up_round_id=about.follow_up_round_id, day=day.day)
        buttons.append(Button(title=words.say("Show who"), verb=Verb.SHOW_REHEARSED_NAMES, data=of_day.data))
        buttons += _to_card(day, view, shown.number, words)
    if view.first_of_each():
        title = words.say("Send the cards to me")
        buttons.append(Button(title=title, verb=Verb.SEND_REHEARSAL, data=data_of(about)))
    home = Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about))
    return _card(
        view,
        words,
        _assumed(view, words),
        sections,
        number=page_words(shown, words),
        buttons=[*buttons, home],
    )


def _to_card(day: RehearsedDay, view: Rehearsal, page: int, words: Words) -> list[Button]:
    """To what the day's first sort of card looks like; from there one turns to the others."""
    of_day = [sort_of(each, view.follow_up_round) for each in day.messages if each.failure is None]
    if not of_day:
        return []
    round_id = view.follow_up_round.follow_up_round_id
    about = AboutSample(follow_up_round_id=round_id, sort=of_day[0], page=page)
    return [Button(title=words.say("Show the card"), verb=Verb.SHOW_REHEARSED_CARD, data=about.data)]


def names(view: Rehearsal, words: Words, calendar: WorkCalendar, about: AboutDay) -> Card:
    """Everybody who would get something on that day, a page at a time."""
    days = view.days(calendar)
    number = next((place for place, each in enumerate(days) if each.day == about.day), 0)
    messages = [message for each in days if each.day == about.day for message in each.messages]
    shown = page_of(messages, about.page, NAMES_ON_A_PAGE)
    heading = words.day(about.day)
    section = Section(heading=heading, rows=[_name(each, view, words) for each in shown.items])
    buttons = turn_buttons(
        shown, Verb.SHOW_REHEARSED_NAMES, words, lambda page: replace(about, page=page).data
    )
    back = data_of(AboutUnit(follow_up_round_id=about.follow_up_round_id, page=number))
    buttons.append(Button(title=words.say("Back to the day"), verb=Verb.SHOW_REHEARSAL, data=back))
    told = [] if messages else [words.say("Nothing would go out on that day any longer.")]
    return _card(view, words, told, [section], number=page_words(shown, words), buttons=buttons)


def sort_word(sort: CardSort, words: Words) -> str:
    """What a sort of card is called."""
    match sort:
        case CardSort.FIRST:
            return words.say("First reminder")
        case CardSort.BETWEEN:
            return words.say("Reminder on the way")
        case CardSort.LAST:
            return words.say("Last reminder before the deadline")
        case CardSort.OVERDUE:
            return words.say("Reminder after the deadline")
        case CardSort.ASKED_FOR:
            return words.say("Reminder on request")
        case CardSort.ESCALATION:
            return words.say("To the units’ managers")
        case CardSort.SUMMARY:
            return words.say("Summary")


def _card(
    view: Rehearsal,
    words: Words,
    told: Sequence[str],
    sections: Sequence[Section],
    *,
    number: str,
    buttons: Sequence[Button],
) -> Card:
    heading = words.say("Rehearsal")
    return render(
        "rehearsal",
        words,
        summary=f"{heading}. {told[0] if told else ''}".strip(),
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        told=told,
        sections=sections,
        page_of=number,
        buttons=buttons,
    )


def _assumed(view: Rehearsal, words: Words) -> list[str]:
    if view.follow_up_round.state is RoundState.CLOSED:
        return [words.say("The follow-up is closed, so nothing more goes out.")]
    if not view.messages:
        return [words.say("Nothing more would go out.")]
    return [
        words.count(
            "{n} message would go out if nobody answered meanwhile.",
            "{n} messages would go out if nobody answered meanwhile.",
            sum(each.failure is None for each in view.messages),
        ),
        words.say(
            "It is reckoned with absence, pauses, own hours, own deadlines and red days"
            " as they are known now. Nothing is sent by looking at it."
        ),
    ]


def _day(day: RehearsedDay, view: Rehearsal, words: Words) -> list[Section]:
    by_sort: dict[CardSort, list[RehearsedMessage]] = {}
    for message in day.messages:
        by_sort.setdefault(sort_of(message, view.follow_up_round), []).append(message)
    rows = [(sort_word(sort, words), _counted(by_sort[sort], words)) for sort in CardSort if sort in by_sort]
    units = Counter(view.units.get(each.person_id, "") for each in day.messages)
    busiest = sorted(units.items(), key=lambda each: (-each[1], each[0]))[:MOST_UNITS]
    by_unit = [
        (excerpt(unit, LONGEST_NAME), words.count("{n} message", "{n} messages", number))
        for unit, number in busiest
    ]
    return [
        Section(heading=words.day(day.day), rows=rows),
        Section(heading=words.say("By unit"), rows=by_unit),
    ]


def _counted(messages: Sequence[RehearsedMessage], words: Words) -> str:
    sent = [each.at for each in messages if each.failure is None]
    parts = [words.count("{n} message", "{n} messages", len(sent)), _when(sent, words)] if sent else []
    lost = len(messages) - len(sent)
    if lost:
        parts.append("⚠ " + words.count("{n} cannot be reached", "{n} cannot be reached", lost))
    return " · ".join(parts)


def _when(sent: Sequence[datetime], words: Words) -> str:
    first, last = words.clock(min(sent)), words.clock(max(sent))
    if first == last:
        return words.say("at {time}", time=first)
    return words.say("between {first} and {last}", first=first, last=last)


def _name(message: RehearsedMessage, view: Rehearsal, words: Words) -> tuple[str, str]:
    name = excerpt(view.names.get(message.person_id, ""), LONGEST_NAME)
    what = sort_word(sort_of(message, view.follow_up_round), words)
    if message.failure is not None:
        return name, f"{what} · ⚠ {delivery_words.reason(message.failure, words)}"
    told = f"{what} · {words.say('at {time}', time=words.clock(message.at))}"
    if message.recipient_id is None or message.recipient_id == message.person_id:
        return name, told
    deputy = excerpt(view.names.get(message.recipient_id, ""), LONGEST_NAME)
    return name, f"{told} · {words.say('goes to the deputy {name}', name=deputy)}"

"""Being away: the card that asks when and who answers instead, and the receipt that says what happens."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from cards import people_choice
from cards.asking import Field, FieldKind, Press, asking, day_value
from cards.card import Card
from cards.message import Button, message
from cards.payloads import AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.absence import FIRST, LAST, AbsenceFault, Faults, Gap, day_in
from domain.people import Absence, OrgUnitId, Person

# Within half a year nobody wonders which year is meant.
SAID_WITHOUT_YEAR = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceFields:
    """What stands in the form, as text."""

    first: str = ""
    last: str = ""
    person: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """Who may be chosen, and what else the card needs: the list it was asked from, and the day it is.

    `faults` are of the days; `deputy_fault` says what is wrong with the choice of person.
    """

    reader: Person
    people: Collection[Person]
    units: Mapping[OrgUnitId, str]
    today: date
    about: AboutWorklist | None = None
    faults: Faults = field(default_factory=dict)
    deputy_fault: str = ""
    notice: str = ""


def ask(fields: AbsenceFields, choosing: Choosing, words: Words) -> Card:
    """When one is away, and who answers meanwhile."""
    say, about = words.say, choosing.about
    data = data_of(about) if about else {}
    to_list = _to_list(words, about)
    back = Press(
        title=say("Back") if about else say("To my activities"), verb=to_list.verb, data=to_list.data
    )
    ending = [Press(title=say("I am not away"), verb=Verb.END_ABSENCE, data=data)]
    return asking(
        words,
        say("When are you away?"),
        notice=choosing.notice or _correct(words, is_faulty=bool(choosing.faults or choosing.deputy_fault)),
        sentences=[say("Meanwhile somebody else gets your reminders and can answer for you.")],
        fields=[
            _day(FIRST, say("First day away"), fields.first, choosing, words),
            _day(LAST, say("Last day away"), fields.last, choosing, words),
            *people_choice.fields(
                words,
                choosing.people,
                choosing.units,
                label=say("Who answers for you?"),
                nearest=choosing.reader.org_unit_id,
                chosen=fields.person,
                searched=fields.search,
                fault=choosing.deputy_fault,
            ),
        ],
        presses=[
            Press(title=say("Save"), verb=Verb.SET_ABSENCE, data=data, sends=True, is_main=True),
            *(ending if choosing.reader.absence else []),
            back,
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An absence that is remembered, when the deputy is away too, and from which list it was said."""

    absence: Absence
    deputy: Person
    gap: Gap | None = None
    is_reachable: bool = True
    about: AboutWorklist | None = None


def receipt(settled: Settled, words: Words, today: date) -> Card:
    """Exactly what happens while one is away, and how to change one's mind."""
    say, about = words.say, settled.about
    data = data_of(about) if about else {}
    return message(
        words,
        say("You have said that you are away"),
        [
            *happens(settled.absence, settled.deputy, words, today),
            *_exceptions(settled, words, today),
        ],
        buttons=[
            Button(title=say("Change"), verb=Verb.ASK_ABSENCE, data=data),
            Button(title=say("Remove"), verb=Verb.END_ABSENCE, data=data),
            _to_list(words, about),
        ],
    )


def happens(absence: Absence, deputy: Person, words: Words, today: date) -> list[str]:
    """Who gets the reminders from when to when, and when they come back."""
    say, name = words.say, _name(deputy)
    first, last = (_when(day, today, words) for day in (absence.first_day, absence.last_day))
    if absence.first_day == absence.last_day:
        meanwhile = say(
            "On {day} {deputy} gets your reminders and can answer for you.", day=first, deputy=name
        )
    elif absence.first_day <= today:
        meanwhile = say(
            "Through {day} {deputy} gets your reminders and can answer for you.", day=last, deputy=name
        )
    else:
        meanwhile = say(
            "From {first} through {last} {deputy} gets your reminders and can answer for you.",
            first=first,
            last=last,
            deputy=name,
        )
    back = _when(absence.last_day + timedelta(days=1), today, words)
    return [meanwhile, say("From {day} they come to you again.", day=back)]


def ended(words: Words, about: AboutWorklist | None = None) -> Card:
    """Back again."""
    say = words.say
    return message(
        words,
        say("Welcome back!"),
        [say("You are not away any longer: your reminders come to you again.")],
        buttons=[_to_list(words, about)],
    )


def called_off(words: Words, about: AboutWorklist | None = None) -> Card:
    """It has not begun, and will not."""
    say = words.say
    return message(
        words,
        say("Your absence is removed"),
        [say("Your reminders come to you as usual.")],
        buttons=[_to_list(words, about)],
    )


def not_away(words: Words, about: AboutWorklist | None = None) -> Card:
    """There was nothing to end."""
    say = words.say
    return message(
        words,
        say("You have not said that you are away"),
        [say("Your reminders come to you. Write “I am away until Friday” when you will be away.")],
        buttons=[
            Button(title=say("I am away"), verb=Verb.ASK_ABSENCE, data=data_of(about) if about else {}),
            _to_list(words, about),
        ],
    )


def _correct(words: Words, *, is_faulty: bool) -> str:
    if not is_faulty:
        return ""
    return words.say("Nothing is saved yet. Correct what is marked below and save again.")


def _day(name: str, label: str, value: str, choosing: Choosing, words: Words) -> Field:
    fault, day = choosing.faults.get(name), day_in(value)
    return Field(
        kind=FieldKind.DATE,
        name=name,
        label=label,
        # A date field shows nothing but dates.
        value=day_value(day),
        earliest=day_value(min(day or choosing.today, choosing.today)),
        fault=fault_text(fault, words) if fault else "",
    )


def fault_text(fault: AbsenceFault, words: Words) -> str:
    """What to do about a day that cannot be right."""
    match fault:
        case AbsenceFault.MISSING:
            return words.say("Choose a day.")
        case AbsenceFault.REVERSED:
            return words.say("The last day comes before the first. Change one of them.")
        case AbsenceFault.PAST:
            return words.say("Those days have passed. Choose days to come.")
        case AbsenceFault.TOO_LONG:
            return words.say(
                "Choose at most two years. Is it longer? Ask the environment office to change owner."
            )


def _to_list(words: Words, about: AboutWorklist | None) -> Button:
    """Back to the list that one came from, in the same message; or to one's own."""
    if about is None:
        return Button(title=words.say("My activities"), verb=Verb.MY_ACTIVITIES)
    return Button(title=words.say("My activities"), verb=Verb.SHOW_WORKLIST, data=data_of(about))


def _exceptions(settled: Settled, words: Words, today: date) -> list[str]:
    say, name, gap = words.say, _name(settled.deputy), settled.gap
    found = []
    if gap is not None:
        first, last = _when(gap.first, today, words), _when(gap.last, today, words)
        away = say("{deputy} is away too, from {first} through {last}.", deputy=name, first=first, last=last)
        instead = (
            say("Then {name} gets them.", name=_name(gap.instead))
            if gap.instead
            else say("Then they come to you.")
        )
        found.append(f"{away} {instead}")
    if settled.is_reachable:
        found.append(say("{deputy} is told.", deputy=name))
    else:
        found.append(
            "⚠ "
            + say(
                "{deputy} does not have the app in Teams yet and cannot be reminded. "
                "Ask them to add it, or choose somebody else.",
                deputy=name,
            )
        )
    return found


def _when(day: date, today: date, words: Words) -> str:
    """The year is said only when one would not guess it."""
    return words.day(day) if abs((day - today).days) < SAID_WITHOUT_YEAR else words.full_day(day)


def _name(person: Person) -> str:
    return excerpt(person.name, LONGEST_NAME)

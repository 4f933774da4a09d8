"""Before anybody is reminded: exactly who it goes to, who had a reminder just now, and the own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from cards import greeting, reach
from cards.asking import Field, FieldKind, Press, asking, typed
from cards.card import Card
from cards.nudging.payloads import EVEN_THEM, SENTENCE, AboutNudge
from cards.nudging.recent import earlier_today, just_reminded
from cards.nudging.turning import page_presses
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.turning import page_words
from cards.unit import title_of
from cards.verbs import Verb
from cards.words import Words
from domain.nudging import LONGEST_SENTENCE, Nudging, Place
from domain.overview import Overview
from domain.people import PersonId

PEOPLE_ON_A_PAGE = 100
LONGEST_MEANING = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields, what is wrong with it, and what is to be thought of before it is sent.

    `preview` is set when the own words are to be seen as they will stand in the card.
    """

    sentence: str = ""
    even_them: bool = False
    fault: str = ""
    doubt: str = ""
    preview: bool = False


NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What else is said: who asks, who the others are, when it goes and what comes by itself."""

    when: str
    asker: str = ""
    names: Mapping[PersonId, str] = field(default_factory=dict)
    next_reminder: datetime | None = None


def ask_nudge(
    view: Overview,
    nudging: Nudging,
    about: AboutNudge,
    words: Words,
    telling: Telling,
    *,
    given: Typed = NOTHING_TYPED,
) -> Card:
    """What a press on send will do. With own words it shows them before they go."""
    number = len(nudging.people(even_them=given.even_them))
    shown = page_of(nudging.places, about.about.page, PEOPLE_ON_A_PAGE)
    at_rest = replace(about, about=replace(about.about, page=0), picked_from=None)
    may_be_sent = number or nudging.just_reminded
    return asking(
        words,
        _question(number, view, about, words),
        notice=_notice(given, words),
        sentences=[
            *_how(number, nudging, telling, words),
            *just_reminded(nudging, telling.names, words, even_them=given.even_them),
            page_words(shown, words),
        ],
        facts=[*_preview(given, telling, words), *_facts(shown.items, nudging, words, given)],
        fields=_fields(nudging, given, words) if may_be_sent else [],
        presses=[
            *page_presses(at_rest, Verb.ASK_NUDGE, shown, words),
            *([_send(at_rest, given, words)] if may_be_sent else []),
            *_choose(view, at_rest, words),
            _back(at_rest.about, words),
        ],
        longest_meaning=LONGEST_MEANING,
    )


def _question(number: int, view: Overview, about: AboutNudge, words: Words) -> str:
    unit = view.unit(about.about.org_unit_id) if about.about.org_unit_id else None
    measure = view.measure(about.about.measure_id) if about.about.measure_id else None
    if unit is not None:
        name = excerpt(unit.org_unit.name, LONGEST_NAME)
        return words.count("Remind {n} person in {unit}?", "Remind {n} people in {unit}?", number, unit=name)
    if measure is not None:
        return words.count(
            "Remind {n} person about {measure}?",
            "Remind {n} people about {measure}?",
            number,
            measure=title_of(measure.measure, words),
        )
    return words.count("Remind {n} person?", "Remind {n} people?", number)


def _notice(given: Typed, words: Words) -> str:
    if given.fault:
        return ""
    if given.preview:
        said = words.say("Nothing has been sent yet. This is how your words will stand in the card.")
        return f"{said} {given.doubt}".strip()
    return ""


def _how(number: int, nudging: Nudging, telling: Telling, words: Words) -> list[str]:
    if not number and not nudging.just_reminded:
        return [words.say("Nobody who can be reached has anything left.")]
    said = [words.say("Each gets a card with what they have not answered yet."), telling.when]
    if telling.next_reminder is not None:
        when = words.moment(telling.next_reminder)
        said.append(words.say("An ordinary reminder comes by itself {when}, to all who are left.", when=when))
    return said


def _preview(given: Typed, telling: Telling, words: Words) -> list[tuple[str, str]]:
    if not given.preview:
        return []
    return [(words.say("In the card"), _said(given, telling, words))]


def _said(given: Typed, telling: Telling, words: Words) -> str:
    asker, sentence = excerpt(telling.asker, LONGEST_NAME), cut_to_fit(given.sentence, LONGEST_SENTENCE)
    return greeting.writes(asker, sentence, words)


def _facts(places: Sequence[Place], nudging: Nudging, words: Words, given: Typed) -> list[tuple[str, str]]:
    facts = []
    for org_unit, group in groupby(places, key=lambda place: place[0]):
        reminded = [each for _, each in group if nudging.is_reminded(each, even_them=given.even_them)]
        if reminded:
            names = words.listed([reach.name(each) for each in reminded])
            facts.append((excerpt(org_unit.name, LONGEST_NAME), names))
    spared = [
        reach.name(each)
        for _, each in places
        if not each.is_unreachable and not nudging.is_reminded(each, even_them=given.even_them)
    ]
    if spared:
        facts.append((words.say("Were reminded just now, get no reminder"), words.listed(spared)))
    facts += earlier_today(places, nudging, words)
    lost = [reach.name(each) for each in reach.unreachable(standing for _, standing in places)]
    if lost:
        facts.append(("⚠ " + words.say("Cannot be reached, get no reminder"), words.listed(lost)))
    return facts


def _fields(nudging: Nudging, given: Typed, words: Words) -> list[Field]:
    sentence = Field(
        kind=FieldKind.LONG_TEXT,
        name=SENTENCE,
        label=words.say("Own words, if you like. They stand first in the card"),
        value=typed(given.sentence),
        longest=LONGEST_SENTENCE,
        fault=given.fault,
    )
    if not nudging.just_reminded:
        return [sentence]
    even_them = Field(
        kind=FieldKind.TOGGLE,
        name=EVEN_THEM,
        label=words.say("Those who were reminded just now"),
        placeholder=words.say("Remind them too"),
        value="true" if given.even_them else "false",
    )
    return [sentence, even_them]


def _send(about: AboutNudge, given: Typed, words: Words) -> Press:
    # Longer words are never sent, so nobody has to be remembered as having seen them.
    is_seen = given.preview and len(given.sentence) <= LONGEST_SENTENCE
    seen = given.sentence if is_seen else ""
    return Press(
        title=words.say("Send"),
        verb=Verb.NUDGE,
        data=replace(about, seen=seen).data,
        sends=True,
        is_main=True,
    )


def _choose(view: Overview, about: AboutNudge, words: Words) -> list[Press]:
    _, *others = reach.reachable(view.waiting_for) or (None,)
    if not others:
        return []
    return [Press(title=words.say("Choose people"), verb=Verb.CHOOSE_PEOPLE, data=about.data, sends=True)]


def _back(about: AboutUnit, words: Words) -> Press:
    by_measure = about.measure_id is not None
    whole = replace(about, org_unit_id=None, measure_id=None, page=0, by_measure=by_measure)
    return Press(title=words.say("Back"), verb=Verb.SHOW_OVERVIEW, data=data_of(whole))

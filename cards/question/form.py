"""“Fråga ansvarig”: what is asked, with who gets the question and when, before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cards import matter_facts
from cards.asking import Choice, Field, FieldKind, Press, asking
from cards.asking import typed as as_typed
from cards.card import Card
from cards.handover import public_record
from cards.message import Button
from cards.plain_text import LONGEST_NAME, excerpt
from cards.question.exchange import under_the_activity
from cards.question.payloads import OWN_WORDS, READY, AboutQuestion
from cards.question.ready_made import wording
from cards.summary.payloads import AboutSummary
from cards.verbs import Verb
from cards.words import Words
from domain.people import Person, PersonId
from domain.questions import LONGEST_QUESTION, Addressee, Exchange, fitting
from domain.worklist import WorkItem

LONGEST_NAMES = 300
LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the fields, and what is wrong at the text; `doubt` is what to think about once more."""

    ready: str = ""
    text: str = ""
    fault: str = ""
    doubt: str = ""


NOTHING_WRITTEN = Written()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who would get the question at that time, and what has been asked about the plan activity before."""

    addressees: Sequence[Addressee]
    at: datetime
    before: Sequence[Exchange] = field(default_factory=tuple)


def button(item: WorkItem, about: AboutSummary, reader: PersonId, words: Words) -> list[Button]:
    """To ask about it from where it is listed; nobody asks about what they answer for themselves."""
    if item.plan_activity.is_owned_by(reader):
        return []
    asked = AboutQuestion(summary=about, plan_activity_id=item.plan_activity.plan_activity_id)
    tooltip = words.say(
        "Ask {name} about {number}",
        name=excerpt(item.owner_name, LONGEST_NAME),
        number=excerpt(item.plan_activity.number, LONGEST_NUMBER),
    )
    title = words.say("Ask the owner")
    return [Button(title=title, verb=Verb.ASK_QUESTION, data=asked.data, tooltip=tooltip)]


def ask_question(
    item: WorkItem, post: Post, words: Words, *, about: AboutQuestion, written: Written = NOTHING_WRITTEN
) -> Card:
    """The form. What was answered last stands above the fields; a fault or a doubt leaves all as typed."""
    say = words.say
    return asking(
        words,
        say("Ask {name}", name=excerpt(item.owner_name, LONGEST_NAME)),
        occasion=matter_facts.title(item, words),
        notice=written.doubt,
        sentences=[*goes_to(post, words), say("You get the reply here in the chat.")],
        facts=[
            *matter_facts.latest(item, words),
            (say("Asked before"), " · ".join(under_the_activity(post.before, words))),
        ],
        fields=[_ready(item, written, words), _own_words(written, words)],
        remark=public_record(words),
        presses=[
            Press(
                title=say("Send anyway") if written.doubt else say("Send the question"),
                verb=Verb.SEND_QUESTION,
                data=about.data,
                sends=True,
                is_main=True,
            ),
            Press(title=say("Back"), verb=Verb.LOOK_IN_SUMMARY, data=about.summary.data),
        ],
    )


def goes_to(post: Post, words: Words) -> list[str]:
    """Who gets it and when; who stands in for whom; and who cannot be reached."""
    say, reached = words.say, [each for each in post.addressees if each.is_reachable]
    lost = [each for each in post.addressees if not each.is_reachable]
    said = []
    for when, names in _by_time(reached, post.at).items():
        named = excerpt(words.listed(names), LONGEST_NAMES)
        said.append(
            say("The question goes to {names} at once.", names=named)
            if when is None
            else say("The question goes to {names} {when}.", names=named, when=words.moment(when))
        )
    said += [_instead(each, words) for each in post.addressees if each.stands_in_for is not None]
    if lost:
        named = excerpt(words.listed([_name(each.person) for each in lost]), LONGEST_NAMES)
        said.append(say("{names} cannot be reached in Teams.", names=named))
    if not reached:
        said.append(say("The question goes to the environment office instead."))
    return said


def _by_time(reached: Sequence[Addressee], at: datetime) -> Mapping[datetime | None, list[str]]:
    found: dict[datetime | None, list[str]] = {}
    for each in reached:
        when = each.from_when if each.from_when > at else None
        found.setdefault(when, []).append(_name(each.person))
    return found


def _instead(each: Addressee, words: Words) -> str:
    away = each.stands_in_for
    absence = away.absence if away else None
    if away is None or absence is None:
        return ""
    return words.say(
        "{owner} is away until {day}, and {name} stands in.",
        owner=_name(away),
        day=words.day(absence.last_day),
        name=_name(each.person),
    )


def _name(person: Person) -> str:
    return excerpt(person.name, LONGEST_NAME)


def _ready(item: WorkItem, written: Written, words: Words) -> Field:
    choices = [Choice(title=wording(each, words), value=each.value) for each in fitting(item)]
    return Field(
        kind=FieldKind.CHOICE,
        name=READY,
        label=words.say("Choose a question"),
        choices=choices,
        value=written.ready if written.ready in {each.value for each in choices} else "",
    )


def _own_words(written: Written, words: Words) -> Field:
    return Field(
        kind=FieldKind.LONG_TEXT,
        name=OWN_WORDS,
        label=words.say("Or write one of your own, or something to add"),
        value=as_typed(written.text),
        longest=LONGEST_QUESTION,
        fault=written.fault,
    )

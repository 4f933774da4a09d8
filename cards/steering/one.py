"""Giving one person longer: who, and until when."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from cards import people_choice, rounds
from cards.asking import Field, FieldKind, Press, asking, day_value
from cards.card import Card
from cards.steering.payloads import DAY
from cards.steering.standing import about_round, back
from cards.verbs import Verb
from cards.words import Words
from domain.people import OrgUnitId, Person
from domain.rounds import FollowUpRound

NO_FAULTS: Mapping[str, str] = MappingProxyType({})


def ask_extend_one(
    follow_up_round: FollowUpRound,
    people: Sequence[Person],
    units: Mapping[OrgUnitId, str],
    words: Words,
    *,
    key: str,
    nearest: OrgUnitId,
    last: date,
    chosen: str = "",
    searched: str = "",
    day: str = "",
    faults: Mapping[str, str] = NO_FAULTS,
) -> Card:
    """Those who have something left, and a day before the round closes."""
    say = words.say
    return asking(
        words,
        say("Give somebody longer?"),
        occasion=rounds.title(follow_up_round, words),
        sentences=[
            say("Answers are due {day} now.", day=words.day(follow_up_round.deadline)),
            say("The person is told at once, and their reminders follow the new day."),
        ],
        fields=[
            *people_choice.fields(
                words,
                people,
                units,
                label=say("Who?"),
                nearest=nearest,
                chosen=chosen,
                searched=searched,
                fault=faults.get(people_choice.PERSON, ""),
                is_needed=True,
            ),
            _day_field(follow_up_round, last, day, faults.get(DAY, ""), words),
        ],
        presses=_presses(follow_up_round, key, words),
    )


def _day_field(follow_up_round: FollowUpRound, last: date, day: str, fault: str, words: Words) -> Field:
    return Field(
        kind=FieldKind.DATE,
        name=DAY,
        label=words.say("New last day to answer, at most {last}", last=words.day(last)),
        value=day,
        earliest=day_value(follow_up_round.deadline),
        latest=day_value(last),
        fault=fault,
        if_missing=words.say("Choose a day."),
    )


def _presses(follow_up_round: FollowUpRound, key: str, words: Words) -> list[Press]:
    data, leave = about_round(follow_up_round, key).data, back(follow_up_round, words)
    return [
        Press(title=words.say("Give longer"), verb=Verb.EXTEND_ONE, data=data, sends=True, is_main=True),
        Press(title=leave.title, verb=leave.verb, data=leave.data),
    ]

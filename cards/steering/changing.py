"""Giving everybody longer, closing early and opening again: the question, what it means, and the receipt."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from cards import rounds
from cards.asking import Field, FieldKind, Press, asking, day_value, typed
from cards.card import Card
from cards.message import Button, message
from cards.plain_text import LONGEST_NAME, excerpt
from cards.steering.effects import Effects, sentences
from cards.steering.payloads import DAY, REASON
from cards.steering.standing import about_round, back, home
from cards.verbs import Verb
from cards.words import Words
from domain.round_changes import DayFault
from domain.rounds import FollowUpRound

SHORTEST_REASON, LONGEST_REASON = 2, 300
MOST_NAMES = 40
NO_FAULTS: Mapping[str, str] = MappingProxyType({})


def ask_extend(
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    key: str,
    day: str,
    earliest: date,
    fault: str = "",
    notice: str = "",
) -> Card:
    """Until when; what it means is shown next, before anything is changed."""
    say = words.say
    return asking(
        words,
        say("Give everybody longer?"),
        occasion=rounds.title(follow_up_round, words),
        notice=notice,
        sentences=[
            say("Answers are due {day} now.", day=words.day(follow_up_round.deadline)),
            say("Next you see what it means. Nothing is changed until then."),
        ],
        fields=[_day_field(say("New last day to answer"), day, earliest, fault, words)],
        presses=[
            Press(
                title=say("See what it means"),
                verb=Verb.PREVIEW_EXTEND,
                data=about_round(follow_up_round, key).data,
                sends=True,
                is_main=True,
            ),
            _no(follow_up_round, words),
        ],
    )


def preview_extend(
    follow_up_round: FollowUpRound, after: FollowUpRound, effects: Effects, words: Words, *, key: str
) -> Card:
    """What it would mean, and the press that does it."""
    data = about_round(follow_up_round, key, after.deadline).data
    return message(
        words,
        words.say("Give everybody until {day}?", day=words.day(after.deadline)),
        [_closes(after, words), *sentences(effects, after, words)],
        buttons=[
            Button(title=words.say("Give everybody longer"), verb=Verb.EXTEND_ROUND, data=data),
            Button(title=words.say("Another day"), verb=Verb.ASK_EXTEND, data=data),
            back(follow_up_round, words),
        ],
    )


def extended(after: FollowUpRound, effects: Effects, words: Words) -> Card:
    """The receipt."""
    return message(
        words,
        words.say("Everybody has until {day}", day=words.day(after.deadline)),
        [_closes(after, words), *sentences(effects, after, words)],
        buttons=[back(after, words), *home(after, words)],
    )


def ask_close(
    follow_up_round: FollowUpRound,
    after: FollowUpRound,
    effects: Effects,
    words: Words,
    *,
    waiting: Sequence[str],
    outstanding: int,
    key: str,
) -> Card:
    """Who will be left without an answer, and what closing means."""
    missing = words.count(
        "{n} activity has no answer, and is shown as missing in the summary.",
        "{n} activities have no answer, and are shown as missing in the summary.",
        outstanding,
    )
    left = len(waiting) - MOST_NAMES
    more = [words.count("{n} more", "{n} more", left)] if left > 0 else []
    names = words.listed([*(excerpt(each, LONGEST_NAME) for each in waiting[:MOST_NAMES]), *more])
    return message(
        words,
        words.say("Close the follow-up now?"),
        [
            *([missing] if outstanding else [words.say("Everything is answered.")]),
            *sentences(effects, after, words),
            words.say("You can open it again, with a reason."),
        ],
        facts=[(words.say("Have not answered"), names)] if waiting else [],
        buttons=[
            Button(
                title=words.say("Close now"),
                verb=Verb.CLOSE_ROUND,
                data=about_round(follow_up_round, key).data,
            ),
            back(follow_up_round, words),
        ],
    )


def closed(after: FollowUpRound, effects: Effects, words: Words) -> Card:
    """The receipt."""
    return message(
        words,
        words.say("The follow-up is closed"),
        sentences(effects, after, words),
        buttons=[back(after, words), *home(after, words)],
    )


def ask_reopen(
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    key: str,
    day: str,
    reason: str,
    earliest: date,
    redrawn: int,
    faults: Mapping[str, str] = NO_FAULTS,
    notice: str = "",
) -> Card:
    """Until when and why, with what it means."""
    say = words.say
    return asking(
        words,
        say("Open the follow-up again?"),
        occasion=rounds.title(follow_up_round, words),
        notice=notice,
        sentences=[
            say("The owners can answer and change answers again. Reminders go before the new last day."),
            _usable_again(redrawn, words),
            say("The director is told why, and gets a new summary when it closes again."),
        ],
        fields=[
            _day_field(say("New last day to answer"), day, earliest, faults.get(DAY, ""), words),
            _reason_field(reason, faults.get(REASON, ""), words),
        ],
        presses=[
            Press(
                title=say("Open again"),
                verb=Verb.REOPEN_ROUND,
                data=about_round(follow_up_round, key).data,
                sends=True,
                is_main=True,
            ),
            _no(follow_up_round, words),
        ],
    )


def _usable_again(redrawn: int, words: Words) -> str:
    if not redrawn:
        return ""
    return words.count(
        "{n} card in people’s chats can be used again. Nobody gets a new message.",
        "{n} cards in people’s chats can be used again. Nobody gets a new message.",
        redrawn,
    )


def _reason_field(reason: str, fault: str, words: Words) -> Field:
    return Field(
        kind=FieldKind.LONG_TEXT,
        name=REASON,
        label=words.say("Why? The director reads it"),
        value=typed(reason),
        longest=LONGEST_REASON,
        fault=fault,
        if_missing=words.say("Tell briefly why."),
    )


def reopened(after: FollowUpRound, effects: Effects, words: Words) -> Card:
    """The receipt."""
    return message(
        words,
        words.say("The follow-up is open again, until {day}", day=words.day(after.deadline)),
        [_closes(after, words), *sentences(effects, after, words)],
        buttons=[back(after, words), *home(after, words)],
    )


def day_fault(fault: DayFault, follow_up_round: FollowUpRound, words: Words) -> str:
    """What to do about a day that cannot be the last one."""
    match fault:
        case DayFault.MISSING:
            return words.say("Choose a day.")
        case DayFault.PAST:
            return words.say("That day has passed. Choose a day to come.")
        case DayFault.NOT_LATER:
            return words.say("Choose a day after {day}.", day=words.day(follow_up_round.deadline))
        case DayFault.TOO_LATE:
            return words.say("Choose a day within three months.")


def _day_field(label: str, day: str, earliest: date, fault: str, words: Words) -> Field:
    return Field(
        kind=FieldKind.DATE,
        name=DAY,
        label=label,
        value=day,
        earliest=day_value(earliest),
        fault=fault,
        if_missing=words.say("Choose a day."),
    )


def _closes(after: FollowUpRound, words: Words) -> str:
    return words.say("It closes for answers {when}.", when=words.moment(after.closes_at))


def _no(follow_up_round: FollowUpRound, words: Words) -> Press:
    button = back(follow_up_round, words)
    return Press(title=button.title, verb=button.verb, data=button.data)

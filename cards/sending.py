"""The receipt of a sending: when it goes, how far it has come, and how to stop what has not gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cards.card import Card
from cards.message import Button, message
from cards.payloads import AboutSending, AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.people import PersonId
from domain.rounds import FollowUpRound
from domain.sendings import Sending

MOST_NAMES = 120
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Who looks at a sending and when, and what else there is to know.

    `next_reminder` is when the round's next step comes, for those who miss this one.
    """

    at: datetime
    reader: PersonId
    names: Mapping[PersonId, str] = field(default_factory=dict)
    next_reminder: datetime | None = None


def receipt(
    sending: Sending,
    follow_up_round: FollowUpRound,
    words: Words,
    sight: Sight,
    *,
    unreachable: Sequence[str] = (),
    notice: str = "",
) -> Card:
    """A sending as it is now; drawn again it tells how it has gone. `unreachable` were left out of it."""
    names = [excerpt(name, LONGEST_NAME) for name in unreachable[:MOST_NAMES]]
    lost = [("⚠ " + words.say("Cannot be reached"), words.listed(names))] if names else []
    sentences = [*([notice] if notice else []), *_told(sending, follow_up_round, words, sight)]
    return message(
        words,
        _heading(sending, words),
        sentences,
        facts=lost,
        buttons=_buttons(sending, words),
    )


def ask_cancel(sending: Sending, words: Words, sight: Sight) -> Card:
    """How many would be stopped, how many have gone, and what comes next for those who are stopped."""
    about = AboutSending(follow_up_round_id=sending.follow_up_round_id, key=sending.key)
    back = AboutUnit(follow_up_round_id=sending.follow_up_round_id)
    return message(
        words,
        words.say("Stop the rest?"),
        [
            title(sending, words, sight.names) + ".",
            words.count(
                "{n} person is waiting and will get no reminder.",
                "{n} people are waiting and will get no reminder.",
                sending.waiting,
            ),
            *_gone(sending, words),
            *_next(sending, words, sight),
        ],
        buttons=[
            Button(title=words.say("Stop the rest"), verb=Verb.CANCEL, data=data_of(about)),
            Button(title=words.say("Back"), verb=Verb.SHOW_DELIVERIES, data=data_of(back)),
        ],
    )


def beforehand(when: datetime | None, undo: timedelta, words: Words) -> str:
    """When reminders will go if one asks for them now; `when` if they have to wait for working hours."""
    if when is not None:
        return words.say("The reminders are sent {when}, when working hours begin.", when=words.moment(when))
    if not undo:
        return words.say("The reminders are sent at once.")
    return words.count(
        "The reminders are sent after {n} minute, so that you can change your mind.",
        "The reminders are sent after {n} minutes, so that you can change your mind.",
        -(-undo // MINUTE),
    )


def title(sending: Sending, words: Words, names: Mapping[PersonId, str]) -> str:
    """What a sending is called: a step by its days, the others by who asked and when."""
    if sending.working_days is not None:
        return step_title(sending.working_days, words, sending.own_deadline)
    who = excerpt(names.get(sending.requested_by, ""), LONGEST_NAME) if sending.requested_by else ""
    when = words.moment(sending.decided_at)
    if sending.is_again:
        return words.say("Sent again by {name} {when}", name=who, when=when)
    return words.say("Reminder from {name} {when}", name=who, when=when)


def step_title(working_days: int, words: Words, own_deadline: date | None = None) -> str:
    """A step of the ladder, by its working days from the last day to answer, or from somebody's own."""
    if own_deadline is not None:
        step, day = step_title(working_days, words), words.short_day(own_deadline)
        return words.say("{step} (later deadline: {day})", step=step, day=day)
    if working_days == 0:
        return words.say("Reminder on the last day to answer")
    if working_days < 0:
        return words.count(
            "Reminder {n} working day before the last day to answer",
            "Reminder {n} working days before the last day to answer",
            -working_days,
        )
    return words.count(
        "Reminder {n} working day after the last day to answer",
        "Reminder {n} working days after the last day to answer",
        working_days,
    )


def _heading(sending: Sending, words: Words) -> str:
    if not sending.people:
        return words.say("Nobody was reminded")
    if sending.stopped and sending.withdrawal:
        return (
            words.say("The reminders are stopped")
            if sending.has_begun
            else words.say("The reminders are undone")
        )
    if sending.waiting and not sending.has_begun:
        return words.count("{n} person will be reminded", "{n} people will be reminded", sending.waiting)
    if sending.waiting or sending.on_the_way:
        return words.say("The reminders are being sent")
    if sending.sent:
        return words.say("The reminders have been sent")
    if sending.not_reached:
        return words.say("Nobody was reached")
    was_needed = sending.later or sending.paused or sending.too_late
    return words.say("Nobody was reminded") if was_needed else words.say("Nobody needed reminding")


def _told(sending: Sending, follow_up_round: FollowUpRound, words: Words, sight: Sight) -> Iterator[str]:
    if not sending.people:
        return
    if sending.requested_by and sending.requested_by != sight.reader:
        yield title(sending, words, sight.names) + "."
    if sending.withdrawal is not None:
        yield from _stopped(sending, words, sight)
    if sending.waiting:
        yield from _waiting(sending, follow_up_round, words, sight)
    yield from _gone(sending, words)
    if sending.not_reached:
        yield "⚠ " + words.count(
            "{n} was not reached. “Deliveries” in the overview says why.",
            "{n} were not reached. “Deliveries” in the overview says why.",
            sending.not_reached,
        )
    yield from _needless(sending, words)
    if sending.stopped:
        yield from _next(sending, words, sight)


def _needless(sending: Sending, words: Words) -> Iterator[str]:
    """Who got no reminder because none was needed, each for their own reason."""
    if sending.not_needed:
        yield words.count(
            "{n} had nothing left to answer and gets no reminder.",
            "{n} had nothing left to answer and get no reminder.",
            sending.not_needed,
        )
    if sending.later:
        yield words.count(
            "{n} has more time or has got a later reminder, and does not get this one.",
            "{n} have more time or have got a later reminder, and do not get this one.",
            sending.later,
        )
    if sending.paused:
        yield words.count(
            "{n} has paused the early reminders and does not get this one.",
            "{n} have paused the early reminders and do not get this one.",
            sending.paused,
        )
    if sending.too_late:
        yield words.count(
            "{n} was not reminded before the follow-up closed.",
            "{n} were not reminded before the follow-up closed.",
            sending.too_late,
        )


def _stopped(sending: Sending, words: Words, sight: Sight) -> Iterator[str]:
    assert sending.withdrawal is not None
    when = _when(sending.withdrawal.at, words, sight)
    by = sending.withdrawal.by
    if by == sight.reader:
        yield words.say("You stopped it {when}.", when=when)
    elif by is not None:
        name = excerpt(sight.names.get(by, ""), LONGEST_NAME)
        yield words.say("{name} stopped it {when}.", name=name, when=when)
    yield (
        words.count("{n} reminder is not sent.", "{n} reminders are not sent.", sending.stopped)
        if sending.stopped
        else words.say("There was nothing left to stop.")
    )


def _waiting(sending: Sending, follow_up_round: FollowUpRound, words: Words, sight: Sight) -> Iterator[str]:
    if not follow_up_round.is_open:
        yield words.say("The follow-up is closed, so nothing more is sent.")
        return
    goes_at = sending.goes_at
    if goes_at is None or goes_at <= sight.at:
        on_their_way = words.say("The reminders are on their way. Those who answer first get none.")
        yield _left(sending, words) if sending.has_begun else on_their_way
    elif sending.has_begun:
        yield _left(sending, words)
        yield words.say("The next one is sent {when}.", when=_when(goes_at, words, sight))
    elif _day(goes_at, words) == _day(sight.at, words):
        yield words.say(
            "They are sent at {time}. Until then you can undo it. Those who answer first get none.",
            time=words.clock(goes_at),
        )
    else:
        yield words.say(
            "They are sent {when}, when working hours begin. Until then you can undo it."
            " Those who answer first get none.",
            when=words.moment(goes_at),
        )


def _left(sending: Sending, words: Words) -> str:
    return words.count("{n} is waiting to be sent.", "{n} are waiting to be sent.", sending.waiting)


def _gone(sending: Sending, words: Words) -> Iterator[str]:
    """What can no longer be called back: sent, and on its way."""
    if sending.sent and sending.first_sent and sending.last_sent:
        span = _span(sending.first_sent, sending.last_sent, words)
        stopped = sending.withdrawal
        if stopped is not None and sending.last_sent <= stopped.at:
            yield words.count(
                "{n} had been sent already, {span}.",
                "{n} had been sent already, {span}.",
                sending.sent,
                span=span,
            )
        else:
            yield "✔ " + words.count("{n} is sent, {span}.", "{n} are sent, {span}.", sending.sent, span=span)
    if sending.on_the_way:
        yield words.count(
            "{n} is on the way and cannot be stopped.",
            "{n} are on the way and cannot be stopped.",
            sending.on_the_way,
        )


def _span(first: datetime, last: datetime, words: Words) -> str:
    """From when to when, as briefly as it can be said."""
    start, end = words.clock(first), words.clock(last)
    if _day(first, words) != _day(last, words):
        return words.say("from {first} to {last}", first=words.moment(first), last=words.moment(last))
    return words.say("at {time}", time=start if start == end else f"{start}–{end}")


def _next(sending: Sending, words: Words, sight: Sight) -> Iterator[str]:
    if sending.requested_by is not None:
        return
    if sight.next_reminder is None:
        yield words.say("It was the last reminder of the follow-up.")
    else:
        yield words.say(
            "Those who are stopped get the next reminder as usual, {when}.",
            when=words.moment(sight.next_reminder),
        )


def _when(at: datetime, words: Words, sight: Sight) -> str:
    if _day(at, words) == _day(sight.at, words):
        return words.say("at {time}", time=words.clock(at))
    return words.moment(at)


def _day(at: datetime, words: Words) -> object:
    return words.local_day(at)


def _buttons(sending: Sending, words: Words) -> list[Button]:
    about = data_of(AboutSending(follow_up_round_id=sending.follow_up_round_id, key=sending.key))
    home = data_of(AboutUnit(follow_up_round_id=sending.follow_up_round_id))
    buttons = []
    if sending.waiting:
        stop = words.say("Stop the rest") if sending.has_begun else words.say("Undo")
        buttons.append(Button(title=stop, verb=Verb.UNDO_NUDGE, data=about))
    if sending.waiting or sending.on_the_way:
        buttons.append(Button(title=words.say("Show how it goes"), verb=Verb.SHOW_NUDGE, data=about))
    return [*buttons, Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=home)]

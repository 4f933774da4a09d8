"""A rehearsal with one text wherever people and the plan fill in."""

from datetime import timedelta

from cards import message, worklist
from cards.card import Card
from cards.rehearsal import days, samples
from cards.rehearsal.about import AboutDay, AboutSample
from cards.rehearsal.example import example
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.deliveries import DeliveryKind, FailureReason
from domain.people import PersonId
from domain.rehearsal import CardSort, Rehearsal, RehearsedMessage
from domain.reminders import ReminderKind
from domain.rounds import RoundState
from tests.cards import givens

KEY = "0123456789abcdef"
CALENDAR = WorkCalendar()


def view(text: str, many: int, state: RoundState = RoundState.OPEN) -> Rehearsal:
    """`many` reminders of each fate on one day, and an escalation and a summary on others."""
    reminders = [
        RehearsedMessage(
            at=givens.ANSWERED_AT,
            kind=DeliveryKind.REMINDER,
            person_id=PersonId(number),
            key="-15",
            reminder_kind=ReminderKind.STEP,
            recipient_id=None if number % 3 == 0 else PersonId(1),
            failure=FailureReason.BLOCKED if number % 3 == 0 else None,
        )
        for number in range(1, many * 3 + 1)
    ]
    later = [
        RehearsedMessage(
            at=givens.ANSWERED_AT + timedelta(days=number),
            kind=kind,
            person_id=PersonId(1),
            recipient_id=PersonId(1),
        )
        for number, kind in enumerate((DeliveryKind.ESCALATION, DeliveryKind.SUMMARY), start=1)
    ]
    people = [PersonId(number) for number in range(1, many * 3 + 1)]
    return Rehearsal(
        follow_up_round=givens.follow_up_round(state),
        at=givens.ANSWERED_AT,
        messages=(*reminders, *later),
        names=dict.fromkeys(people, text),
        units={each: f"{text} {each % 40}" for each in people},
    )


def cards_about_rehearsals(words: Words, text: str, many: int) -> dict[str, Card]:
    """The first day, the names of it, nothing left, a sample, and the receipt."""
    found = view(text, many)
    round_id = found.follow_up_round.follow_up_round_id
    first = AboutDay(follow_up_round_id=round_id, day=CALENDAR.local_day(givens.ANSWERED_AT))
    nothing = Rehearsal(
        follow_up_round=givens.follow_up_round(RoundState.CLOSED),
        at=givens.ANSWERED_AT,
        messages=(),
        names={},
        units={},
    )
    original = message.message(words, text, [text])
    about = AboutSample(follow_up_round_id=round_id, sort=CardSort.FIRST)
    large = worklist.worklist(
        givens.worklist(tuple(givens.item(number, text=text) for number in range(1, many + 1))),
        words,
        key=KEY,
        today=givens.TODAY,
        greeting=text * 3,
    )
    return {
        "rehearsal": days.rehearsal(found, words, CALENDAR, key=KEY),
        "rehearsal, next day": days.rehearsal(found, words, CALENDAR, key=KEY, page=1),
        "rehearsal of nothing": days.rehearsal(nothing, words, CALENDAR, key=KEY),
        "rehearsed names": days.names(found, words, CALENDAR, first),
        "rehearsed card": samples.marked(original, CardSort.FIRST, words),
        "rehearsed card inside": example(
            large, found.messages[0], found, words, about=about, sorts=list(CardSort)
        ),
        "rehearsed cards sent": samples.receipt(list(CardSort), round_id, words, missing=many),
    }

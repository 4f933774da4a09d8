"""A rehearsal: who would get what when, for the rest of a round, if nobody answered meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.deliveries import DeliveryKind, FailureReason
from domain.people import PersonId
from domain.reminders import ReminderKind, step_of
from domain.rounds import FollowUpRound


class CardSort(StrEnum):
    """The sorts of cards that a round sends, in the order in which they come."""

    FIRST = "first"
    """The reminder that opens the ladder."""
    BETWEEN = "between"
    LAST = "last"
    """The last one before the deadline."""
    OVERDUE = "overdue"
    ASKED_FOR = "asked_for"
    """What a strategist has asked for, and what has not gone out yet."""
    ESCALATION = "escalation"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedMessage:
    """One message as it would go out: whose matter it is, who would get it, and why nobody would.

    `key` is the step's or the request's, "" for an escalation or a summary.
    """

    at: datetime
    kind: DeliveryKind
    person_id: PersonId
    key: str = ""
    reminder_kind: ReminderKind | None = None
    recipient_id: PersonId | None = None
    failure: FailureReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedDay:
    """Everything that would go out, or fail to, on one local day."""

    day: date
    messages: tuple[RehearsedMessage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """The rest of one round, seen from `at`; `names` and `units` are everybody's, by person."""

    follow_up_round: FollowUpRound
    at: datetime
    messages: tuple[RehearsedMessage, ...]
    names: Mapping[PersonId, str]
    units: Mapping[PersonId, str]

    def days(self, calendar: WorkCalendar) -> tuple[RehearsedDay, ...]:
        """The days on which something would happen, in order."""
        found: dict[date, list[RehearsedMessage]] = {}
        for message in self.messages:
            found.setdefault(calendar.local_day(message.at), []).append(message)
        return tuple(RehearsedDay(day=day, messages=tuple(found[day])) for day in sorted(found))

    def first_of_each(self) -> dict[CardSort, RehearsedMessage]:
        """The first message of each sort that would reach somebody."""
        found: dict[CardSort, RehearsedMessage] = {}
        for message in self.messages:
            if message.failure is None:
                found.setdefault(sort_of(message, self.follow_up_round), message)
        return {sort: found[sort] for sort in CardSort if sort in found}


def sort_of(message: RehearsedMessage, follow_up_round: FollowUpRound) -> CardSort:
    """Which sort of card a message is."""
    match message.kind:
        case DeliveryKind.ESCALATION:
            return CardSort.ESCALATION
        case DeliveryKind.SUMMARY:
            return CardSort.SUMMARY
        case _ if message.reminder_kind is ReminderKind.NUDGE:
            return CardSort.ASKED_FOR
        case _:
            return _sort_of_step(step_of(message.key)[0], follow_up_round)


def _sort_of_step(working_days: int, follow_up_round: FollowUpRound) -> CardSort:
    before = [step.working_days for step in follow_up_round.steps if step.working_days <= 0]
    if working_days > 0:
        return CardSort.OVERDUE
    if working_days == max(before, default=working_days):
        return CardSort.LAST
    return CardSort.FIRST if working_days == min(before, default=working_days) else CardSort.BETWEEN

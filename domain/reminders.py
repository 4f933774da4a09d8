"""Who is reminded and when: decided when a step falls due, and judged again when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.people import Person, PersonId, stand_in
from domain.rounds import FollowUpRound, ReminderStep

NUDGE = "nudge"
AGAIN = "again"


class ReminderKind(StrEnum):
    """A step of the ladder, or a strategist's own nudge."""

    STEP = "step"
    NUDGE = "nudge"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDecision:
    """One person is to be reminded once; `key` is unique in the round."""

    person_id: PersonId
    key: str
    kind: ReminderKind
    not_before: datetime


@dataclass(frozen=True, slots=True)
class SendTo:
    """Send now, to the owner or to whoever stands in."""

    recipient: Person


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """It is not a time to disturb people; try again then."""

    when: datetime


@dataclass(frozen=True, slots=True)
class NotWanted:
    """Nothing is outstanding any longer, or the round takes no answers."""


def due_step(follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar) -> ReminderStep | None:
    """The latest step that has come; an earlier one that was missed is never sent in its wake."""
    if not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return None
    come = [step for step in follow_up_round.steps if step.instant(follow_up_round.deadline, calendar) <= at]
    return max(come, default=None)


def due(
    follow_up_round: FollowUpRound,
    outstanding: Mapping[PersonId, int],
    at: datetime,
    calendar: WorkCalendar,
) -> list[ReminderDecision]:
    """The reminders that the latest step asks for, one per person with something outstanding."""
    step = due_step(follow_up_round, at, calendar)
    if step is None:
        return []
    not_before = calendar.next_open(at)
    return [
        ReminderDecision(person_id=person_id, key=step.key, kind=ReminderKind.STEP, not_before=not_before)
        for person_id, count in outstanding.items()
        if count > 0
    ]


def nudge_key(strategist: PersonId, card_key: str) -> str:
    """The key of what one press on one card asks for: pressing twice asks once."""
    return f"{NUDGE}:{strategist}:{card_key}"


def again_key(strategist: PersonId, card_key: str) -> str:
    """The key of sending again to those who were not reached."""
    return f"{AGAIN}:{strategist}:{card_key}"


def nudges(
    people: frozenset[PersonId],
    key: str,
    at: datetime,
    calendar: WorkCalendar,
    undo: timedelta = timedelta(0),
) -> list[ReminderDecision]:
    """One reminder per person for a strategist's request; the same request never makes two.

    They wait for as long as the request can be undone, and then for working hours.
    """
    not_before = calendar.next_open(at + undo)
    return [
        ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.NUDGE, not_before=not_before)
        for person_id in sorted(people)
    ]


def judge(
    owner: Person,
    *,
    step_key: str,
    outstanding: int,
    follow_up_round: FollowUpRound,
    people: Mapping[PersonId, Person],
    at: datetime,
    calendar: WorkCalendar,
) -> SendTo | WaitUntil | NotWanted:
    """Whether a decided reminder is still wanted at the moment of sending, and by whom.

    `step_key` is the ladder's step that decided it, "" for a nudge. A step that was held up until the next
    one came is not wanted: nobody gets two cards at once.
    """
    if outstanding == 0 or not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return NotWanted()
    step = due_step(follow_up_round, at, calendar)
    if step_key and step is not None and step.key != step_key:
        return NotWanted()
    opening = calendar.next_open(at)
    if opening > at:
        return WaitUntil(opening)
    return SendTo(stand_in(owner, calendar.local_day(at), people))

"""Who is reminded and when: decided when a step falls due, and judged again when it is sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.calendar import WorkCalendar
from domain.deliveries import Fate
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
    """It is not to be sent; `fate` says why: nothing is outstanding, unless it says something else."""

    fate: Fate = Fate.NOT_WANTED


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDeadline:
    """A later day than the round's that somebody has been granted, and when it was granted."""

    day: date
    since: datetime


NO_DEADLINES: Mapping[PersonId, OwnDeadline] = MappingProxyType({})


def due_step(
    follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar, own: OwnDeadline | None = None
) -> ReminderStep | None:
    """The latest step that has come; an earlier one that was missed is never sent in its wake.

    For somebody with a deadline of their own, and for everybody when the round's was moved while it was open,
    the steps are counted from that, and none that would have come before it was given.
    """
    if not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return None
    later = later_deadline(follow_up_round, own)
    come = [step for step in follow_up_round.steps if _has_come(step, follow_up_round, at, calendar, later)]
    return max(come, default=None)


def later_deadline(follow_up_round: FollowUpRound, own: OwnDeadline | None) -> OwnDeadline | None:
    """The deadline that steps are counted from, when it is not the one that the round opened with.

    An own deadline counts as long as it is later than the round's.
    """
    if own is not None and own.day > follow_up_round.deadline:
        return own
    since = follow_up_round.deadline_since
    return None if since is None else OwnDeadline(day=follow_up_round.deadline, since=since)


def _has_come(
    step: ReminderStep,
    follow_up_round: FollowUpRound,
    at: datetime,
    calendar: WorkCalendar,
    later: OwnDeadline | None,
) -> bool:
    if later is None:
        return step.instant(follow_up_round.deadline, calendar) <= at
    return later.since < step.instant(later.day, calendar) <= at


def key_of(step: ReminderStep, later: OwnDeadline | None = None) -> str:
    """The step's name in unique keys: `-1`, or `-1@2023-09-15` when it is counted from a later deadline."""
    return f"{step.key}@{later.day.isoformat()}" if later else step.key


def step_of(key: str) -> tuple[int, date | None]:
    """How many working days from which deadline a step's key says; None for the round's own deadline."""
    days, _, own = key.partition("@")
    return int(days), date.fromisoformat(own) if own else None


def is_paused(step: ReminderStep, follow_up_round: FollowUpRound) -> bool:
    """Whether the step is spared those who have paused: all before the deadline except the last.

    That last one always comes, and so do those after the deadline and whatever a strategist asks for.
    """
    last = max((each for each in follow_up_round.steps if each.working_days <= 0), default=None)
    return last is not None and step < last


def due(
    follow_up_round: FollowUpRound,
    outstanding: Mapping[PersonId, int],
    at: datetime,
    calendar: WorkCalendar,
    *,
    own_deadlines: Mapping[PersonId, OwnDeadline] = NO_DEADLINES,
    paused: Collection[PersonId] = frozenset(),
) -> list[ReminderDecision]:
    """The reminders that the latest step asks for, one per person with something outstanding.

    Those with a deadline of their own have a latest step of their own; those who have `paused` are spared
    the early ones (whoever stands in for them too, since it is their list).
    """
    usual, not_before = due_step(follow_up_round, at, calendar), calendar.next_open(at)
    decisions = []
    for person_id, count in outstanding.items():
        own = own_deadlines.get(person_id)
        step = due_step(follow_up_round, at, calendar, own) if own else usual
        if count == 0 or step is None or (person_id in paused and is_paused(step, follow_up_round)):
            continue
        key = key_of(step, later_deadline(follow_up_round, own))
        decisions.append(
            ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.STEP, not_before=not_before)
        )
    return decisions


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
    own: OwnDeadline | None = None,
) -> SendTo | WaitUntil | NotWanted:
    """Whether a decided reminder is still wanted at the moment of sending, and by whom.

    `step_key` is the ladder's step that decided it, "" for a nudge. A step that was held up until the next
    one came is not wanted: nobody gets two cards at once. Nor is one that was counted from another deadline
    than the owner has now.
    """
    if outstanding == 0:
        return NotWanted()
    if not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return NotWanted(Fate.TOO_LATE)
    if step_key:
        step = due_step(follow_up_round, at, calendar, own)
        if not _is_asked_for(step_key, step, later_deadline(follow_up_round, own)):
            return NotWanted(Fate.LATER)
        if step and owner.wants_only_the_deadline and is_paused(step, follow_up_round):
            return NotWanted(Fate.PAUSED)
    recipient = stand_in(owner, calendar.local_day(at), people)
    opening = next_opening(recipient, at, calendar, own.day if own else follow_up_round.deadline)
    return WaitUntil(opening) if opening > at else SendTo(recipient)


def _is_asked_for(step_key: str, step: ReminderStep | None, later: OwnDeadline | None) -> bool:
    """Whether the step that has come is the one that the reminder was decided for."""
    if step is None:
        return later is None
    return key_of(step, later) == step_key


def next_opening(recipient: Person, at: datetime, calendar: WorkCalendar, deadline: date) -> datetime:
    """When somebody may be written to: in the municipality's working hours that are theirs too.

    Their own hours never put a reminder off until the deadline has passed.
    """
    open_at = calendar.next_open(at)
    if recipient.hours is None:
        return open_at
    theirs = calendar.within(recipient.hours).next_open(at)
    if calendar.local_day(open_at) <= deadline < calendar.local_day(theirs):
        return open_at
    return theirs

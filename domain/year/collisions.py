"""What the days of a round collide with, and which day would be better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.rounds import FollowUpRound, RoundState
from domain.year.milestones import Milestone, days_of
from domain.year.rhythm import Rhythm

JULY = 7
# Two weeks into August those who have been away since July are back, and have read their mail.
BACK_AFTER_JULY = 10
# From two days before Christmas Eve until Epiphany most have days off.
CHRISTMAS = ((12, 22), (12, 31))
NEW_YEAR = ((1, 1), (1, 6))
# Owners who are asked twice in a week answer the second time with the first answer.
APART = timedelta(days=7)
# Somebody who is away for a week must still meet the question before it is due.
SHORTEST_ANSWERING = 8
USUAL_ANSWERING = 15

ONE_DAY = timedelta(days=1)


class CollisionKind(StrEnum):
    """What a day collides with."""

    PAST = "past"
    ORDER = "order"
    AFTER_MEETING = "after_meeting"
    BEFORE_REFERENCE = "before_reference"
    MEETING_TOO_EARLY = "meeting_too_early"
    NO_WORKING_DAY = "no_working_day"
    JULY = "july"
    CHRISTMAS = "christmas"
    BRIDGE = "bridge"
    TOO_SHORT = "too_short"
    TOO_CLOSE = "too_close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """One day that is not a good one. `instead` is a better day, when there is a certain one.

    `than` is the milestone that should have come before, `other` the round whose deadline is too close.
    """

    kind: CollisionKind
    milestone: Milestone
    day: date
    instead: date | None = None
    than: Milestone | None = None
    other: FollowUpRound | None = None

    @property
    def key(self) -> str:
        """What tells it from other collisions: one that somebody has seen is not held up to them again."""
        return f"{self.kind}.{self.milestone}.{self.day:%y%m%d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the days are compared with: the other rounds, today, the calendar and the usual distances."""

    others: Sequence[FollowUpRound]
    today: date
    calendar: WorkCalendar
    rhythm: Rhythm


def collisions(follow_up_round: FollowUpRound, around: Surroundings) -> list[Collision]:
    """Everything that its days collide with, in the order of its days; at most one thing about each day.

    A round that is closed collides with nothing any longer, and nor does a day that has been.
    """
    if follow_up_round.state is RoundState.CLOSED:
        return []
    days = days_of(follow_up_round, around.calendar)
    found: dict[Milestone, Collision] = {}
    for each in _all(follow_up_round, days, around):
        is_over = each.day < around.today and follow_up_round.state is RoundState.OPEN
        if not is_over:
            found.setdefault(each.milestone, each)
    return [found[milestone] for milestone in Milestone if milestone in found]


def _all(
    follow_up_round: FollowUpRound, days: dict[Milestone, date], around: Surroundings
) -> Iterator[Collision]:
    """The gravest first."""
    if follow_up_round.state is RoundState.PLANNED:
        yield from _past(days, around)
    yield from _before_reference(follow_up_round, days, around)
    yield from _order(days, around.calendar)
    for milestone, day in days.items():
        if collision := _of_calendar(milestone, day, around.calendar):
            yield collision
    yield from _too_short(days, around.calendar)
    yield from _too_close(follow_up_round, around)


def _past(days: dict[Milestone, date], around: Surroundings) -> Iterator[Collision]:
    first = around.calendar.add_working_days(around.today, 1)
    for milestone, day in days.items():
        if day < around.today:
            instead = first if milestone is Milestone.OPENS else None
            yield Collision(kind=CollisionKind.PAST, milestone=milestone, day=day, instead=instead)


def _before_reference(
    follow_up_round: FollowUpRound, days: dict[Milestone, date], around: Surroundings
) -> Iterator[Collision]:
    """Nobody can tell how it stood on a day that has not been; the deadline and the meeting have to wait."""
    if follow_up_round.deadline > follow_up_round.reference_date:
        return
    calendar, rhythm = around.calendar, around.rhythm
    first = calendar.add_working_days(follow_up_round.reference_date, max(1, rhythm.after_reference))
    yield Collision(
        kind=CollisionKind.BEFORE_REFERENCE,
        milestone=Milestone.DEADLINE,
        day=follow_up_round.deadline,
        instead=first,
    )
    meeting = days.get(Milestone.MEETING)
    earliest = calendar.add_working_days(first, rhythm.distances[Milestone.MEETING])
    if meeting and meeting < earliest:
        yield Collision(
            kind=CollisionKind.MEETING_TOO_EARLY, milestone=Milestone.MEETING, day=meeting, instead=earliest
        )


def _order(days: dict[Milestone, date], calendar: WorkCalendar) -> Iterator[Collision]:
    before, latest = Milestone.OPENS, days[Milestone.OPENS]
    meeting, dispatch = days.get(Milestone.MEETING), days.get(Milestone.DISPATCH)
    if meeting and dispatch and dispatch > meeting:
        yield Collision(
            kind=CollisionKind.AFTER_MEETING,
            milestone=Milestone.DISPATCH,
            day=dispatch,
            instead=calendar.add_working_days(meeting, -5),
        )
    for milestone, day in days.items():
        if day < latest:
            instead = calendar.add_working_days(latest, 1)
            yield Collision(
                kind=CollisionKind.ORDER, milestone=milestone, day=day, instead=instead, than=before
            )
        else:
            before, latest = milestone, day


def _of_calendar(milestone: Milestone, day: date, calendar: WorkCalendar) -> Collision | None:
    kind = _kind_of(day, calendar)
    if kind is None:
        return None
    return Collision(kind=kind, milestone=milestone, day=day, instead=_better(kind, milestone, day, calendar))


def _kind_of(day: date, calendar: WorkCalendar) -> CollisionKind | None:
    month_and_day = (day.month, day.day)
    if day.month == JULY:
        return CollisionKind.JULY
    if any(first <= month_and_day <= last for first, last in (CHRISTMAS, NEW_YEAR)):
        return CollisionKind.CHRISTMAS
    if not calendar.is_working_day(day):
        return CollisionKind.NO_WORKING_DAY
    if _is_bridge(day, calendar):
        return CollisionKind.BRIDGE
    return None


def _is_bridge(day: date, calendar: WorkCalendar) -> bool:
    """A working day alone between days off, one of which is a red day or an eve."""
    return not calendar.is_working_day(day - ONE_DAY) and not calendar.is_working_day(day + ONE_DAY)


def _better(kind: CollisionKind, milestone: Milestone, day: date, calendar: WorkCalendar) -> date:
    """After the holidays; else the working day before, so that nothing comes later than somebody needs it.

    What opens or is due waits for the next day instead: owners lose no time.
    """
    if kind is CollisionKind.JULY:
        return calendar.add_working_days(date(day.year, JULY, 31), BACK_AFTER_JULY)
    if kind is CollisionKind.CHRISTMAS:
        epiphany = date(day.year + (day.month == CHRISTMAS[0][0]), *NEW_YEAR[1])
        return calendar.add_working_days(epiphany, 1)
    later = milestone in {Milestone.OPENS, Milestone.DEADLINE}
    return calendar.add_working_days(day, 1 if later else -1)


def _too_short(days: dict[Milestone, date], calendar: WorkCalendar) -> Iterator[Collision]:
    opens, deadline = days[Milestone.OPENS], days[Milestone.DEADLINE]
    if 0 <= calendar.working_days_between(opens, deadline) < SHORTEST_ANSWERING:
        yield Collision(
            kind=CollisionKind.TOO_SHORT,
            milestone=Milestone.OPENS,
            day=opens,
            instead=calendar.add_working_days(deadline, -USUAL_ANSWERING),
        )


def _too_close(follow_up_round: FollowUpRound, around: Surroundings) -> Iterator[Collision]:
    for other in around.others:
        is_itself = other.follow_up_round_id == follow_up_round.follow_up_round_id
        if is_itself or other.state is RoundState.CLOSED:
            continue
        if abs(other.deadline - follow_up_round.deadline) < APART:
            yield Collision(
                kind=CollisionKind.TOO_CLOSE,
                milestone=Milestone.DEADLINE,
                day=follow_up_round.deadline,
                instead=_first_working_day(other.deadline + APART, around.calendar),
                other=other,
            )


def _first_working_day(day: date, calendar: WorkCalendar) -> date:
    return calendar.add_working_days(day, 0)

"""The date form as it was typed: it becomes the round with those dates, or what is wrong at each field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.rounds import (
    CLOSING_TIME,
    OPENING_TIME,
    REMINDER_TIME,
    FollowUpRound,
    Milestones,
    ReminderStep,
    RoundState,
)
from domain.year.milestones import NEEDED, Milestone, days_of

BEFORE = "before"
AFTER = "after"
ESCALATION = "escalation"
FIELDS = (*Milestone, BEFORE, AFTER, ESCALATION)

MOST_STEPS = 8
FARTHEST_BEFORE = 60
FARTHEST_AFTER = 20
EARLIEST_YEAR = 2000
LATEST_YEAR = 2100
BETWEEN_NUMBERS = re.compile(r"[\s,;.]+|\boch\b|\band\b", re.IGNORECASE)
MINUS = re.compile("^[-−–+]")


class DateFault(StrEnum):
    """What is wrong with what stands in a field."""

    MISSING = "missing"
    NOT_A_DAY = "not_a_day"
    OPENS_TOO_LATE = "opens_too_late"
    CLOSES_TOO_EARLY = "closes_too_early"
    CLOSES_IN_THE_PAST = "closes_in_the_past"
    DEADLINE_IN_THE_PAST = "deadline_in_the_past"
    HAS_OPENED = "has_opened"
    NOT_NUMBERS = "not_numbers"
    NOT_ONE = "not_one"
    TOO_FAR = "too_far"
    NO_STEPS = "no_steps"
    TOO_MANY_STEPS = "too_many_steps"
    TELLS_TOO_LATE = "tells_too_late"


Typed = Mapping[str, str]
Faults = dict[str, DateFault]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The reminders as numbers of working days before and after the deadline."""

    steps: tuple[int, ...]
    escalation: int | None


def typed_of(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> dict[str, str]:
    """What stands in the fields when nobody has changed them."""
    days = days_of(follow_up_round, calendar)
    steps = [step.working_days for step in sorted(follow_up_round.steps)]
    escalation = follow_up_round.escalation
    return {
        milestone.value: days[milestone].isoformat() if milestone in days else "" for milestone in Milestone
    } | {
        BEFORE: ", ".join(str(-days) for days in steps if days <= 0),
        AFTER: ", ".join(str(days) for days in steps if days > 0),
        ESCALATION: str(escalation.working_days) if escalation else "",
    }


def with_dates(
    follow_up_round: FollowUpRound, typed: Typed, at: datetime, calendar: WorkCalendar
) -> FollowUpRound | Faults:
    """The round with the dates and reminders that were typed, or what is wrong, by field."""
    faults: Faults = {}
    days = _days(typed, faults)
    ladder = _ladder(typed, faults)
    if faults:
        return faults
    changed = _changed(follow_up_round, days, ladder, calendar)
    faults = _impossible(follow_up_round, changed, at, calendar)
    return faults or changed


def _days(typed: Typed, faults: Faults) -> dict[Milestone, date]:
    days = {}
    for milestone in Milestone:
        text = typed.get(milestone, "").strip()
        if not text:
            if milestone in NEEDED:
                faults[milestone] = DateFault.MISSING
            continue
        day = day_of(text)
        if day is None:
            faults[milestone] = DateFault.NOT_A_DAY
        else:
            days[milestone] = day
    return days


def day_of(text: str) -> date | None:
    """A day as a date field sends it; None when it is none that a round could have."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _ladder(typed: Typed, faults: Faults) -> Ladder:
    before = _numbers(typed, BEFORE, FARTHEST_BEFORE, faults)
    after = _numbers(typed, AFTER, FARTHEST_AFTER, faults)
    escalation = _numbers(typed, ESCALATION, FARTHEST_AFTER, faults)
    steps = tuple(sorted({-days for days in before} | set(after)))
    if not steps and not {BEFORE, AFTER} & faults.keys():
        faults[BEFORE] = DateFault.NO_STEPS
    if len(steps) > MOST_STEPS:
        faults[BEFORE] = DateFault.TOO_MANY_STEPS
    if len(escalation) > 1 or 0 in escalation:
        faults[ESCALATION] = DateFault.NOT_ONE
    if 0 in after:
        faults[AFTER] = DateFault.NOT_NUMBERS
    return Ladder(steps=steps, escalation=escalation[0] if escalation else None)


def _numbers(typed: Typed, name: str, farthest: int, faults: Faults) -> list[int]:
    """The numbers in a field, however they are put apart; a sign before them says what the field says."""
    words = [MINUS.sub("", word) for word in BETWEEN_NUMBERS.split(typed.get(name, "")) if word]
    if not all(word.isascii() and word.isdigit() and len(word) <= 3 for word in words):  # noqa: PLR2004
        faults[name] = DateFault.NOT_NUMBERS
        return []
    numbers = [int(word) for word in words]
    if any(number > farthest for number in numbers):
        faults[name] = DateFault.TOO_FAR
    return numbers


def _changed(
    follow_up_round: FollowUpRound, days: Mapping[Milestone, date], ladder: Ladder, calendar: WorkCalendar
) -> FollowUpRound:
    """What has not been touched keeps its time of day."""
    times = {step.working_days: step.at for step in follow_up_round.steps}
    told = follow_up_round.escalation
    return replace(
        follow_up_round,
        opens_at=_moved(follow_up_round.opens_at, days[Milestone.OPENS], OPENING_TIME, calendar),
        deadline=days[Milestone.DEADLINE],
        closes_at=_moved(follow_up_round.closes_at, days[Milestone.CLOSES], CLOSING_TIME, calendar),
        milestones=Milestones(
            managers_by=days.get(Milestone.MANAGERS),
            strategists_by=days.get(Milestone.STRATEGISTS),
            director_by=days.get(Milestone.DIRECTOR),
            dispatch_on=days.get(Milestone.DISPATCH),
            meeting_on=days.get(Milestone.MEETING),
        ),
        steps=tuple(
            ReminderStep(working_days=each, at=times.get(each, REMINDER_TIME)) for each in ladder.steps
        ),
        escalation=ReminderStep(working_days=ladder.escalation, at=told.at if told else REMINDER_TIME)
        if ladder.escalation
        else None,
    )


def _moved(moment: datetime, day: date, at: time, calendar: WorkCalendar) -> datetime:
    return moment if calendar.local_day(moment) == day else calendar.instant(day, at)


def _impossible(before: FollowUpRound, after: FollowUpRound, at: datetime, calendar: WorkCalendar) -> Faults:
    """What no round can have, whoever wants it."""
    faults: Faults = {}
    opens, closes = calendar.local_day(after.opens_at), calendar.local_day(after.closes_at)
    if opens > after.deadline:
        faults[Milestone.OPENS] = DateFault.OPENS_TOO_LATE
    if closes < after.deadline:
        faults[Milestone.CLOSES] = DateFault.CLOSES_TOO_EARLY
    elif after.closes_at <= at:
        faults[Milestone.CLOSES] = DateFault.CLOSES_IN_THE_PAST
    if before.state is RoundState.OPEN:
        if after.opens_at != before.opens_at:
            faults[Milestone.OPENS] = DateFault.HAS_OPENED
        if after.deadline != before.deadline and after.deadline < calendar.local_day(at):
            faults[Milestone.DEADLINE] = DateFault.DEADLINE_IN_THE_PAST
    told = after.escalation
    if told and told.instant(after.deadline, calendar) >= after.closes_at:
        faults[ESCALATION] = DateFault.TELLS_TOO_LATE
    return faults

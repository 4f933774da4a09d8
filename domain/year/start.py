"""What somebody goes from when they plan a round: as it was typed, and what it means."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from domain.rounds import FollowUpRound, Occasion
from domain.year.form import day_of
from domain.year.milestones import Milestone
from domain.year.planning import Anchor, LastDay, Meeting, Reference


class GoesFrom(StrEnum):
    """What the days are counted from."""

    MEETING = "meeting"
    DEADLINE = "deadline"
    REFERENCE = "reference"


class DayFault(StrEnum):
    """What is wrong with a day that the others are to be counted from."""

    MISSING = "missing"
    NOT_A_DAY = "not_a_day"


DayFaults = dict[str, DayFault]


def anchor_of(goes_from: GoesFrom, typed: Mapping[str, str]) -> Anchor | DayFaults:
    """What to count from, or what is wrong with the days that it needs; other fields count for nothing."""
    faults: DayFaults = {}
    if goes_from is GoesFrom.REFERENCE:
        return Reference()
    if goes_from is GoesFrom.DEADLINE:
        deadline = _day(typed, Milestone.DEADLINE, faults, is_needed=True)
        return LastDay(deadline) if deadline else faults
    meeting = _day(typed, Milestone.MEETING, faults, is_needed=True)
    dispatch = _day(typed, Milestone.DISPATCH, faults, is_needed=False)
    if meeting is None or faults:
        return faults
    return Meeting(meeting_on=meeting, dispatch_on=dispatch)


def other_day(typed: Mapping[str, str], name: str) -> date | DayFaults | None:
    """A day that need not be given; None when it is not."""
    faults: DayFaults = {}
    day = _day(typed, name, faults, is_needed=False)
    return faults or day


def _day(typed: Mapping[str, str], name: str, faults: DayFaults, *, is_needed: bool) -> date | None:
    text = typed.get(name, "")
    if not text:
        if is_needed:
            faults[str(name)] = DayFault.MISSING
        return None
    day = day_of(text)
    if day is None:
        faults[str(name)] = DayFault.NOT_A_DAY
    return day


def the_one_before(
    follow_up_rounds: Iterable[FollowUpRound], occasion: Occasion, reference_date: date
) -> FollowUpRound | None:
    """The last round for the same accounts before that date, whose rhythm can be used again."""
    earlier = [
        each
        for each in follow_up_rounds
        if each.occasion is occasion and each.reference_date < reference_date
    ]
    return max(earlier, key=lambda each: each.reference_date, default=None)

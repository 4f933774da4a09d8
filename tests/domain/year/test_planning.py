"""Back-planning: whatever the committee's day, the others come in order and on days when people work."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.plan import PlanId
from domain.rounds import FollowUpRound, Milestones, Occasion, usual_round
from domain.year.milestones import Milestone, days_of
from domain.year.planning import LastDay, Meeting, Reference, Wanted, planned
from domain.year.rhythm import rhythm_of, usual_rhythm
from tests.domain.examples import CALENDAR, annual, interim

DAYS = some.dates(date(2023, 1, 1), date(2035, 12, 31))
WORKING_DAYS = DAYS.filter(CALENDAR.is_working_day)
OCCASIONS = some.sampled_from(Occasion)


def wanted(occasion: Occasion = Occasion.INTERIM_ACCOUNTS, reference: date = date(2023, 8, 31)) -> Wanted:
    return Wanted(plan_id=PlanId(1), occasion=occasion, reference_date=reference)


@given(WORKING_DAYS, OCCASIONS)
def test_from_any_meeting_every_day_comes_in_order_and_is_a_working_day(
    meeting: date, occasion: Occasion
) -> None:
    made = planned(wanted(occasion), Meeting(meeting_on=meeting), usual_rhythm(occasion), CALENDAR)

    days = days_of(made, CALENDAR)
    assert list(days) == list(Milestone)
    assert list(days.values()) == sorted(days.values())
    assert all(CALENDAR.is_working_day(day) for day in days.values())
    assert days[Milestone.MEETING] == meeting


@given(WORKING_DAYS, some.integers(1, 40), OCCASIONS)
def test_papers_that_go_out_earlier_than_usual_leave_the_order_as_it_is(
    meeting: date, earlier: int, occasion: Occasion
) -> None:
    dispatch = CALENDAR.add_working_days(meeting, -earlier)
    made = planned(
        wanted(occasion), Meeting(meeting_on=meeting, dispatch_on=dispatch), usual_rhythm(occasion), CALENDAR
    )

    days = days_of(made, CALENDAR)
    assert days[Milestone.DISPATCH] == dispatch
    assert list(days.values()) == sorted(days.values())


@given(DAYS, OCCASIONS)
def test_the_deadline_that_is_given_is_the_deadline(deadline: date, occasion: Occasion) -> None:
    made = planned(wanted(occasion), LastDay(deadline), usual_rhythm(occasion), CALENDAR)

    days = days_of(made, CALENDAR)
    assert made.deadline == deadline
    assert list(days.values()) == sorted(days.values())


@pytest.mark.parametrize("occasion", Occasion)
def test_from_the_reference_date_a_round_has_the_dates_that_it_always_has(occasion: Occasion) -> None:
    reference = date(2023, 8, 31) if occasion is Occasion.INTERIM_ACCOUNTS else date(2023, 12, 31)
    usual = usual_round(PlanId(1), occasion, reference, CALENDAR)

    made = planned(wanted(occasion, reference), Reference(), usual_rhythm(occasion), CALENDAR)

    assert (made.opens_at, made.deadline, made.closes_at) == (usual.opens_at, usual.deadline, usual.closes_at)
    assert made.steps == usual.steps


@given(WORKING_DAYS, OCCASIONS)
def test_last_years_rhythm_gives_back_last_years_dates(meeting: date, occasion: Occasion) -> None:
    last = planned(wanted(occasion), Meeting(meeting_on=meeting), usual_rhythm(occasion), CALENDAR)

    again = planned(wanted(occasion), Meeting(meeting_on=meeting), rhythm_of(last, CALENDAR), CALENDAR)

    assert days_of(again, CALENDAR) == days_of(last, CALENDAR)
    assert again.steps == last.steps


def test_last_years_own_steps_and_distances_are_used_on_the_new_year() -> None:
    last = planned(wanted(), LastDay(date(2023, 9, 7)), usual_rhythm(Occasion.INTERIM_ACCOUNTS), CALENDAR)
    rhythm = rhythm_of(last, CALENDAR)

    made = planned(wanted(reference=date(2024, 8, 31)), Reference(), rhythm, CALENDAR)

    assert rhythm.after_reference == 5
    assert made.deadline == date(2024, 9, 6)


@given(some.sampled_from([interim(), annual()]), some.integers(5, 60))
def test_what_last_year_had_no_day_for_never_breaks_the_order(
    follow_up_round: FollowUpRound, days: int
) -> None:
    meeting = CALENDAR.add_working_days(follow_up_round.deadline, days)
    last = replace(follow_up_round, milestones=Milestones(meeting_on=meeting))

    distances = list(rhythm_of(last, CALENDAR).distances.values())

    assert distances == sorted(distances)


@given(DAYS)
def test_from_a_meeting_on_a_day_off_the_rest_is_still_on_working_days(meeting: date) -> None:
    rhythm = usual_rhythm(Occasion.ANNUAL_ACCOUNTS)

    days = days_of(planned(wanted(), Meeting(meeting_on=meeting), rhythm, CALENDAR), CALENDAR)

    assert all(CALENDAR.is_working_day(day) for each, day in days.items() if each is not Milestone.MEETING)
    assert days[Milestone.DISPATCH] < meeting + timedelta(days=1)

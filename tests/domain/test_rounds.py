from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.new_year.rounds import rounds_of_year
from domain.plan import PlanId
from domain.rounds import (
    FollowUpRound,
    Occasion,
    ReminderStep,
    RoundState,
    in_mind,
    next_moment,
    opened_now,
    to_summarise,
    usual_round,
)
from tests.domain.examples import CALENDAR, annual, interim

SECOND = timedelta(seconds=1)
CLOSED, OPEN, PLANNED = RoundState.CLOSED, RoundState.OPEN, RoundState.PLANNED


def local(month: int, day: int, hour: int, year: int = 2023) -> datetime:
    return CALENDAR.instant(date(year, month, day), time(hour))


def test_the_interim_round_of_2023_has_the_municipality_s_dates() -> None:
    follow_up_round = interim()

    assert follow_up_round.opens_at == local(8, 22, 8)
    assert follow_up_round.deadline == date(2023, 9, 12)
    assert follow_up_round.closes_at == local(9, 19, 16)
    assert [step.instant(follow_up_round.deadline, CALENDAR) for step in follow_up_round.steps] == [
        local(8, 22, 9),
        local(9, 5, 9),
        local(9, 11, 9),
        local(9, 14, 9),
    ]


def test_the_annual_round_of_2023_counts_past_christmas_new_year_and_epiphany() -> None:
    follow_up_round = annual()

    assert follow_up_round.opens_at == local(12, 18, 8)
    assert follow_up_round.deadline == date(2024, 1, 11)
    assert follow_up_round.closes_at == local(1, 18, 16, 2024)
    assert [step.instant(follow_up_round.deadline, CALENDAR) for step in follow_up_round.steps] == [
        local(12, 18, 9),
        local(1, 4, 9, 2024),
        local(1, 10, 9, 2024),
        local(1, 15, 9, 2024),
    ]


def test_a_year_has_an_interim_and_an_annual_round() -> None:
    found = rounds_of_year(PlanId(7), 2023, [], CALENDAR)

    assert [(each.occasion, each.reference_date, each.plan_id) for each in found] == [
        (Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), 7),
        (Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31), 7),
    ]


@settings(deadline=None)
@given(reference=st.dates(date(2015, 1, 1), date(2050, 12, 31)))
def test_every_round_opens_reminds_and_closes_in_that_order(reference: date) -> None:
    found = usual_round(PlanId(1), Occasion.INTERIM_ACCOUNTS, reference, CALENDAR)

    steps = [step.instant(found.deadline, CALENDAR) for step in found.steps]
    assert [found.opens_at, *steps, found.closes_at] == sorted({found.opens_at, *steps, found.closes_at})
    assert all(CALENDAR.next_open(step) == step for step in steps)


def test_a_step_names_itself_with_its_sign() -> None:
    assert [ReminderStep(working_days=days).key for days in (-15, 0, 2)] == ["-15", "+0", "+2"]


def test_a_step_keeps_its_local_hour_on_the_morning_after_each_change_of_time() -> None:
    step = ReminderStep(working_days=-1)

    assert step.instant(date(2023, 3, 28), CALENDAR) == datetime(2023, 3, 27, 7, tzinfo=UTC)
    assert step.instant(date(2023, 10, 31), CALENDAR) == datetime(2023, 10, 30, 8, tzinfo=UTC)


def test_a_planned_round_opens_on_the_stroke_and_not_before() -> None:
    follow_up_round = interim(PLANNED)

    assert not follow_up_round.should_open(follow_up_round.opens_at - SECOND)
    assert follow_up_round.should_open(follow_up_round.opens_at)


def test_a_round_never_opens_when_its_time_is_over() -> None:
    follow_up_round = interim(PLANNED)

    assert not follow_up_round.should_open(follow_up_round.closes_at)
    assert follow_up_round.should_close(follow_up_round.closes_at)


def test_an_open_round_closes_on_the_stroke_and_not_before() -> None:
    follow_up_round = interim(OPEN)

    assert not follow_up_round.should_close(follow_up_round.closes_at - SECOND)
    assert follow_up_round.should_close(follow_up_round.closes_at)


@pytest.mark.parametrize("state", [OPEN, CLOSED])
def test_only_a_planned_round_opens(state: RoundState) -> None:
    assert not interim(state).should_open(local(8, 30, 9))


def test_a_closed_round_is_not_closed_again() -> None:
    assert not interim(CLOSED).should_close(local(12, 1, 9))


def test_opening_early_moves_the_opening_to_now() -> None:
    early = local(8, 1, 9)

    assert opened_now(interim(PLANNED), early).opens_at == early
    assert opened_now(interim(PLANNED), early).is_open


def test_opening_late_does_not_move_the_opening() -> None:
    assert opened_now(interim(PLANNED), local(8, 30, 9)).opens_at == local(8, 22, 8)


@pytest.mark.parametrize(
    ("follow_up_rounds", "at", "expected"),
    [
        ([interim(CLOSED), annual(OPEN)], local(12, 20, 9), annual(OPEN)),
        ([interim(OPEN), annual(PLANNED)], local(9, 1, 9), interim(OPEN)),
        ([interim(CLOSED), annual(PLANNED)], local(10, 1, 9), interim(CLOSED)),
        ([interim(CLOSED), annual(PLANNED)], local(12, 1, 9), annual(PLANNED)),
        ([interim(PLANNED), annual(PLANNED)], local(2, 1, 9), interim(PLANNED)),
        ([interim(CLOSED), annual(CLOSED)], local(2, 1, 9, 2024), annual(CLOSED)),
        ([], local(2, 1, 9), None),
    ],
    ids=[
        "the open one",
        "the open one before the next",
        "the last one while the next is far away",
        "the next one when it is near",
        "the first one when none has been",
        "the last one when none is left",
        "none",
    ],
)
def test_the_round_in_mind_is(
    follow_up_rounds: list[FollowUpRound], at: datetime, expected: FollowUpRound | None
) -> None:
    assert in_mind(follow_up_rounds, at) == expected


@pytest.mark.parametrize(
    ("follow_up_rounds", "expected"),
    [
        ([interim(CLOSED), annual(OPEN)], annual(OPEN)),
        ([interim(CLOSED), annual(PLANNED)], interim(CLOSED)),
        ([interim(CLOSED), annual(CLOSED)], annual(CLOSED)),
        ([interim(PLANNED), annual(PLANNED)], interim(PLANNED)),
        ([], None),
    ],
    ids=["the open one", "the last one closed", "the later of two closed", "the next", "none"],
)
def test_the_round_to_summarise_is(
    follow_up_rounds: list[FollowUpRound], expected: FollowUpRound | None
) -> None:
    assert to_summarise(follow_up_rounds) == expected


def test_the_moments_of_a_round_come_one_after_another() -> None:
    at, moments = local(1, 1, 0), []
    while (moment := next_moment([interim(OPEN)], at, CALENDAR)) is not None:
        moments.append(moment)
        at = moment

    assert moments == [
        local(8, 22, 8),
        local(8, 22, 9),
        local(9, 5, 9),
        local(9, 11, 9),
        local(9, 14, 9),
        local(9, 19, 16),
    ]


def test_nothing_happens_in_a_closed_round() -> None:
    assert next_moment([interim(CLOSED)], local(1, 1, 0), CALENDAR) is None


def test_the_next_moment_is_the_nearest_of_all_rounds() -> None:
    both = [interim(OPEN), replace(annual(PLANNED), opens_at=local(9, 1, 8))]

    assert next_moment(both, local(8, 30, 9), CALENDAR) == local(9, 1, 8)


def test_the_next_moment_may_be_a_step_before_somebodys_own_deadline() -> None:
    follow_up_round = interim(OPEN)
    own = {follow_up_round.follow_up_round_id: {date(2023, 9, 15)}}

    assert next_moment([follow_up_round], local(9, 11, 10), CALENDAR, own) == local(9, 14, 9)
    assert next_moment([follow_up_round], local(9, 12, 10), CALENDAR) == local(9, 14, 9)
    assert next_moment([follow_up_round], local(9, 7, 10), CALENDAR, own) == local(9, 8, 9)

"""A round is given longer or opened again: what becomes of its dates and of the steps that are left."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.calendar import WorkCalendar
from domain.plan import PlanId
from domain.reminders import OwnDeadline, due_step, key_of, later_deadline
from domain.round_changes import DayFault, extended, fault_of, reopened, steps_to_come, suggested
from domain.rounds import FollowUpRound, Occasion, RoundState, closed_at, opened_now, usual_round

CALENDAR = WorkCalendar()
AT = datetime(2023, 9, 6, 8, tzinfo=UTC)
TODAY = date(2023, 9, 6)
PLANNED = usual_round(PlanId(1), Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), CALENDAR)
ROUND: FollowUpRound = opened_now(PLANNED, AT - timedelta(days=15))


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (None, DayFault.MISSING),
        (date(2023, 9, 5), DayFault.PAST),
        (ROUND.deadline, DayFault.NOT_LATER),
        (date(2024, 9, 1), DayFault.TOO_LATE),
        (date(2023, 9, 20), None),
    ],
)
def test_which_days_can_be_the_new_last_one(day: date | None, fault: DayFault | None) -> None:
    assert fault_of(ROUND, day, TODAY) is fault


def test_a_closed_round_may_open_until_a_day_before_its_old_deadline() -> None:
    assert fault_of(closed_at(ROUND, AT), TODAY, TODAY) is None


def test_the_closing_moves_along_with_the_deadline() -> None:
    after = extended(ROUND, date(2023, 9, 20), AT, CALENDAR)

    assert CALENDAR.local_day(ROUND.closes_at) == date(2023, 9, 19)
    assert CALENDAR.local_day(after.closes_at) == date(2023, 9, 27)


def test_a_round_that_was_closed_early_takes_late_answers_when_it_opens_again() -> None:
    early = closed_at(ROUND, AT)

    after = reopened(early, date(2023, 9, 8), "Fel dag.", AT, CALENDAR)

    assert after.state is RoundState.OPEN
    assert CALENDAR.local_day(after.closes_at) == date(2023, 9, 15)


def test_no_step_that_would_have_come_before_the_move_comes_after_it() -> None:
    after = extended(ROUND, date(2023, 9, 20), AT, CALENDAR)

    assert due_step(ROUND, AT, CALENDAR) is not None
    assert due_step(after, AT + timedelta(hours=1), CALENDAR) is None


def test_a_step_from_the_new_day_has_a_name_of_its_own() -> None:
    after = extended(ROUND, date(2023, 9, 20), AT, CALENDAR)

    keys = [each.key for each in steps_to_come(after, AT, CALENDAR)]

    assert keys == ["-5@2023-09-20", "-1@2023-09-20", "+2@2023-09-20"]


def test_a_closed_round_has_no_steps_to_come() -> None:
    assert steps_to_come(closed_at(ROUND, AT), AT, CALENDAR) == ()


def test_somebodys_own_day_holds_while_it_is_later_than_everybodys() -> None:
    after = extended(ROUND, date(2023, 9, 20), AT, CALENDAR)
    later, earlier = (
        OwnDeadline(day=day, since=AT - timedelta(days=1)) for day in (date(2023, 9, 22), date(2023, 9, 18))
    )

    assert later_deadline(after, later) == later
    assert later_deadline(after, earlier) == OwnDeadline(day=date(2023, 9, 20), since=AT)


def test_a_round_that_was_never_moved_keeps_its_plain_names() -> None:
    step = ROUND.steps[0]

    assert key_of(step, later_deadline(ROUND, None)) == step.key


def test_the_day_that_is_suggested_is_a_working_day_to_come() -> None:
    long_after = date(2023, 12, 22)

    day = suggested(ROUND, long_after, CALENDAR)

    assert day > long_after
    assert CALENDAR.is_working_day(day)


def test_late_answers_that_were_taken_over_a_weekend_are_taken_a_day_longer_still() -> None:
    friday = replace(ROUND, deadline=date(2023, 9, 15), closes_at=datetime(2023, 9, 16, 14, tzinfo=UTC))

    after = extended(friday, date(2023, 9, 22), AT, CALENDAR)

    assert CALENDAR.local_day(after.closes_at) == date(2023, 9, 25)

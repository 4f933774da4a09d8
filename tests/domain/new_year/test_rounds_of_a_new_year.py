"""The rounds of a new year have the rhythm of the year before, where that was one."""

from dataclasses import replace
from datetime import date, timedelta

from domain.new_year.rounds import rounds_of_year
from domain.plan import PlanId
from domain.rounds import Milestones, Occasion, ReminderStep, RoundState, closed_at, usual_round
from tests.plans import CALENDAR

LAST = usual_round(PlanId(1), Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), CALENDAR)


def test_without_a_year_before_the_days_are_the_usual_ones() -> None:
    interim, annual = rounds_of_year(PlanId(2), 2024, [], CALENDAR)

    assert interim == usual_round(PlanId(2), Occasion.INTERIM_ACCOUNTS, date(2024, 8, 31), CALENDAR)
    assert annual == usual_round(PlanId(2), Occasion.ANNUAL_ACCOUNTS, date(2024, 12, 31), CALENDAR)


def test_a_usual_year_is_followed_by_a_usual_year() -> None:
    assert rounds_of_year(PlanId(2), 2024, [LAST], CALENDAR) == rounds_of_year(PlanId(2), 2024, [], CALENDAR)


def test_the_working_days_and_the_reminders_of_the_year_before_come_again() -> None:
    later = replace(
        LAST,
        deadline=CALENDAR.add_working_days(LAST.deadline, 2),
        closes_at=LAST.closes_at + timedelta(days=7),
        steps=(ReminderStep(working_days=-3),),
        escalation=None,
    )

    interim, _ = rounds_of_year(PlanId(2), 2024, [later], CALENDAR)

    assert interim.deadline == CALENDAR.add_working_days(date(2024, 8, 31), 10)
    assert interim.steps == (ReminderStep(working_days=-3),)
    assert interim.escalation is None
    assert interim.state is RoundState.PLANNED


def test_nobody_is_given_a_meeting_that_nobody_has_decided() -> None:
    told = replace(LAST, milestones=Milestones(strategists_by=date(2023, 9, 26)))

    interim, _ = rounds_of_year(PlanId(2), 2024, [told], CALENDAR)

    assert interim.milestones.strategists_by is not None
    assert interim.milestones.meeting_on is None


def test_a_round_that_was_closed_before_its_last_day_is_no_pattern() -> None:
    closed_early = closed_at(LAST, LAST.opens_at + timedelta(days=2))

    interim, _ = rounds_of_year(PlanId(2), 2024, [closed_early], CALENDAR)

    assert interim == usual_round(PlanId(2), Occasion.INTERIM_ACCOUNTS, date(2024, 8, 31), CALENDAR)

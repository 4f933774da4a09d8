"""Every kind of day that is not a good one is told, with a better one; good days are left alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.plan import PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Milestones, Occasion, RoundState
from domain.year.collisions import Collision, CollisionKind, Surroundings, collisions
from domain.year.milestones import Milestone
from domain.year.planning import Anchor, LastDay, Meeting, Reference, Wanted, planned
from domain.year.rhythm import usual_rhythm
from tests.domain.examples import CALENDAR

TODAY = date(2023, 1, 10)


def made(anchor: Anchor, occasion: Occasion = Occasion.INTERIM_ACCOUNTS) -> FollowUpRound:
    reference = date(2023, 8, 31) if occasion is Occasion.INTERIM_ACCOUNTS else date(2023, 12, 31)
    wanted = Wanted(plan_id=PlanId(1), occasion=occasion, reference_date=reference)
    return planned(wanted, anchor, usual_rhythm(occasion), CALENDAR)


def found(follow_up_round: FollowUpRound, *others: FollowUpRound, today: date = TODAY) -> list[Collision]:
    rhythm = usual_rhythm(follow_up_round.occasion)
    around = Surroundings(others=others, today=today, calendar=CALENDAR, rhythm=rhythm)
    return collisions(follow_up_round, around)


def with_milestones(**days: date) -> FollowUpRound:
    usual = made(Reference())
    return replace(usual, milestones=replace(usual.milestones, **days))


def the_one(follow_up_round: FollowUpRound) -> Collision:
    [only] = found(follow_up_round)
    return only


@pytest.mark.parametrize("occasion", Occasion)
def test_the_usual_rhythm_collides_with_nothing(occasion: Occasion) -> None:
    assert found(made(Reference(), occasion)) == []


def test_a_day_in_july_is_moved_to_the_middle_of_august() -> None:
    usual = made(LastDay(date(2023, 9, 12)))
    early = replace(usual, opens_at=datetime(2023, 7, 12, 6, tzinfo=UTC))

    only = the_one(early)

    assert (only.kind, only.milestone) == (CollisionKind.JULY, Milestone.OPENS)
    assert only.instead == date(2023, 8, 14)


def test_a_meeting_between_christmas_and_epiphany_waits_until_after() -> None:
    only = the_one(with_milestones(meeting_on=date(2023, 12, 28)))

    assert (only.kind, only.instead) == (CollisionKind.CHRISTMAS, date(2024, 1, 8))


def test_a_bridge_day_is_told() -> None:
    spring = replace(
        with_milestones(dispatch_on=date(2024, 5, 10), meeting_on=date(2024, 5, 22)),
    )

    only = the_one(spring)

    assert (only.kind, only.instead) == (CollisionKind.BRIDGE, date(2024, 5, 8))


def test_a_red_day_is_told_with_the_working_day_before() -> None:
    only = the_one(with_milestones(dispatch_on=date(2024, 5, 1), meeting_on=date(2024, 5, 22)))

    assert (only.kind, only.instead) == (CollisionKind.NO_WORKING_DAY, date(2024, 4, 30))


def test_two_deadlines_within_a_week_are_told_with_a_day_a_week_later() -> None:
    other = replace(made(LastDay(date(2023, 9, 8))), follow_up_round_id=FollowUpRoundId(9))

    [only] = found(made(LastDay(date(2023, 9, 12))), other)

    assert (only.kind, only.instead, only.other) == (CollisionKind.TOO_CLOSE, date(2023, 9, 15), other)


def test_a_closed_round_is_nobodys_neighbour() -> None:
    other = replace(
        made(LastDay(date(2023, 9, 8))), follow_up_round_id=FollowUpRoundId(9), state=RoundState.CLOSED
    )

    assert found(made(LastDay(date(2023, 9, 12))), other) == []


def test_a_deadline_before_the_reference_date_names_the_first_that_works_and_the_first_meeting() -> None:
    early = made(Meeting(meeting_on=date(2023, 9, 13)))

    told = {each.milestone: each for each in found(early)}

    assert told[Milestone.DEADLINE].kind is CollisionKind.BEFORE_REFERENCE
    assert told[Milestone.DEADLINE].instead == date(2023, 9, 12)
    assert told[Milestone.MEETING].kind is CollisionKind.MEETING_TOO_EARLY
    first = told[Milestone.MEETING].instead
    assert first
    assert found(made(Meeting(meeting_on=first))) == []


def test_a_milestone_that_comes_before_the_one_it_waits_for_is_told() -> None:
    only = the_one(with_milestones(director_by=date(2023, 9, 21)))

    assert (only.kind, only.than) == (CollisionKind.ORDER, Milestone.STRATEGISTS)


def test_papers_that_go_out_after_the_meeting_are_told() -> None:
    told = found(with_milestones(dispatch_on=date(2023, 10, 20), meeting_on=date(2023, 10, 18)))

    assert told[0].kind is CollisionKind.AFTER_MEETING


def test_too_little_time_to_answer_is_told_with_an_earlier_opening() -> None:
    usual = made(Reference())
    opens = CALENDAR.instant(CALENDAR.add_working_days(usual.deadline, -3), time(8))

    only = the_one(replace(usual, opens_at=opens))

    assert (only.kind, only.milestone) == (CollisionKind.TOO_SHORT, Milestone.OPENS)


def test_planned_days_that_have_been_are_told_and_those_of_a_running_round_are_not() -> None:
    today = date(2023, 9, 1)
    planned_round = made(Reference())

    assert [each.kind for each in found(planned_round, today=today)] == [CollisionKind.PAST]
    assert found(replace(planned_round, state=RoundState.OPEN), today=today) == []


def test_a_closed_round_collides_with_nothing() -> None:
    closed = replace(made(LastDay(date(2023, 7, 12))), state=RoundState.CLOSED)

    assert found(closed) == []


@given(some.dates(date(2023, 1, 1), date(2035, 12, 31)), some.sampled_from(Occasion))
def test_a_better_day_is_always_a_working_day(meeting: date, occasion: Occasion) -> None:
    told = found(made(Meeting(meeting_on=meeting), occasion), made(Reference()))

    assert all(CALENDAR.is_working_day(each.instead) for each in told if each.instead)


def test_a_round_without_a_committee_can_be_planned() -> None:
    assert found(replace(made(Reference()), milestones=Milestones())) == []

"""Which plan people mean on either side of a new year, and what starting one would do."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.new_year.shift import NewYear, Started, lacking, old_and_new, plan_in_mind
from domain.new_year.succession import Succession
from domain.plan import Plan, PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, RoundState, usual_round
from tests.plans import CALENDAR

OLD = Plan(plan_id=PlanId(1), year=2023, title="Handlingsplan 2023")
NEW = Plan(plan_id=PlanId(2), year=2024, title="Handlingsplan 2024")
BOTH = [OLD, NEW]
CLOSED, OPEN, PLANNED = RoundState.CLOSED, RoundState.OPEN, RoundState.PLANNED
DECEMBER, JANUARY = datetime(2023, 12, 1, 9, tzinfo=UTC), datetime(2024, 1, 8, 9, tzinfo=UTC)
MARCH, AUGUST = datetime(2024, 3, 1, 9, tzinfo=UTC), datetime(2024, 8, 1, 9, tzinfo=UTC)


def a_round(plan: Plan, occasion: Occasion, state: RoundState) -> FollowUpRound:
    month, day = (8, 31) if occasion is Occasion.INTERIM_ACCOUNTS else (12, 31)
    usual = usual_round(plan.plan_id, occasion, date(plan.year, month, day), CALENDAR)
    return replace(usual, state=state, follow_up_round_id=FollowUpRoundId(plan.year * 100 + month))


def rounds(annual: RoundState, interim_of_new: RoundState = PLANNED) -> list[FollowUpRound]:
    return [
        a_round(OLD, Occasion.INTERIM_ACCOUNTS, CLOSED),
        a_round(OLD, Occasion.ANNUAL_ACCOUNTS, annual),
        a_round(NEW, Occasion.INTERIM_ACCOUNTS, interim_of_new),
        a_round(NEW, Occasion.ANNUAL_ACCOUNTS, PLANNED),
    ]


@pytest.mark.parametrize(
    ("at", "annual", "interim_of_new", "meant"),
    [
        (DECEMBER, PLANNED, PLANNED, OLD),
        (JANUARY, OPEN, PLANNED, OLD),
        (JANUARY, CLOSED, PLANNED, NEW),
        (MARCH, CLOSED, PLANNED, NEW),
        (AUGUST, CLOSED, OPEN, NEW),
        (MARCH, OPEN, PLANNED, OLD),
    ],
)
def test_the_plan_that_is_meant_is_followed_up_or_else_has_begun(
    at: datetime, annual: RoundState, interim_of_new: RoundState, meant: Plan
) -> None:
    assert plan_in_mind(BOTH, rounds(annual, interim_of_new), at.date()) == meant


def test_a_plan_that_is_read_in_before_its_year_is_meant_when_there_is_no_other() -> None:
    assert plan_in_mind([NEW], [], DECEMBER.date()) == NEW
    assert plan_in_mind([], [], DECEMBER.date()) is None


@pytest.mark.parametrize(
    ("at", "annual"), [(DECEMBER, PLANNED), (JANUARY, OPEN), (JANUARY, CLOSED), (MARCH, CLOSED)]
)
def test_the_turn_of_the_year_lasts_until_the_new_plan_is_followed_up(
    at: datetime, annual: RoundState
) -> None:
    assert old_and_new(BOTH, rounds(annual), at, at.date()) == (OLD, NEW)


def test_when_the_first_follow_up_comes_near_the_next_new_year_is_meant() -> None:
    assert old_and_new(BOTH, rounds(CLOSED), AUGUST, AUGUST.date()) == (NEW, None)


def test_without_a_plan_there_is_no_turn_of_the_year() -> None:
    assert old_and_new([], [], MARCH, MARCH.date()) is None
    assert old_and_new([OLD], [], MARCH, MARCH.date()) == (OLD, None)


def test_a_plan_lacks_the_rounds_that_it_has_none_of() -> None:
    of_old = rounds(CLOSED)[:2]
    interim = a_round(NEW, Occasion.INTERIM_ACCOUNTS, PLANNED)

    assert [each.occasion for each in lacking(NEW, of_old, MARCH, CALENDAR)] == list(Occasion)
    assert [each.occasion for each in lacking(NEW, [*of_old, interim], MARCH, CALENDAR)] == [
        Occasion.ANNUAL_ACCOUNTS
    ]


def test_no_round_is_planned_that_would_open_in_the_past() -> None:
    late = datetime(2024, 10, 1, 9, tzinfo=UTC)

    assert [each.occasion for each in lacking(NEW, [], late, CALENDAR)] == [Occasion.ANNUAL_ACCOUNTS]


def new_year(**changes: object) -> NewYear:
    usual = NewYear(
        plan=NEW,
        succession=Succession(earlier_year=2023, continuing=("1.1",), new=(), ended=()),
        unlinked=0,
        rounds=(),
        to_plan=(),
    )
    return replace(usual, **changes)  # type: ignore[arg-type] # the tests name real fields


def test_it_is_done_when_somebody_has_started_it_and_nothing_is_left() -> None:
    started = Started(name="Maja", at=JANUARY)

    assert new_year(started=started).is_done
    assert not new_year().is_done
    assert not new_year(started=started, unlinked=1).is_done
    assert not new_year(started=started, to_plan=rounds(CLOSED)[2:]).is_done


def test_the_mark_is_another_when_something_else_would_be_done() -> None:
    usual = new_year()
    others = [
        new_year(unlinked=1),
        new_year(to_plan=rounds(CLOSED)[2:]),
        new_year(succession=replace(usual.succession, new=("9.1",))),
        new_year(plan=OLD),
    ]

    assert new_year(rounds=rounds(CLOSED)).mark == usual.mark
    assert len({each.mark for each in [usual, *others]}) == len(others) + 1

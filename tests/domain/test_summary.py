from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import ObstacleKind, Progress
from domain.people import PersonId
from domain.plan import OrgUnit
from domain.rounds import RoundState
from domain.summary.obstacles import ObstacleCount, grouped
from domain.summary.worst import worst
from domain.worklist import WorkItem
from tests.domain.examples import COMPANY, ENERGY, FOOD, SECTOR, answer, interim, item
from tests.summaries import counted_of, summary_of

STATES = st.lists(st.none() | st.sampled_from(list(Progress)), max_size=40)


def items_in(states: list[Progress | None]) -> list[WorkItem]:
    return [item(number, answered=answer(state) if state else None) for number, state in enumerate(states)]


def test_what_has_no_answer_is_missing_and_part_of_the_whole() -> None:
    found = counted_of([item(1, answered=answer(Progress.DONE)), item(2), item(3), item(4)]).whole

    assert (found.answered, found.missing, found.total) == (1, 3, 4)
    assert found.share(found.of(Progress.DONE)) == pytest.approx(0.25)
    assert found.share(found.missing) == pytest.approx(0.75)


def test_what_is_missing_is_not_counted_as_not_started() -> None:
    assert counted_of([item(1)]).whole.of(Progress.NOT_STARTED) == 0


def test_every_progress_has_its_place_even_with_none_in_it() -> None:
    assert counted_of([]).whole.counts == tuple((progress, 0) for progress in Progress)


def test_nothing_at_all_has_no_shares() -> None:
    assert counted_of([]).whole.share(0) == 0


def test_unchanged_answers_are_counted() -> None:
    found = counted_of([item(1, answered=answer(unchanged=True)), item(2, answered=answer()), item(3)]).whole

    assert found.unchanged == 1


def test_answers_that_a_strategist_gave_are_counted() -> None:
    on_behalf = replace(answer(), answered_by=PersonId(9), answered_for=PersonId(1))

    assert counted_of([item(1, answered=on_behalf), item(2, answered=answer()), item(3)]).whole.on_behalf == 1


@given(states=STATES)
def test_the_shares_of_all_states_and_the_missing_make_up_the_whole(states: list[Progress | None]) -> None:
    found = counted_of(items_in(states)).whole

    parts = [*(count for _, count in found.counts), found.missing]
    assert sum(parts) == found.total == len(states)
    assert sum(found.share(part) for part in parts) == pytest.approx(1 if states else 0)


@given(states=STATES)
def test_one_more_missing_answer_never_makes_a_share_larger(states: list[Progress | None]) -> None:
    before, after = counted_of(items_in(states)).whole, counted_of(items_in([*states, None])).whole

    assert all(after.share(after.of(each)) <= before.share(before.of(each)) for each in Progress)


def test_measures_come_by_number_and_units_by_name_each_with_what_is_missing() -> None:
    items = (
        item(1, measure=FOOD, org_unit=COMPANY, answered=answer()),
        item(2, measure=ENERGY, org_unit=SECTOR),
        item(3, measure=FOOD, org_unit=SECTOR),
    )

    found = counted_of(items)

    assert [(measure, each.answered, each.missing) for measure, each in found.by_measure] == [
        (ENERGY, 0, 1),
        (FOOD, 1, 1),
    ]
    assert [(unit, each.answered, each.missing) for unit, each in found.by_unit] == [
        (SECTOR, 0, 2),
        (COMPANY, 1, 0),
    ]


def test_what_deviates_and_needs_a_decision_too_is_noteworthy_once() -> None:
    items = (
        item(1, answered=answer(Progress.ON_TRACK, needs_decision=True)),
        item(2, answered=answer(Progress.DELAYED, needs_decision=True)),
        item(3, answered=answer(Progress.DROPPED)),
        item(4, answered=answer()),
        item(5),
    )

    found = counted_of(items)

    assert (found.noteworthy, found.decisions) == (3, 2)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([Progress.DONE, None, Progress.DELAYED, Progress.DELAYED], (Progress.DELAYED, 2)),
        ([Progress.DELAYED, Progress.DROPPED], (Progress.DROPPED, 1)),
        ([Progress.ON_TRACK, None, Progress.NOT_STARTED], (None, 1)),
        ([Progress.DONE, Progress.DONE], (Progress.DONE, 2)),
        ([], (None, 0)),
    ],
)
def test_the_worst_state_is_told_and_a_missing_answer_is_worse_than_one_that_is_not_late(
    states: list[Progress | None], expected: tuple[Progress | None, int]
) -> None:
    assert worst(counted_of(items_in(states)).whole) == expected


def test_a_kind_of_obstacle_is_told_once_with_its_units_the_most_common_first() -> None:
    def met(kind: ObstacleKind, org_unit: OrgUnit, count: int) -> ObstacleCount:
        return ObstacleCount(kind=kind, measure=ENERGY, org_unit=org_unit, count=count)

    found = grouped(
        [
            met(ObstacleKind.STAFF, SECTOR, 1),
            met(ObstacleKind.MONEY, COMPANY, 1),
            met(ObstacleKind.MONEY, SECTOR, 2),
            met(ObstacleKind.MONEY, SECTOR, 3),
        ]
    )

    assert [(each.kind, each.count, each.by_unit) for each in found] == [
        (ObstacleKind.MONEY, 6, ((SECTOR, 5), (COMPANY, 1))),
        (ObstacleKind.STAFF, 1, ((SECTOR, 1),)),
    ]


@pytest.mark.parametrize(
    ("state", "preliminary"),
    [(RoundState.OPEN, True), (RoundState.PLANNED, True), (RoundState.CLOSED, False)],
)
def test_a_summary_is_preliminary_until_the_round_has_closed(state: RoundState, *, preliminary: bool) -> None:
    assert summary_of(interim(state), ()).preliminary is preliminary

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import Progress
from domain.people import PersonId
from domain.rounds import RoundState
from domain.summary.compiled import summarise
from domain.summary.tally import tally
from domain.worklist import WorkItem
from tests.domain.examples import COMPANY, ENERGY, FOOD, SECTOR, answer, interim, item

STATES = st.lists(st.none() | st.sampled_from(list(Progress)), max_size=40)


def items_in(states: list[Progress | None]) -> list[WorkItem]:
    return [item(number, answered=answer(state) if state else None) for number, state in enumerate(states)]


def test_what_has_no_answer_is_missing_and_part_of_the_whole() -> None:
    found = tally([item(1, answered=answer(Progress.DONE)), item(2), item(3), item(4)])

    assert (found.answered, found.missing, found.total) == (1, 3, 4)
    assert found.share(found.of(Progress.DONE)) == pytest.approx(0.25)
    assert found.share(found.missing) == pytest.approx(0.75)


def test_what_is_missing_is_not_counted_as_not_started() -> None:
    assert tally([item(1)]).of(Progress.NOT_STARTED) == 0


def test_every_progress_has_its_place_even_with_none_in_it() -> None:
    assert tally([]).counts == tuple((progress, 0) for progress in Progress)


def test_nothing_at_all_has_no_shares() -> None:
    assert tally([]).share(0) == 0


def test_unchanged_answers_are_counted() -> None:
    found = tally([item(1, answered=answer(unchanged=True)), item(2, answered=answer()), item(3)])

    assert found.unchanged == 1


def test_answers_that_a_strategist_gave_are_counted() -> None:
    on_behalf = replace(answer(), answered_by=PersonId(9), answered_for=PersonId(1))

    assert tally([item(1, answered=on_behalf), item(2, answered=answer()), item(3)]).on_behalf == 1


@given(states=STATES)
def test_the_shares_of_all_states_and_the_missing_make_up_the_whole(states: list[Progress | None]) -> None:
    found = tally(items_in(states))

    parts = [*(count for _, count in found.counts), found.missing]
    assert sum(parts) == found.total == len(states)
    assert sum(found.share(part) for part in parts) == pytest.approx(1 if states else 0)


@given(states=STATES)
def test_one_more_missing_answer_never_makes_a_share_larger(states: list[Progress | None]) -> None:
    before, after = tally(items_in(states)), tally(items_in([*states, None]))

    assert all(after.share(after.of(each)) <= before.share(before.of(each)) for each in Progress)


def test_measures_come_by_number_and_units_by_name_each_with_what_is_missing() -> None:
    items = (
        item(1, measure=FOOD, org_unit=COMPANY, answered=answer()),
        item(2, measure=ENERGY, org_unit=SECTOR),
        item(3, measure=FOOD, org_unit=SECTOR),
    )

    found = summarise(interim(), items)

    assert [(measure, each.answered, each.missing) for measure, each in found.by_measure] == [
        (ENERGY, 0, 1),
        (FOOD, 1, 1),
    ]
    assert [(unit, each.answered, each.missing) for unit, each in found.by_unit] == [
        (SECTOR, 0, 2),
        (COMPANY, 1, 0),
    ]


def test_what_is_dropped_comes_before_what_is_delayed_each_in_the_plan_s_order() -> None:
    items = tuple(
        item(number, answered=answer(progress))
        for number, progress in enumerate(
            [Progress.DELAYED, Progress.DROPPED, Progress.DONE, Progress.DELAYED, Progress.DROPPED]
        )
    )

    found = summarise(interim(), items)

    assert found.off_track == (items[1], items[4], items[0], items[3])


def test_what_needs_a_decision_is_listed_whatever_its_progress() -> None:
    items = (
        item(1, answered=answer(Progress.ON_TRACK, needs_decision=True)),
        item(2, answered=answer()),
        item(3),
    )

    assert summarise(interim(), items).decisions == items[:1]


@pytest.mark.parametrize(
    ("state", "preliminary"),
    [(RoundState.OPEN, True), (RoundState.PLANNED, True), (RoundState.CLOSED, False)],
)
def test_a_summary_is_preliminary_until_the_round_has_closed(state: RoundState, *, preliminary: bool) -> None:
    assert summarise(interim(state), ()).preliminary is preliminary

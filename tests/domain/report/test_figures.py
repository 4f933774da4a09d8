"""Figures that can be traced say the same as the cells that the cards are added up from."""

from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.report.counting import cells
from domain.report.data import AnswerRecord, ReportData
from domain.report.figures import Fact, Figure, figure, of_obstacle, of_progress, records
from domain.summary.cells import tally_of
from domain.summary.changes import changes, promises
from tests.domain.report_examples import COMPANY, FOOD, SECTOR, answer, record, report_data

ENDS = st.none() | st.sampled_from([date(2023, 11, 30), date(2024, 3, 31)])


@st.composite
def answers(draw: st.DrawFn) -> AnswerRecord:
    return answer(
        draw(st.sampled_from(list(Progress))),
        answer_id=draw(st.integers(1, 10**6)),
        unchanged=draw(st.booleans()),
        answered_for=draw(st.sampled_from(["", "Karin Ek"])),
        is_late=draw(st.booleans()),
        corrects=draw(st.sampled_from([(), (3, 4)])),
        needs_decision=draw(st.booleans()),
        obstacle_kind=draw(st.none() | st.sampled_from(list(ObstacleKind))),
        next_step=draw(st.sampled_from(["", "Upphandla takarbetet"])),
        new_end=draw(ENDS),
        promise=draw(st.none() | st.sampled_from(list(PromiseFate))),
    )


@st.composite
def reports(draw: st.DrawFn) -> ReportData:
    made = [
        record(
            number,
            draw(st.none() | answers()),
            before=draw(st.none() | answers()),
            measure=draw(st.sampled_from([1, 2])),
            org_unit=draw(st.sampled_from([SECTOR.name, COMPANY.name])),
            has_new_owner=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(0, 12)) + 1)
    ]
    return report_data(*made)


def values(data: ReportData, *facts: Fact, org_unit: str | None = None) -> list[int]:
    return [figure(data, fact, org_unit=org_unit).value for fact in facts]


@given(data=reports())
def test_states_are_the_same_numbers_as_in_the_cells(data: ReportData) -> None:
    for org_unit in (SECTOR.name, COMPANY.name):
        tally = tally_of(cell for cell in cells(data) if cell.org_unit.name == org_unit)

        found = [figure(data, of_progress(each), org_unit=org_unit).value for each in Progress]
        assert found == [tally.of(each) for each in Progress]
        assert values(
            data, Fact.EVERY, Fact.ANSWERED, Fact.MISSING, Fact.UNCHANGED, Fact.ON_BEHALF, org_unit=org_unit
        ) == [tally.total, tally.answered, tally.missing, tally.unchanged, tally.on_behalf]


@given(data=reports())
def test_changes_and_decisions_are_the_same_numbers_as_in_the_cells(data: ReportData) -> None:
    every = cells(data)
    found = changes(every)

    assert values(
        data,
        Fact.COMPARED,
        Fact.BECAME_DELAYED,
        Fact.BACK_ON_TRACK,
        Fact.BECAME_DONE,
        Fact.BECAME_DROPPED,
        Fact.NEW_OWNER,
        Fact.MOVED_END,
        Fact.NEEDS_DECISION,
    ) == [
        found.compared,
        found.became_delayed,
        found.back_on_track,
        found.finished,
        found.dropped,
        found.new_owners,
        found.moved_ends,
        sum(cell.decisions for cell in every),
    ]


@given(data=reports())
def test_promises_are_the_same_numbers_as_in_the_cells(data: ReportData) -> None:
    found = promises(cells(data))

    assert values(
        data,
        Fact.PROMISED,
        Fact.PROMISE_KEPT,
        Fact.PROMISE_UNDER_WAY,
        Fact.PROMISE_MOVED,
        Fact.PROMISE_GIVEN_UP,
        Fact.PROMISE_UNSPOKEN,
    ) == [found.promised, found.kept, found.under_way, found.moved, found.given_up, found.unspoken]


@given(data=reports(), fact=st.sampled_from(list(Fact)))
def test_the_parts_by_measure_and_by_unit_make_up_the_whole(data: ReportData, fact: Fact) -> None:
    whole = figure(data, fact)
    by_measure = [figure(data, fact, measure=each.number) for each in data.measures]
    by_unit = [figure(data, fact, org_unit=each.name) for each in data.org_units]

    for parts in (by_measure, by_unit):
        assert sum(part.value for part in parts) == whole.value
        assert sorted(chain.from_iterable(part.answer_ids for part in parts)) == sorted(whole.answer_ids)


@given(data=reports(), fact=st.sampled_from(list(Fact)))
def test_a_figure_can_be_counted_again_from_what_it_points_at(data: ReportData, fact: Fact) -> None:
    found = figure(data, fact)

    assert len(set(found.plan_activity_ids)) == found.value == len(records(data, fact))
    if fact not in {Fact.EVERY, Fact.MISSING, Fact.NEW_OWNER, Fact.PROMISED, Fact.PROMISE_UNSPOKEN}:
        assert len(found.answer_ids) == found.value


def test_a_change_comes_from_both_answers() -> None:
    data = report_data(
        record(1, answer(Progress.DELAYED, 31), before=answer(Progress.ON_TRACK, 11)),
        record(2, answer(Progress.DELAYED, 32), before=answer(Progress.DELAYED, 12)),
        record(3, answer(Progress.DELAYED, 33)),
    )

    assert figure(data, Fact.BECAME_DELAYED) == Figure(
        value=1, plan_activity_ids=(1,), answer_ids=(31,), earlier_answer_ids=(11,)
    )
    assert figure(data, Fact.DELAYED).earlier_answer_ids == ()


def test_what_has_no_answer_points_at_the_plan_activity_alone() -> None:
    data = report_data(record(1), record(2, answer()))

    assert figure(data, Fact.MISSING) == Figure(value=1, plan_activity_ids=(1,))


def test_a_measure_without_plan_activities_has_figures_of_nothing() -> None:
    data = report_data(record(1, answer()))

    assert figure(data, Fact.EVERY, measure=FOOD.number) == Figure(value=0)


@pytest.mark.parametrize("kind", ObstacleKind)
def test_an_obstacle_is_counted_whatever_the_state(kind: ObstacleKind) -> None:
    data = report_data(record(1, answer(Progress.ON_TRACK, 5, obstacle_kind=kind)), record(2, answer()))

    assert figure(data, of_obstacle(kind)).answer_ids == (5,)

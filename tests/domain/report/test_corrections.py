from dataclasses import replace

from domain.answers import Progress
from domain.report.corrections import CorrectionKind, corrections
from tests.domain.report_examples import answer, record, report_data

FIRST = record(1, answer(answer_id=1))


def test_the_same_data_have_no_corrections() -> None:
    assert corrections(report_data(FIRST), report_data(FIRST)) == ()


def test_a_later_answer_in_the_place_of_another_is_a_correction() -> None:
    later = replace(FIRST, answer=answer(Progress.DELAYED, answer_id=2, corrects=(1,)))

    [found] = corrections(report_data(FIRST), report_data(later))

    assert (found.kind, found.before, found.after) == (CorrectionKind.CORRECTED, FIRST, later)


def test_an_answer_that_was_missing_is_a_late_one() -> None:
    [found] = corrections(report_data(record(1)), report_data(FIRST))

    assert found.kind is CorrectionKind.LATE_ANSWER


def test_a_plan_activity_that_was_both_answered_anew_and_renamed_is_told_twice() -> None:
    later = replace(FIRST, title="Solceller på sex skoltak", answer=answer(answer_id=2))

    found = corrections(report_data(FIRST), report_data(later))

    assert [each.kind for each in found] == [CorrectionKind.CORRECTED, CorrectionKind.PLAN_CHANGED]


def test_what_came_and_what_went_are_told_with_what_there_is_of_them() -> None:
    new = record(2)

    found = corrections(report_data(FIRST), report_data(new))

    assert [(each.kind, each.plan_activity) for each in found] == [
        (CorrectionKind.ADDED, new),
        (CorrectionKind.REMOVED, FIRST),
    ]

"""What was answered through the years, and what was corrected."""

from dataclasses import replace

from domain.answers import AnswerId
from domain.history import PastAnswer, history
from domain.rounds import FollowUpRound
from tests.domain.examples import annual, answer, interim


def said(number: int, follow_up_round: FollowUpRound) -> PastAnswer:
    given = replace(
        answer(), answer_id=AnswerId(number), follow_up_round_id=follow_up_round.follow_up_round_id
    )
    return PastAnswer(answer=given, follow_up_round=follow_up_round, answered_by_name="Karin Ek")


def test_the_latest_round_comes_first_and_in_it_the_latest_answer() -> None:
    answers = [said(1, annual(year=2022)), said(4, annual(year=2022)), said(2, interim()), said(3, interim())]

    assert [each.answer.answer_id for each in history(answers)] == [3, 2, 4, 1]


def test_a_correction_and_what_it_corrected_are_told_apart() -> None:
    answers = [said(1, interim()), said(2, interim()), said(3, interim())]

    assert [(each.corrects, each.is_corrected) for each in history(answers)] == [
        (True, False),
        (True, True),
        (False, True),
    ]


def test_an_answer_in_another_round_corrects_nothing() -> None:
    answers = [said(1, annual(year=2022)), said(2, interim())]

    assert not [each for each in history(answers) if each.corrects or each.is_corrected]


def test_nothing_answered_is_no_history() -> None:
    assert history([]) == ()

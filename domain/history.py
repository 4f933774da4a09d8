"""All that has been answered and asked about one plan activity, also what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.answers import Answer
from domain.questions import Exchange
from domain.rounds import FollowUpRound


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """One answer with the round it was given in and the names of those concerned.

    `title` is what the plan activity is called in the plan that it was given about.
    `corrects` is whether it took the place of an earlier answer in the same round, `is_corrected` whether a
    later one took its place.
    """

    answer: Answer
    follow_up_round: FollowUpRound
    answered_by_name: str
    answered_for_name: str = ""
    title: str = ""
    corrects: bool = False
    is_corrected: bool = False


Past = PastAnswer | Exchange


def history(answers: Sequence[PastAnswer]) -> tuple[PastAnswer, ...]:
    """The answers with what took whose place, the latest round first and in it the latest answer first."""
    ordered = sorted(answers, key=_age, reverse=True)
    rounds = [_round_of(each) for each in ordered]
    return tuple(
        replace(
            each,
            corrects=_round_of(each) in rounds[place + 1 :],
            is_corrected=_round_of(each) in rounds[:place],
        )
        for place, each in enumerate(ordered)
    )


def with_questions(answers: Sequence[PastAnswer], questions: Sequence[Exchange]) -> tuple[Past, ...]:
    """The answers as `history` has them, with each question after (above) what had been answered by then."""
    told: list[Past] = [*answers, *questions]
    return tuple(sorted(told, key=_told_at, reverse=True))


def _told_at(past: Past) -> tuple[object, ...]:
    if isinstance(past, PastAnswer):
        number = past.answer.answer_id
        return past.follow_up_round.reference_date, _round_of(past), past.answer.answered_at, 0, number
    matter = past.matter
    of_round = past.follow_up_round.reference_date, matter.follow_up_round_id
    return *of_round, matter.asked_at, 1, matter.matter_id


def _age(said: PastAnswer) -> tuple[object, ...]:
    return said.follow_up_round.reference_date, _round_of(said), said.answer.answer_id


def _round_of(said: PastAnswer) -> int:
    return said.answer.follow_up_round_id

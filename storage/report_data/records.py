"""Rounds and answers as the records of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.answers import Answer
from domain.calendar import WorkCalendar
from domain.people import PersonId
from domain.report.data import AnswerRecord, RoundRecord
from domain.rounds import FollowUpRound


def round_record(follow_up_round: FollowUpRound) -> RoundRecord:
    """The round as it stands."""
    return RoundRecord(
        follow_up_round_id=follow_up_round.follow_up_round_id,
        occasion=follow_up_round.occasion,
        reference_date=follow_up_round.reference_date,
        deadline=follow_up_round.deadline,
        opens_at=follow_up_round.opens_at,
        closes_at=follow_up_round.closes_at,
        state=follow_up_round.state,
        reopened_because=follow_up_round.reopened_because,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """Writes down answers of a round and of the one before it, with the names of those who gave them."""

    calendar: WorkCalendar
    follow_up_round: FollowUpRound
    previous: FollowUpRound | None
    names: Mapping[PersonId, str]

    def now(self, answer: Answer, *, corrects: Sequence[int]) -> AnswerRecord:
        """An answer of the round itself; `corrects` may hold its own id too."""
        earlier = tuple(each for each in corrects if each != answer.answer_id)
        return self._record(answer, earlier, self.follow_up_round)

    def before(self, answer: Answer) -> AnswerRecord:
        """An answer of the round before."""
        return self._record(answer, (), self.previous)

    def _record(
        self, answer: Answer, corrects: tuple[int, ...], its_round: FollowUpRound | None
    ) -> AnswerRecord:
        said = answer.statement
        day = self.calendar.local_day(answer.said_at)
        return AnswerRecord(
            answer_id=answer.answer_id,
            answered_at=answer.said_at,
            answered_by=self.names.get(answer.answered_by, "") if answer.answered_by else answer.source,
            answered_for=self.names.get(answer.answered_for, "") if answer.answered_for else "",
            reason=answer.reason,
            unchanged=answer.unchanged,
            is_late=its_round is not None and day > its_round.deadline,
            corrects=corrects,
            progress=said.progress,
            percent=said.percent,
            comment=said.comment,
            obstacle_kind=said.obstacle.kind if said.obstacle else None,
            obstacle=said.obstacle.text if said.obstacle else "",
            next_step=said.next_step,
            needs_decision=said.needs_decision,
            new_end=said.new_end,
            indicator_value=said.indicator_value,
            evidence=said.evidence,
            promise=said.promise,
            next_year=said.next_year,
            next_year_note=said.next_year_note,
        )

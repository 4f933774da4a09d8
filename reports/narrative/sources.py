"""Notes: which answers a figure or a quotation comes from, with their numbers and days."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from domain.report.data import AnswerRecord, IndicatorValue, PlanActivityRecord
from reports.narrative.document import Note, Notes
from reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Makes notes for a document."""

    notes: Notes
    words: Wording

    def answers(self, records: Iterable[PlanActivityRecord]) -> Note | None:
        """The answers of this round to these plan activities; None where there are none."""
        return self._note([each.answer for each in records if each.answer])

    def comparison(self, records: Iterable[PlanActivityRecord]) -> Note | None:
        """The answers of this round and of the one before."""
        every = tuple(records)
        return self._note([said for each in every for said in (each.before, each.answer) if said])

    def unanswered(self, records: Collection[PlanActivityRecord]) -> Note | None:
        """The plan activities that nobody has answered about."""
        if not records:
            return None
        numbers = ", ".join(each.number for each in records)
        text = self.words.count(
            "Plan activity without answer: {numbers}",
            "Plan activities without answer: {numbers}",
            len(records),
            numbers=numbers,
        )
        return self.notes.add(text, plan_activity_ids=[each.plan_activity_id for each in records])

    def planned(self, records: Collection[PlanActivityRecord]) -> Note | None:
        """The plan itself, where it is not an answer that is told."""
        if not records:
            return None
        numbers = ", ".join(each.number for each in records)
        text = self.words.say("According to the plan: {numbers}", numbers=numbers)
        return self.notes.add(text, plan_activity_ids=[each.plan_activity_id for each in records])

    def one(self, answer: AnswerRecord) -> Note:
        """One answer, with who gave it."""
        day = self.words.full_day(self.words.local_day(answer.answered_at))
        who = answer.answered_by
        text = self.words.say("Answer {number}, {day}, {name}", number=answer.answer_id, day=day, name=who)
        if answer.answered_for:
            text = self.words.say(
                "Answer {number}, {day}, {name} for {owner}",
                number=answer.answer_id,
                day=day,
                name=who,
                owner=answer.answered_for,
            )
        return self.notes.add(text, answer_ids=[answer.answer_id])

    def value(self, value: IndicatorValue) -> Note:
        """The answer that gave an indicator's value."""
        day = self.words.full_day(value.reference_date)
        text = self.words.say("Answer {number}, as at {day}", number=value.answer_id, day=day)
        return self.notes.add(text, answer_ids=[value.answer_id])

    def _note(self, answers: list[AnswerRecord]) -> Note | None:
        if not answers:
            return None
        if len(answers) == 1:
            return self.one(answers[0])
        ids = sorted({each.answer_id for each in answers})
        days = sorted(self.words.local_day(each.answered_at) for each in answers)
        text = self.words.say(
            "Answers {numbers}, {days}", numbers=in_ranges(ids), days=self._days(days[0], days[-1])
        )
        return self.notes.add(text, answer_ids=ids)

    def _days(self, first: date, last: date) -> str:
        if first == last:
            return self.words.full_day(first)
        return f"{self.words.full_day(first)} – {self.words.full_day(last)}"


def in_ranges(ids: Collection[int]) -> str:
    """Ascending numbers, those that follow on each other together: 3–7, 9, 12–13."""
    found: list[list[int]] = []
    for each in ids:
        if found and each == found[-1][-1] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)

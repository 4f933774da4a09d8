"""The summary for the director: counts with the missing as their own share, and what is off track."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from domain.answers import Progress
from domain.people import Person, PersonId, Role
from domain.plan import Measure, OrgUnit
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many plan activities stand where. `missing` have no answer and belong to every total.

    `unchanged` answers repeat the last ones, and `on_behalf` were given by a strategist instead of the owner.
    """

    counts: tuple[tuple[Progress, int], ...]
    missing: int
    unchanged: int = 0
    on_behalf: int = 0

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return sum(count for _, count in self.counts)

    @property
    def total(self) -> int:
        """All of them, answered or not."""
        return self.answered + self.missing

    def of(self, progress: Progress) -> int:
        """How many stand there."""
        return dict(self.counts)[progress]

    def share(self, count: int) -> float:
        """`count` as a share 0–1 of all, never only of those answered."""
        return count / self.total if self.total else 0.0


def tally(items: Iterable[WorkItem]) -> Tally:
    """Count items by progress; an item without an answer is missing."""
    everything = tuple(items)
    answers = [item.answer for item in everything if item.answer is not None]
    counted = Counter(answer.statement.progress for answer in answers)
    return Tally(
        counts=tuple((progress, counted[progress]) for progress in Progress),
        missing=len(everything) - len(answers),
        unchanged=sum(answer.unchanged for answer in answers),
        on_behalf=sum(answer.is_on_behalf for answer in answers),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The state of a round; `preliminary` until the round has closed."""

    follow_up_round: FollowUpRound
    whole: Tally
    by_measure: tuple[tuple[Measure, Tally], ...]
    by_unit: tuple[tuple[OrgUnit, Tally], ...]
    off_track: tuple[WorkItem, ...]
    decisions: tuple[WorkItem, ...]
    preliminary: bool


def summarise(follow_up_round: FollowUpRound, items: tuple[WorkItem, ...]) -> Summary:
    """Compile a round's answers. Off track: dropped first, then delayed, each in the plan's order."""
    answered = [item for item in items if item.answer is not None]
    return Summary(
        follow_up_round=follow_up_round,
        whole=tally(items),
        by_measure=_by_measure(items),
        by_unit=_by_unit(items),
        off_track=tuple(
            item
            for progress in (Progress.DROPPED, Progress.DELAYED)
            for item in answered
            if item.answer and item.answer.statement.progress is progress
        ),
        decisions=tuple(item for item in answered if item.answer and item.answer.statement.needs_decision),
        preliminary=follow_up_round.state != "closed",
    )


def _by_measure(items: tuple[WorkItem, ...]) -> tuple[tuple[Measure, Tally], ...]:
    measures = sorted({item.measure for item in items}, key=lambda measure: measure.number)
    return tuple((measure, tally(item for item in items if item.measure == measure)) for measure in measures)


def _by_unit(items: tuple[WorkItem, ...]) -> tuple[tuple[OrgUnit, Tally], ...]:
    org_units = sorted({item.org_unit for item in items}, key=lambda org_unit: org_unit.name)
    return tuple((unit, tally(item for item in items if item.org_unit == unit)) for unit in org_units)


def readers_at_closing(follow_up_round: FollowUpRound, people: Iterable[Person]) -> list[PersonId]:
    """Who gets the summary when the round closes: the directors; nobody when it has not been open."""
    if not follow_up_round.is_open:
        return []
    return [each.person_id for each in people if Role.DIRECTOR in each.roles]

"""The summary for the director: counts with the missing as their own share, and what is off track."""

from dataclasses import dataclass

from domain.answers import Progress
from domain.plan import Measure, OrgUnit
from domain.rounds import FollowUpRound, RoundState
from domain.summary.tally import Tally, tally
from domain.worklist import WorkItem


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
        preliminary=follow_up_round.state is not RoundState.CLOSED,
    )


def _by_measure(items: tuple[WorkItem, ...]) -> tuple[tuple[Measure, Tally], ...]:
    measures = sorted({item.measure for item in items}, key=lambda measure: measure.number)
    return tuple((measure, tally(item for item in items if item.measure == measure)) for measure in measures)


def _by_unit(items: tuple[WorkItem, ...]) -> tuple[tuple[OrgUnit, Tally], ...]:
    org_units = sorted({item.org_unit for item in items}, key=lambda org_unit: org_unit.name)
    return tuple((unit, tally(item for item in items if item.org_unit == unit)) for unit in org_units)

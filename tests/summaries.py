"""Summaries for tests, counted from items by rules of their own: nothing here asks a database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from domain.answers import Progress, PromiseFate
from domain.plan import Measure, OrgUnit
from domain.rounds import FollowUpRound
from domain.summary.cells import Cell
from domain.summary.compiled import Counted, Summary
from domain.summary.obstacles import ObstacleCount
from domain.worklist import WorkItem

Place = tuple[Measure, OrgUnit, Progress | None, Progress | None]


def counted_of(items: Iterable[WorkItem]) -> Counted:
    """The items as cells; the answer before is whatever each was answered last."""
    everything = tuple(items)
    gathered: dict[Place, list[WorkItem]] = defaultdict(list)
    for each in everything:
        gathered[each.measure, each.org_unit, _now(each), _before(each)].append(each)
    return Counted(
        cells=tuple(_cell(place, theirs) for place, theirs in gathered.items()),
        obstacle_counts=tuple(
            ObstacleCount(kind=obstacle.kind, measure=each.measure, org_unit=each.org_unit, count=1)
            for each in everything
            if each.answer and (obstacle := each.answer.statement.obstacle)
        ),
    )


def in_order(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """What needs a decision first, then what is dropped, delayed, not answered; each in the plan's order."""
    return tuple(sorted(items, key=_urgency))


def summary_of(
    follow_up_round: FollowUpRound,
    items: Sequence[WorkItem],
    *,
    previous: FollowUpRound | None = None,
    deviations: int = 3,
) -> Summary:
    """The summary of those items."""
    noteworthy = [each for each in in_order(items) if _urgency(each) in {0, 1, 2}]
    return Summary(
        follow_up_round=follow_up_round,
        previous=previous,
        counted=counted_of(items),
        deviations=tuple(noteworthy[:deviations]),
    )


def _now(item: WorkItem) -> Progress | None:
    return item.answer.statement.progress if item.answer else None


def _before(item: WorkItem) -> Progress | None:
    return item.previous.statement.progress if item.previous else None


def _urgency(item: WorkItem) -> int:
    if item.answer is None:
        return 3
    if item.answer.statement.needs_decision:
        return 0
    return {Progress.DROPPED: 1, Progress.DELAYED: 2}.get(item.answer.statement.progress, 4)


def _cell(place: Place, items: Sequence[WorkItem]) -> Cell:
    measure, org_unit, now, before = place
    answers = [item.answer for item in items if item.answer]
    promised = [item for item in items if item.previous and item.previous.statement.next_step]
    fates = [item.answer.statement.promise for item in promised if item.answer]
    return Cell(
        measure=measure,
        org_unit=org_unit,
        now=now,
        before=before,
        count=len(items),
        unchanged=sum(answer.unchanged for answer in answers),
        on_behalf=sum(answer.is_on_behalf for answer in answers),
        decisions=sum(answer.statement.needs_decision for answer in answers),
        promised=len(promised),
        kept=fates.count(PromiseFate.KEPT),
        under_way=fates.count(PromiseFate.UNDER_WAY),
        moved=fates.count(PromiseFate.MOVED),
        given_up=fates.count(PromiseFate.DROPPED),
    )

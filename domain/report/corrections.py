"""What differs between two versions of a report: corrected, late, come or gone; each with its answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.report.data import PlanActivityRecord, ReportData


class CorrectionKind(StrEnum):
    """What has happened to a plan activity between the versions."""

    LATE_ANSWER = "late_answer"
    """It had no answer and has one now."""
    CORRECTED = "corrected"
    """A later answer has taken the place of the one in the version before."""
    PLAN_CHANGED = "plan_changed"
    """Its title, owner, unit, measure or dates were changed."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One difference. `before` is None for what was added, `after` for what was removed."""

    kind: CorrectionKind
    before: PlanActivityRecord | None
    after: PlanActivityRecord | None

    @property
    def plan_activity(self) -> PlanActivityRecord:
        """The plan activity as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found


Counts = tuple[tuple[CorrectionKind, int], ...]


def counted(found: Iterable[Correction]) -> Counts:
    """How many differences there are of each kind that there are any of."""
    kinds = [each.kind for each in found]
    return tuple((kind, kinds.count(kind)) for kind in CorrectionKind if kind in kinds)


def corrections(before: ReportData, after: ReportData) -> tuple[Correction, ...]:
    """Every difference, in the later version's order and then what was removed."""
    return tuple(_corrections(before, after))


def _corrections(before: ReportData, after: ReportData) -> Iterator[Correction]:
    old = {each.plan_activity_id: each for each in before.plan_activities}
    new = {each.plan_activity_id: each for each in after.plan_activities}
    for plan_activity_id, record in new.items():
        was = old.get(plan_activity_id)
        if was is None:
            yield Correction(kind=CorrectionKind.ADDED, before=None, after=record)
        else:
            yield from (Correction(kind=kind, before=was, after=record) for kind in _kinds(was, record))
    for plan_activity_id, record in old.items():
        if plan_activity_id not in new:
            yield Correction(kind=CorrectionKind.REMOVED, before=record, after=None)


def _kinds(before: PlanActivityRecord, after: PlanActivityRecord) -> Iterator[CorrectionKind]:
    was, now = before.answer, after.answer
    if was is None and now is not None:
        yield CorrectionKind.LATE_ANSWER
    elif was is not None and now is not None and was.answer_id != now.answer_id:
        yield CorrectionKind.CORRECTED
    if _plan_of(before) != _plan_of(after):
        yield CorrectionKind.PLAN_CHANGED


def _plan_of(record: PlanActivityRecord) -> tuple[object, ...]:
    return (
        record.number,
        record.title,
        record.description,
        record.measure,
        record.org_unit,
        record.owner,
        record.co_owners,
        record.start,
        record.end,
    )

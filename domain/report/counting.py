"""The records of a report as cells, so that its figures are added up by the same rules as the card's."""

from collections import defaultdict

from domain.answers import Progress, PromiseFate
from domain.people import OrgUnitId
from domain.plan import Measure, MeasureId, OrgUnit
from domain.report.data import AnswerRecord, PlanActivityRecord, ReportData
from domain.summary.cells import Cell

Place = tuple[int, str, Progress | None, Progress | None]


def cells(data: ReportData) -> tuple[Cell, ...]:
    """One cell for each measure, unit, state now and state before that occurs."""
    gathered: dict[Place, list[PlanActivityRecord]] = defaultdict(list)
    for record in data.plan_activities:
        now, before = record.answer, record.before
        place = (
            record.measure,
            record.org_unit,
            now.progress if now else None,
            before.progress if before else None,
        )
        gathered[place].append(record)
    measures = {
        each.number: Measure(
            measure_id=MeasureId(each.number),
            number=each.number,
            title=each.title,
            description=each.description,
        )
        for each in data.measures
    }
    org_units = {
        each.name: OrgUnit(org_unit_id=OrgUnitId(place), name=each.name, kind=each.kind)
        for place, each in enumerate(data.org_units, start=1)
    }
    return tuple(
        _cell(measures[measure], org_units[org_unit], now, before, records)
        for (measure, org_unit, now, before), records in gathered.items()
    )


def _cell(
    measure: Measure,
    org_unit: OrgUnit,
    now: Progress | None,
    before: Progress | None,
    records: list[PlanActivityRecord],
) -> Cell:
    answers = [record.answer for record in records if record.answer]
    spoken = [record.answer.promise for record in records if record.answer and _promised(record)]
    return Cell(
        measure=measure,
        org_unit=org_unit,
        now=now,
        before=before,
        count=len(records),
        unchanged=sum(answer.unchanged for answer in answers),
        on_behalf=sum(bool(answer.answered_for) for answer in answers),
        decisions=sum(answer.needs_decision for answer in answers),
        new_owners=sum(record.has_new_owner for record in records),
        moved_ends=sum(has_moved_end(record.answer, record.before) for record in records),
        promised=sum(_promised(record) for record in records),
        kept=spoken.count(PromiseFate.KEPT),
        under_way=spoken.count(PromiseFate.UNDER_WAY),
        moved=spoken.count(PromiseFate.MOVED),
        given_up=spoken.count(PromiseFate.DROPPED),
    )


def _promised(record: PlanActivityRecord) -> bool:
    return record.before is not None and bool(record.before.next_step)


def has_moved_end(now: AnswerRecord | None, before: AnswerRecord | None) -> bool:
    """Whether an answer promises another end date than the one before did."""
    return now is not None and now.new_end is not None and (before is None or now.new_end != before.new_end)

"""Records of a report for tests, with only what the test names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.answers import Progress
from domain.plan import OrgUnitKind
from domain.report.data import (
    AnswerRecord,
    MeasureRecord,
    PlanActivityRecord,
    ReportData,
    RoundRecord,
    UnitRecord,
)
from domain.rounds import Occasion, RoundState

ANSWERED_AT = datetime(2023, 8, 23, 8, tzinfo=UTC)
ENERGY = MeasureRecord(
    number=1,
    title="Egen solel",
    description="",
    strategic_priority="Klimat",
    focus_areas=("Energi",),
    working_methods=("Upphandling",),
    adopted_by=("Sektor bildning", "Tunabyggen"),
)
FOOD = MeasureRecord(number=2, title="Klimatsmart mat", description="", adopted_by=("Sektor bildning",))
SECTOR = UnitRecord(name="Sektor bildning", kind=OrgUnitKind.SECTOR)
COMPANY = UnitRecord(name="Tunabyggen", kind=OrgUnitKind.COMPANY)


def round_record(
    occasion: Occasion = Occasion.INTERIM_ACCOUNTS,
    reference_date: date = date(2023, 8, 31),
    state: RoundState = RoundState.CLOSED,
    **fields: Any,
) -> RoundRecord:
    opens_at = datetime.combine(reference_date - timedelta(days=9), datetime.min.time(), UTC)
    values: dict[str, Any] = {
        "follow_up_round_id": reference_date.toordinal(),
        "occasion": occasion,
        "reference_date": reference_date,
        "deadline": reference_date + timedelta(days=12),
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=28),
        "state": state,
    }
    return RoundRecord(**(values | fields))


def answer(progress: Progress = Progress.ON_TRACK, answer_id: int = 1, **fields: Any) -> AnswerRecord:
    values: dict[str, Any] = {"answered_at": ANSWERED_AT, "answered_by": "Karin Ek"}
    return AnswerRecord(answer_id=answer_id, progress=progress, **(values | fields))


def record(number: int = 1, now: AnswerRecord | None = None, **fields: Any) -> PlanActivityRecord:
    values: dict[str, Any] = {
        "plan_activity_id": number,
        "number": f"1.{number}",
        "title": "Solceller på fem skoltak",
        "description": "",
        "measure": 1,
        "org_unit": SECTOR.name,
        "owner": "Karin Ek",
        "start": date(2023, 1, 1),
        "end": date(2023, 12, 31),
        "answer": now,
    }
    return PlanActivityRecord(**(values | fields))


def report_data(*records: PlanActivityRecord, **fields: Any) -> ReportData:
    values: dict[str, Any] = {
        "municipality": "Borlänge kommunkoncern",
        "plan_year": 2023,
        "plan_title": "Handlingsplan 2023",
        "is_example": True,
        "follow_up_round": round_record(),
        "previous_round": round_record(Occasion.ANNUAL_ACCOUNTS, date(2022, 12, 31)),
        "measures": (ENERGY, FOOD),
        "org_units": (SECTOR, COMPANY),
        "plan_activities": records,
    }
    return ReportData(**(values | fields))

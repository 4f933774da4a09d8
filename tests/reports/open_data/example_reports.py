"""Reports for tests, made of the records that the test names, and what nobody should ever write in one."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate
from domain.people import PersonId
from domain.report.data import IndicatorRecord, IndicatorValue, PlanActivityRecord, ReportData
from domain.report.seal import Report, Seal, SealId
from domain.rounds import FollowUpRoundId
from reports.canonical import canonical, checksum
from tests.domain.report_examples import COMPANY, answer, record, report_data

HOSTILE = (
    '=cmd|"/C calc"!A0',
    "+46 243 740 00",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r\n=1+1",
    "x;=1+1",
    "'=1+1",
    "''",
    "＝1+1",
    '=HYPERLINK("http://evil.example","Klicka")',
    "http://evil.example",
    "{{ 7*7 }} {% for x in y %}",
    "<script>alert(1)</script>",
    "<r></si><si><t>x</t></si></r>",
    "]]>&amp;&lt;",
    '"citat", komma; semikolon\tflik',
    "rad ett\nrad två\r\nrad tre",
    "\u202eomvänt\u202c עברית العربية",
    "👩🏽‍🔬🌱",
    "#set text(red) \\ $x^2$",
    "_x0041_",
    "x" * 1000,
)


def sealed(data: ReportData, version: int = 1, **fields: Any) -> Report:
    content = canonical(data)
    seal = Seal(
        seal_id=SealId(version),
        follow_up_round_id=FollowUpRoundId(data.follow_up_round.follow_up_round_id),
        version=version,
        sha256=checksum(content),
        sealed_by=PersonId(1),
        sealed_by_name="Eva Lund",
        sealed_at=datetime(2023, 9, 20, 7, 30, tzinfo=UTC),
        reason="Sent svar från Tunabyggen." if version > 1 else "",
    )
    values: dict[str, Any] = {"made_on": date(2023, 9, 21), "seal": seal, "diary_number": "MN 2023/117"}
    return Report(data=data, content=content, **(values | fields))


def draft(*records: PlanActivityRecord, **fields: Any) -> Report:
    data = report_data(*records, **fields)
    return Report(data=data, content=canonical(data), made_on=date(2023, 9, 21))


def full_record(number: int = 1, **fields: Any) -> PlanActivityRecord:
    """A plan activity with something in every field."""
    said = answer(
        Progress.DELAYED,
        answer_id=100 + number,
        answered_by="Sara Öberg",
        answered_for="Karin Ek",
        reason="Svarade per telefon.",
        is_late=True,
        corrects=(7, 8),
        percent=40,
        comment="Två tak är klara.",
        obstacle_kind=ObstacleKind.PROCUREMENT,
        obstacle="Överprövad upphandling.",
        next_step="Ny upphandling i oktober.",
        needs_decision=True,
        new_end=date(2024, 3, 31),
        indicator_value=Decimal("312.50"),
        evidence="https://kommunen.example/solel",
        promise=PromiseFate.MOVED,
        next_year=NextYear.CONTINUE,
        next_year_note="Tre tak till.",
    )
    values: dict[str, Any] = {
        "co_owners": ("Ali Shah", "Johan Berg"),
        "description": "Fem skolor.",
        "indicator": IndicatorRecord(
            name="Solel",
            unit="MWh",
            target=Decimal("400.5"),
            target_year=2030,
            values=(IndicatorValue(reference_date=date(2022, 12, 31), value=Decimal("0.1"), answer_id=9),),
        ),
        "before": answer(
            Progress.ON_TRACK, 9, percent=20, next_step="Handla upp taken.", new_end=date(2023, 12, 1)
        ),
        "has_new_owner": True,
    }
    return record(number, said, **(values | fields))


def various() -> ReportData:
    """A little of everything, a measure without plan activities among it."""
    return report_data(
        full_record(1),
        record(2, answer(Progress.DONE, 102), before=answer(Progress.DELAYED, 10)),
        record(3, answer(Progress.ON_TRACK, 103, unchanged=True), before=answer(Progress.ON_TRACK, 11)),
        record(4, org_unit=COMPANY.name),
        record(5, answer(Progress.DROPPED, 105), org_unit=COMPANY.name, before=answer(Progress.ON_TRACK, 12)),
    )


def hostile(text: str) -> ReportData:
    """Everything that people can write is that text."""
    return report_data(
        full_record(
            title=text,
            description=text,
            owner=text,
            co_owners=(text,),
            answer=answer(
                Progress.DELAYED,
                2,
                answered_by=text,
                comment=text,
                obstacle=text,
                next_step=text,
                evidence=text,
                reason=text,
            ),
        ),
        municipality=text,
    )

"""A report as JSON: its data as they were approved, its figures with their sources, and its text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from pydantic import TypeAdapter

from domain.people import Language
from domain.report.corrections import CorrectionKind, corrections
from domain.report.data import SCHEMA, ReportData
from domain.report.figures import Fact, figure
from domain.report.seal import Report, Seal
from reports.canonical import checksum
from reports.embedded import data_of
from reports.open_data.text import TextRecord, text
from reports.wording import Wording

# The name of the JSON Schema that the file follows; it grows with the edition of the data.
SCHEMA_ID = f"urn:lageskoll:open-data:{SCHEMA}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """A version that somebody has approved."""

    version: int
    sha256: str
    sealed_by: str
    sealed_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRecord:
    """One difference from the version before, as the answers before and after."""

    kind: CorrectionKind
    plan_activity_id: int
    answer_id_before: int | None
    answer_id_after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord:
    """A figure and where it comes from."""

    value: int
    plan_activity_ids: tuple[int, ...]
    answer_ids: tuple[int, ...]
    earlier_answer_ids: tuple[int, ...]


Found = Mapping[Fact, FigureRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFigures:
    """One measure's figures."""

    measure: int
    figures: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """One sector's or company's figures."""

    org_unit: str
    figures: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every figure, in all and by measure and unit."""

    whole: Found
    by_measure: tuple[MeasureFigures, ...]
    by_unit: tuple[UnitFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """The whole file, apart from `$schema`."""

    language: Language
    mark: str
    sha256: str
    is_draft: bool
    is_preliminary: bool
    is_superseded: bool
    made_on: date
    diary_number: str
    sender: str
    seal: VersionRecord | None
    earlier_versions: tuple[VersionRecord, ...]
    corrections: tuple[CorrectionRecord, ...]
    figures: Figures
    narrative: TextRecord
    data: ReportData


@cache
def of_file() -> TypeAdapter[OpenData]:
    """Writes and describes the file."""
    return TypeAdapter(OpenData)


def json_file(report: Report, words: Wording) -> bytes:
    """The report as JSON, where `data` are the very bytes that were sealed, or canonical in a draft."""
    content = data_of(report)
    found = _open_data(report, checksum(content), words)
    head = {"$schema": SCHEMA_ID, **of_file().dump_python(found, mode="json", exclude={"data"})}
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return written.removesuffix(b"}") + b',"data":' + content + b"}\n"


def _open_data(report: Report, sha256: str, words: Wording) -> OpenData:
    return OpenData(
        language=words.language,
        mark=str(report.mark),
        sha256=sha256,
        is_draft=report.is_draft,
        is_preliminary=report.data.is_preliminary,
        is_superseded=report.is_superseded,
        made_on=report.made_on,
        diary_number=report.diary_number,
        sender=report.sender,
        seal=_version(report.seal) if report.seal else None,
        earlier_versions=tuple(_version(each) for each in report.earlier_seals),
        corrections=_corrections(report),
        figures=_figures(report.data),
        narrative=text(report, words),
        data=report.data,
    )


def _version(seal: Seal) -> VersionRecord:
    return VersionRecord(
        version=seal.version,
        sha256=seal.sha256,
        sealed_by=seal.sealed_by_name,
        sealed_at=seal.sealed_at,
        reason=seal.reason,
    )


def _corrections(report: Report) -> tuple[CorrectionRecord, ...]:
    if report.previous is None:
        return ()
    return tuple(
        CorrectionRecord(
            kind=each.kind,
            plan_activity_id=each.plan_activity.plan_activity_id,
            answer_id_before=each.before.answer.answer_id if each.before and each.before.answer else None,
            answer_id_after=each.after.answer.answer_id if each.after and each.after.answer else None,
        )
        for each in corrections(report.previous, report.data)
    )


def _figures(data: ReportData) -> Figures:
    return Figures(
        whole=_found(data),
        by_measure=tuple(
            MeasureFigures(measure=each.number, figures=_found(data, measure=each.number))
            for each in data.measures
        ),
        by_unit=tuple(
            UnitFigures(org_unit=each.name, figures=_found(data, org_unit=each.name))
            for each in data.org_units
        ),
    )


def _found(data: ReportData, *, measure: int | None = None, org_unit: str | None = None) -> Found:
    return {each: _record(data, each, measure, org_unit) for each in Fact}


def _record(data: ReportData, fact: Fact, measure: int | None, org_unit: str | None) -> FigureRecord:
    found = figure(data, fact, measure=measure, org_unit=org_unit)
    return FigureRecord(
        value=found.value,
        plan_activity_ids=found.plan_activity_ids,
        answer_ids=found.answer_ids,
        earlier_answer_ids=found.earlier_answer_ids,
    )

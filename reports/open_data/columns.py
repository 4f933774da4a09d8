"""The columns of one row per plan activity, for the workbook and the CSV file alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import get_type_hints

from domain.answers import Progress
from domain.report.data import (
    AnswerRecord,
    IndicatorRecord,
    MeasureRecord,
    PlanActivityRecord,
    ReportData,
    RoundRecord,
    UnitRecord,
)
from domain.report.figures import Fact, is_true
from domain.report.seal import Report

Value = str | bool | int | Decimal | date | datetime | StrEnum | tuple[str, ...] | tuple[int, ...] | None


class Part(StrEnum):
    """Which record of a row a column has its value from."""

    DATA = "data"
    FOLLOW_UP_ROUND = "follow_up_round"
    PLAN_ACTIVITY = "plan_activity"
    MEASURE = "measure"
    ORG_UNIT = "org_unit"
    INDICATOR = "indicator"
    ANSWER = "answer"
    BEFORE = "before"


RECORDS: Mapping[Part, type] = {
    Part.DATA: ReportData,
    Part.FOLLOW_UP_ROUND: RoundRecord,
    Part.PLAN_ACTIVITY: PlanActivityRecord,
    Part.MEASURE: MeasureRecord,
    Part.ORG_UNIT: UnitRecord,
    Part.INDICATOR: IndicatorRecord,
    Part.ANSWER: AnswerRecord,
    Part.BEFORE: AnswerRecord,
}
MAY_BE_MISSING = {Part.INDICATOR, Part.ANSWER, Part.BEFORE}
# These are empty instead.
NEVER_NONE = (str, tuple[int, ...])
# What a state is where there is no answer; never an empty cell, which would be averaged away.
NO_ANSWER = Fact.MISSING
TURNS = (Fact.BECAME_DELAYED, Fact.BACK_ON_TRACK, Fact.BECAME_DONE, Fact.BECAME_DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One plan activity with everything around it."""

    report: Report
    record: PlanActivityRecord
    measure: MeasureRecord
    org_unit: UnitRecord

    def of(self, part: Part) -> object | None:
        """The record that a part of the columns has its values from; None where there is none."""
        parts: dict[Part, object | None] = {
            Part.DATA: self.report.data,
            Part.FOLLOW_UP_ROUND: self.report.data.follow_up_round,
            Part.PLAN_ACTIVITY: self.record,
            Part.MEASURE: self.measure,
            Part.ORG_UNIT: self.org_unit,
            Part.INDICATOR: self.record.indicator,
            Part.ANSWER: self.record.answer,
            Part.BEFORE: self.record.before,
        }
        return parts[part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `name` is what it is called in CSV, `hint` the type of its values.

    It shows the `field` of the record in its `part`, or with a `field` of "" what its rule makes out.
    """

    name: str
    hint: object
    value: Callable[[Row], Value]
    part: Part = Part.PLAN_ACTIVITY
    field: str = ""
    names_people: bool = False


def rows(report: Report) -> Iterator[Row]:
    """Every plan activity, in the plan's order."""
    measures = {each.number: each for each in report.data.measures}
    org_units = {each.name: each for each in report.data.org_units}
    for record in report.data.plan_activities:
        yield Row(
            report=report,
            record=record,
            measure=measures[record.measure],
            org_unit=org_units[record.org_unit],
        )


def _of(part: Part, field: str, name: str = "", *, names_people: bool = False) -> Column:
    """A column that shows a field as it is."""

    def value(row: Row) -> Value:
        record = row.of(part)
        found: Value = None if record is None else getattr(record, field)
        return found

    return Column(
        name=name or field,
        hint=_hint(part, field),
        value=value,
        part=part,
        field=field,
        names_people=names_people,
    )


def _hint(part: Part, field: str) -> object:
    """The field's type, or nothing where its record may be missing."""
    hint = get_type_hints(RECORDS[part])[field]
    return hint if part not in MAY_BE_MISSING or hint in NEVER_NONE else hint | None


def _rule(name: str, hint: object, value: Callable[[Row], Value]) -> Column:
    """A column that is made out of several fields."""
    return Column(name=name, hint=hint, value=value)


def _state(row: Row) -> Value:
    return row.record.answer.progress if row.record.answer else NO_ANSWER


def _turn(row: Row) -> Value:
    return next((each for each in TURNS if is_true(each, row.record)), None)


def _if_answered(fact: Fact) -> Callable[[Row], Value]:
    return lambda row: is_true(fact, row.record) if row.record.answer else None


# What tells the rows of one report from those of another.
OF_REPORT = (
    _of(Part.DATA, "municipality"),
    _of(Part.DATA, "plan_year"),
    _of(Part.FOLLOW_UP_ROUND, "occasion"),
    _of(Part.FOLLOW_UP_ROUND, "reference_date"),
    _rule("is_preliminary", bool, lambda row: row.report.data.is_preliminary),
    _rule("report_version", int | None, lambda row: row.report.seal.version if row.report.seal else None),
)
OF_PLAN_ACTIVITY = (
    _of(Part.PLAN_ACTIVITY, "number"),
    _of(Part.PLAN_ACTIVITY, "title"),
    _rule("progress", Progress, _state),
    _of(Part.ANSWER, "percent"),
    _of(Part.PLAN_ACTIVITY, "org_unit"),
    _of(Part.ORG_UNIT, "kind", "org_unit_kind"),
    _of(Part.MEASURE, "number", "measure_number"),
    _of(Part.MEASURE, "title", "measure_title"),
    _of(Part.PLAN_ACTIVITY, "owner", names_people=True),
    _of(Part.PLAN_ACTIVITY, "co_owners", names_people=True),
    _of(Part.PLAN_ACTIVITY, "start"),
    _of(Part.PLAN_ACTIVITY, "end"),
    _of(Part.ANSWER, "new_end"),
    _of(Part.ANSWER, "comment"),
    _of(Part.ANSWER, "obstacle_kind"),
    _of(Part.ANSWER, "obstacle"),
    _of(Part.ANSWER, "next_step"),
    _of(Part.ANSWER, "needs_decision"),
    _of(Part.BEFORE, "progress", "previous_progress"),
    _rule("change", Fact | None, _turn),
    _of(Part.BEFORE, "percent", "previous_percent"),
    _of(Part.BEFORE, "new_end", "previous_new_end"),
    _of(Part.BEFORE, "next_step", "previous_next_step"),
    _of(Part.ANSWER, "promise"),
    _of(Part.PLAN_ACTIVITY, "has_new_owner"),
    _of(Part.INDICATOR, "name", "indicator_name"),
    _of(Part.INDICATOR, "unit", "indicator_unit"),
    _of(Part.ANSWER, "indicator_value"),
    _of(Part.INDICATOR, "target", "indicator_target"),
    _of(Part.INDICATOR, "target_year", "indicator_target_year"),
    _of(Part.ANSWER, "evidence"),
    _of(Part.ANSWER, "next_year"),
    _of(Part.ANSWER, "next_year_note"),
    _of(Part.PLAN_ACTIVITY, "description"),
    _of(Part.MEASURE, "strategic_priority"),
    _of(Part.MEASURE, "focus_areas"),
    _of(Part.MEASURE, "working_methods"),
    _of(Part.ANSWER, "answered_at"),
    _of(Part.ANSWER, "answered_by", names_people=True),
    _rule("is_on_behalf", bool | None, _if_answered(Fact.ON_BEHALF)),
    _of(Part.ANSWER, "answered_for", names_people=True),
    _of(Part.ANSWER, "reason"),
    _of(Part.ANSWER, "is_late"),
    _of(Part.ANSWER, "unchanged", "is_unchanged"),
    _rule("is_corrected", bool | None, _if_answered(Fact.CORRECTED)),
    _of(Part.ANSWER, "corrects", "corrects_answer_ids"),
    _of(Part.ANSWER, "answer_id"),
    _of(Part.BEFORE, "answer_id", "previous_answer_id"),
    _of(Part.BEFORE, "answered_at", "previous_answered_at"),
    _of(Part.PLAN_ACTIVITY, "plan_activity_id"),
)
EVERY = (*OF_REPORT, *OF_PLAN_ACTIVITY)

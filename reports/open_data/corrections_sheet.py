"""What differs from the version before, answer by answer and field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.report.corrections import Correction, CorrectionKind, corrections
from domain.report.data import AnswerRecord, PlanActivityRecord
from domain.report.seal import Report
from reports import names
from reports.open_data import code_words
from reports.open_data.cells import cell, local, yes_or_no
from reports.open_data.columns import OF_PLAN_ACTIVITY, Column, Part, Row, rows
from reports.open_data.titles import titles
from reports.table import Cell, Share, Sheet
from reports.wording import Wording

OF_PLAN = {Part.PLAN_ACTIVITY, Part.MEASURE, Part.ORG_UNIT, Part.INDICATOR}
# What a correction says by itself, in columns of its own, and what follows from being one.
TOLD = {
    "progress",
    "answer_id",
    "answered_at",
    "answered_by",
    "is_late",
    "is_corrected",
    "corrects_answer_ids",
    "previous_progress",
    "has_new_owner",
}


def corrections_sheet(report: Report, words: Wording) -> Sheet:
    """One row for each difference; none in the first version."""
    say = words.say
    return Sheet(
        name=say("Corrections"),
        columns=(
            say("Number"),
            say("Activity"),
            say("Unit"),
            say("What has happened"),
            say("State before"),
            say("State now"),
            say("What differs"),
            say("After the last day to answer"),
            say("Answered at"),
            say("Answered by"),
            say("Answer id before"),
            say("Answer id now"),
            say("Activity id"),
        ),
        rows=list(_rows(report, words)),
        is_table=True,
    )


def _rows(report: Report, words: Wording) -> Iterator[list[Cell]]:
    if report.previous is None:
        return
    before, after = _by_id(replace(report, data=report.previous)), _by_id(report)
    for each in corrections(report.previous, report.data):
        about = each.plan_activity.plan_activity_id
        yield _row(each, "\n".join(_differences(each, before.get(about), after.get(about), words)), words)


def _by_id(report: Report) -> Mapping[int, Row]:
    return {row.record.plan_activity_id: row for row in rows(report)}


def _row(correction: Correction, differences: str, words: Wording) -> list[Cell]:
    about = correction.plan_activity
    before, after = _answer(correction.before), _answer(correction.after)
    return [
        about.number,
        about.title,
        about.org_unit,
        code_words.word(correction.kind, words),
        names.progress(before.progress if before else None, words) if correction.before else None,
        names.progress(after.progress if after else None, words) if correction.after else None,
        differences or None,
        yes_or_no(after.is_late, words) if after else None,
        local(after.answered_at, words) if after else None,
        after.answered_by if after else None,
        before.answer_id if before else None,
        after.answer_id if after else None,
        about.plan_activity_id,
    ]


def _answer(record: PlanActivityRecord | None) -> AnswerRecord | None:
    return record.answer if record else None


def _differences(
    correction: Correction, before: Row | None, after: Row | None, words: Wording
) -> Iterator[str]:
    """Each field of the plan or of the answer that is not as it was: Ansvarig: Karin Ek → Johan Berg."""
    if before is None or after is None:
        return
    of_plan = correction.kind is CorrectionKind.PLAN_CHANGED
    named = titles(words)
    for column in OF_PLAN_ACTIVITY:
        if column.name not in TOLD and _is_of_plan(column) is of_plan:
            old, new = _text(column, before, words), _text(column, after, words)
            if old != new:
                yield words.say("{field}: {old} → {new}", field=named[column.name], old=old, new=new)


def _is_of_plan(column: Column) -> bool:
    return bool(column.field) and column.part in OF_PLAN


def _text(column: Column, row: Row, words: Wording) -> str:
    """A value in plain text."""
    value = cell(column, row, words)
    if value is None:
        return words.say("(empty)")
    return words.percent(value.value) if isinstance(value, Share) else str(value)

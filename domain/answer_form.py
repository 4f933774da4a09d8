"""The answer form: from what was typed to a complete statement, or to what is wrong at each field."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from domain.answers import (
    HIGHEST_PERCENT,
    LONGEST_COMMENT,
    LONGEST_NEXT_STEP,
    LONGEST_OBSTACLE,
    Answer,
    Obstacle,
    ObstacleKind,
    Progress,
    Statement,
)


class FieldFault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    NOT_A_PERCENTAGE = "not_a_percentage"
    TOO_LONG = "too_long"
    UNKNOWN_CHOICE = "unknown_choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFields:
    """What was typed, as text, so that it can be given back unharmed."""

    progress: str = ""
    percent: str = ""
    comment: str = ""
    obstacle_kind: str = ""
    obstacle_text: str = ""
    next_step: str = ""
    needs_decision: str = ""


Faults = Mapping[str, FieldFault]
FIELD_NAMES = tuple(field.name for field in fields(FormFields))
LIMITS = {
    "comment": LONGEST_COMMENT,
    "obstacle_text": LONGEST_OBSTACLE,
    "next_step": LONGEST_NEXT_STEP,
}


def prefilled(answer: Answer | None) -> FormFields:
    """The form as it stands when it opens: what was said last."""
    if answer is None:
        return FormFields()
    statement = answer.statement
    return FormFields(
        progress=statement.progress.value,
        percent="" if statement.percent is None else str(statement.percent),
        comment=statement.comment,
        obstacle_kind=statement.obstacle.kind.value if statement.obstacle else "",
        obstacle_text=statement.obstacle.text if statement.obstacle else "",
        next_step=statement.next_step,
        needs_decision="true" if statement.needs_decision else "false",
    )


def begun_from(previous: Answer | None) -> FormFields:
    """A new answer begins with what was said last time, except the promise: that was last time's."""
    return replace(prefilled(previous), next_step="")


def check(form: FormFields) -> Statement | Faults:
    """A statement, or the fault of each field that has one (by the field's name)."""
    faults = {**_choice_faults(form), **_percent_fault(form), **_length_faults(form)}
    if "progress" not in faults:
        faults |= {name: fault for name, fault in _obstacle_faults(form).items() if name not in faults}
    return faults or _statement(form)


def _choice_faults(form: FormFields) -> dict[str, FieldFault]:
    faults: dict[str, FieldFault] = {}
    if not form.progress:
        faults["progress"] = FieldFault.MISSING
    elif form.progress not in set(Progress):
        faults["progress"] = FieldFault.UNKNOWN_CHOICE
    if form.obstacle_kind and form.obstacle_kind not in set(ObstacleKind):
        faults["obstacle_kind"] = FieldFault.UNKNOWN_CHOICE
    return faults


def _percent_fault(form: FormFields) -> dict[str, FieldFault]:
    typed = form.percent.removesuffix("%").strip()
    if not typed:
        return {}
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(HIGHEST_PERCENT))
    if not is_number or int(typed) > HIGHEST_PERCENT:
        return {"percent": FieldFault.NOT_A_PERCENTAGE}
    return {}


def _length_faults(form: FormFields) -> dict[str, FieldFault]:
    return {
        name: FieldFault.TOO_LONG for name, longest in LIMITS.items() if len(getattr(form, name)) > longest
    }


def _obstacle_faults(form: FormFields) -> dict[str, FieldFault]:
    if not Progress(form.progress).is_off_track:
        return {}
    faults = {} if form.obstacle_kind else {"obstacle_kind": FieldFault.MISSING}
    return faults if form.obstacle_text else faults | {"obstacle_text": FieldFault.MISSING}


def _statement(form: FormFields) -> Statement:
    progress = Progress(form.progress)
    typed = form.percent.removesuffix("%").strip()
    percent = int(typed) if typed else None
    obstacle = (
        Obstacle(kind=ObstacleKind(form.obstacle_kind), text=form.obstacle_text)
        if progress.is_off_track
        else None
    )
    return Statement(
        progress=progress,
        # What is done is done: last time's 40 % in the prefilled field is not an objection.
        percent=HIGHEST_PERCENT if progress is Progress.DONE else percent,
        comment=form.comment,
        obstacle=obstacle,
        next_step=form.next_step,
        needs_decision=form.needs_decision == "true",
    )

"""The answer form: from what was typed to a complete statement, or to what is wrong at each field."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum

from domain import typed
from domain.answers import (
    HIGHEST_PERCENT,
    LONGEST_COMMENT,
    LONGEST_EVIDENCE,
    LONGEST_NEXT_STEP,
    LONGEST_NEXT_YEAR,
    LONGEST_OBSTACLE,
    LONGEST_REASON,
    Answer,
    NextYear,
    Obstacle,
    ObstacleKind,
    Progress,
    PromiseFate,
    Statement,
)
from domain.worklist import WorkItem

YEARS_AHEAD = 10
# Far more than any field takes, so that whoever has written too much gets all of it back.
LONGEST_TYPED = 10_000
YES = "true"
# A percentage that nobody can tell.
UNKNOWN = "unknown"


class FieldFault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    NOT_A_PERCENTAGE = "not_a_percentage"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    NOT_A_DATE = "not_a_date"
    IN_THE_PAST = "in_the_past"
    TOO_FAR_AHEAD = "too_far_ahead"
    NOT_A_LINK = "not_a_link"
    TOO_LONG = "too_long"
    UNKNOWN_CHOICE = "unknown_choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFields:
    """What was typed, as text, so that it can be given back unharmed.

    `percent` and `new_end` are steps that the form offers; `percent_other` and `new_end_other` are one's own,
    and count when they are there. `reason` is why somebody answers for somebody else.
    """

    promise: str = ""
    progress: str = ""
    percent: str = ""
    percent_other: str = ""
    comment: str = ""
    indicator_value: str = ""
    next_step: str = ""
    evidence: str = ""
    needs_decision: str = ""
    obstacle_kind: str = ""
    obstacle_text: str = ""
    new_end: str = ""
    new_end_other: str = ""
    reason: str = ""
    next_year: str = ""
    next_year_note: str = ""


Faults = Mapping[str, FieldFault]
FIELD_NAMES = tuple(field.name for field in fields(FormFields))
LIMITS = {
    "comment": LONGEST_COMMENT,
    "next_step": LONGEST_NEXT_STEP,
    "obstacle_text": LONGEST_OBSTACLE,
    "evidence": LONGEST_EVIDENCE,
    "reason": LONGEST_REASON,
    "next_year_note": LONGEST_NEXT_YEAR,
}


def prefilled(answer: Answer | None) -> FormFields:
    """The form with what an answer says."""
    if answer is None:
        return FormFields()
    said = answer.statement
    # Whoever says "unchanged" says that what was planned is still under way.
    promise = said.promise or (PromiseFate.UNDER_WAY if answer.unchanged else None)
    return FormFields(
        promise=promise.value if promise else "",
        progress=said.progress.value,
        percent="" if said.percent is None else str(said.percent),
        comment=said.comment,
        indicator_value="" if said.indicator_value is None else typed.as_typed(said.indicator_value),
        next_step=said.next_step,
        evidence=said.evidence,
        needs_decision=YES if said.needs_decision else "false",
        obstacle_kind=said.obstacle.kind.value if said.obstacle else "",
        obstacle_text=said.obstacle.text if said.obstacle else "",
        new_end=said.new_end.isoformat() if said.new_end else "",
        next_year=said.next_year.value if said.next_year else "",
        next_year_note=said.next_year_note,
    )


def begun_from(previous: Answer | None, on: date) -> FormFields:
    """A new answer begins with what was said last time, except what was true of last time alone.

    That is the promise and what had become of the one before, the value of the indicator, what showed it all,
    what was to become of it in a year that has come, and a new end that has passed.
    """
    form = replace(
        prefilled(previous),
        promise="",
        next_step="",
        indicator_value="",
        evidence="",
        next_year="",
        next_year_note="",
    )
    new_end = previous.statement.new_end if previous else None
    return replace(form, new_end="") if new_end and new_end < on else form


def as_it_opens(item: WorkItem, on: date) -> FormFields:
    """The form for an item before anybody types: this round's answer, or else begun from the last.

    What was over last year and is in the plan again begins empty.
    """
    if item.answer is None and item.begins_anew:
        return FormFields()
    return prefilled(item.answer) if item.answer else begun_from(item.previous, on)


def typed_in(form: FormFields, names_and_texts: Mapping[str, str]) -> FormFields:
    """The form with these fields' texts in place of its own; a name that is no field's is passed over."""
    known = {name: text for name, text in names_and_texts.items() if name in FIELD_NAMES}
    return replace(form, **known)


def texts_of(form: FormFields) -> dict[str, str]:
    """Every field's text by its name, as a draft remembers it."""
    return {name: text[:LONGEST_TYPED] for name, text in asdict(form).items()}


def says_the_same(form: FormFields, other: FormFields) -> bool:
    """Whether two forms have the same in them, however a client sends a box or ends its lines."""
    return _plain(form) == _plain(other)


def new_end_text(form: FormFields) -> str:
    """The new end that counts, one's own before the suggested."""
    return form.new_end_other or form.new_end


def percent_text(form: FormFields) -> str:
    """The percentage that counts, one's own before the steps; "" when nobody can tell."""
    typed_or_chosen = form.percent_other or form.percent
    return "" if typed_or_chosen == UNKNOWN else typed_or_chosen


def promised_in(item: WorkItem) -> str:
    """The next step that was promised last time; "" when there was none to ask about."""
    return item.previous.statement.next_step.strip() if item.previous else ""


def check(
    form: FormFields, item: WorkItem, on: date, *, on_behalf: bool = False, asks_next_year: bool = False
) -> Statement | Faults:
    """A statement, or the fault of each field that has one (by the field's name).

    `on` is the day it is typed. Whoever answers `on_behalf` of somebody else must say why. What is said about
    next year counts only where the round asks about it.
    """
    if not asks_next_year and (form.next_year or form.next_year_note):
        form = replace(form, next_year="", next_year_note="")
    faults = {
        **_choice_faults(form),
        **_promise_fault(form, item),
        **_percent_fault(form),
        **_indicator_fault(form, item),
        **_evidence_fault(form),
        **_next_year_fault(form),
        **_length_faults(form),
    }
    if on_behalf and not form.reason:
        faults["reason"] = FieldFault.MISSING
    if "progress" not in faults:
        faults = {**_off_track_faults(form, on), **faults}
    return faults or _statement(form, item)


def _plain(form: FormFields) -> dict[str, str]:
    boxed = replace(form, needs_decision=YES if form.needs_decision == YES else "")
    return {name: "\n".join(text.splitlines()).strip() for name, text in asdict(boxed).items()}


def _choice_faults(form: FormFields) -> dict[str, FieldFault]:
    faults: dict[str, FieldFault] = {}
    if not form.progress:
        faults["progress"] = FieldFault.MISSING
    elif form.progress not in set(Progress):
        faults["progress"] = FieldFault.UNKNOWN_CHOICE
    if form.obstacle_kind and form.obstacle_kind not in set(ObstacleKind):
        faults["obstacle_kind"] = FieldFault.UNKNOWN_CHOICE
    return faults


def _promise_fault(form: FormFields, item: WorkItem) -> dict[str, FieldFault]:
    if not promised_in(item) or form.promise in set(PromiseFate):
        return {}
    return {"promise": FieldFault.UNKNOWN_CHOICE if form.promise else FieldFault.MISSING}


def _percent_fault(form: FormFields) -> dict[str, FieldFault]:
    is_right = not percent_text(form) or typed.percentage_of(percent_text(form)) is not None
    return {} if is_right else {"percent_other": FieldFault.NOT_A_PERCENTAGE}


def _indicator_fault(form: FormFields, item: WorkItem) -> dict[str, FieldFault]:
    indicator, text = item.plan_activity.indicator, form.indicator_value
    if indicator is None or not text or typed.number_of(text, indicator.unit) is not None:
        return {}
    is_ambiguous = typed.is_ambiguous(text, indicator.unit)
    return {"indicator_value": FieldFault.AMBIGUOUS_NUMBER if is_ambiguous else FieldFault.NOT_A_NUMBER}


def _evidence_fault(form: FormFields) -> dict[str, FieldFault]:
    is_right = not form.evidence or typed.link_of(form.evidence) is not None
    return {} if is_right else {"evidence": FieldFault.NOT_A_LINK}


def _next_year_fault(form: FormFields) -> dict[str, FieldFault]:
    if form.next_year and form.next_year not in set(NextYear):
        return {"next_year": FieldFault.UNKNOWN_CHOICE}
    is_untold = form.next_year == NextYear.CHANGE and not form.next_year_note.strip()
    return {"next_year_note": FieldFault.MISSING} if is_untold else {}


def _length_faults(form: FormFields) -> dict[str, FieldFault]:
    return {
        name: FieldFault.TOO_LONG for name, longest in LIMITS.items() if len(getattr(form, name)) > longest
    }


def _off_track_faults(form: FormFields, on: date) -> dict[str, FieldFault]:
    progress = Progress(form.progress)
    faults: dict[str, FieldFault] = {}
    if progress.is_off_track and not form.obstacle_kind:
        faults["obstacle_kind"] = FieldFault.MISSING
    if progress.is_off_track and not form.obstacle_text:
        faults["obstacle_text"] = FieldFault.MISSING
    if progress is Progress.DELAYED:
        faults |= _new_end_fault(form, on)
    return faults


def _new_end_fault(form: FormFields, on: date) -> dict[str, FieldFault]:
    text = new_end_text(form)
    if not text:
        return {"new_end": FieldFault.MISSING}
    day = typed.day_of(text)
    if day is None:
        return {"new_end_other": FieldFault.NOT_A_DATE}
    if day < on:
        return {"new_end_other": FieldFault.IN_THE_PAST}
    is_too_far = day.year > on.year + YEARS_AHEAD
    return {"new_end_other": FieldFault.TOO_FAR_AHEAD} if is_too_far else {}


def _statement(form: FormFields, item: WorkItem) -> Statement:
    progress = Progress(form.progress)
    indicator = item.plan_activity.indicator
    obstacle = (
        Obstacle(kind=ObstacleKind(form.obstacle_kind), text=form.obstacle_text)
        if progress.is_off_track
        else None
    )
    return Statement(
        progress=progress,
        # What is done is done: last time's 40 % in the prefilled field is not an objection.
        percent=HIGHEST_PERCENT if progress is Progress.DONE else typed.percentage_of(percent_text(form)),
        comment=form.comment,
        obstacle=obstacle,
        next_step=form.next_step,
        needs_decision=form.needs_decision == YES,
        new_end=typed.day_of(new_end_text(form)) if progress is Progress.DELAYED else None,
        indicator_value=typed.number_of(form.indicator_value, indicator.unit) if indicator else None,
        evidence=typed.link_of(form.evidence) or "",
        promise=PromiseFate(form.promise) if promised_in(item) else None,
        next_year=NextYear(form.next_year) if form.next_year else None,
        next_year_note=form.next_year_note,
    )

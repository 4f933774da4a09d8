"""The form for one plan activity: prefilled, and with each fault and question told at its field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cards import progress, promises
from cards.card import Card
from cards.field_words import doubt_texts, fault_texts, labels, where
from cards.next_year_words import next_year_word
from cards.payloads import AboutItem, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, encoded, excerpt, fits
from cards.render import render
from cards.words import Words
from domain.answer_form import (
    LONGEST_TYPED,
    UNKNOWN,
    Faults,
    FormFields,
    new_end_text,
    percent_text,
    promised_in,
)
from domain.answers import Answer, NextYear, ObstacleKind, Progress, PromiseFate
from domain.doubts import Doubt, asked_with
from domain.new_ends import suggested
from domain.typed import day_of, percentage_of
from domain.worklist import WorkItem

LONGEST_TITLE = 300
LONGEST_SUMMARY = 200
LONGEST_NOTICE = 400
LONGEST_DESCRIPTION = 300
LONGEST_LAST_TIME = 600
LONGEST_SHORT_FIELD = 100
LONGEST_LINE = 600
LONGEST_FIELD = LONGEST_TYPED + 100
# The long texts of one form together, so that the card still fits whatever somebody has sent.
LONGEST_TEXTS = ("comment", "next_step", "obstacle_text")
MOST_TEXT = 24_100
PERCENT_STEPS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list."""

    title: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What is said about a form that has come back: faults to correct, or questions and a word of caution."""

    faults: Faults | None = None
    doubts: Sequence[Doubt] = ()
    notice: str = ""
    typed_at: datetime | None = None
    """When the draft in the form was typed; None when the form holds none."""


NONE = Remarks()


def answer_form(
    item: WorkItem,
    occasion: str,
    form: FormFields,
    words: Words,
    *,
    payload: AboutItem,
    today: date,
    remarks: Remarks = NONE,
    can_save: bool = True,
    is_own: bool = True,
    on_behalf_of: str = "",
    asks_next_year: bool = False,
) -> Card:
    """The form with what stands in its fields; `occasion` is the round's name.

    Without `can_save` it only shows what was typed, so that it can be copied. Only what `is_own` can be
    handed over. At the annual accounts it `asks_next_year`.
    """
    on_behalf_of = excerpt(on_behalf_of, LONGEST_NAME)
    return render(
        "answer_form",
        words,
        summary=words.say("Update: {title}", title=excerpt(item.plan_activity.title, LONGEST_SUMMARY)),
        occasion=occasion,
        can_save=can_save,
        is_own=is_own,
        on_behalf_of=on_behalf_of,
        asks_next_year=asks_next_year,
        **_of_item(item, words),
        labels=labels(item, words, on_behalf_of),
        form=as_typed(form, today),
        faults=marks(form, remarks, words, on_behalf_of),
        notice=cut_to_fit(notice_of(remarks, words, on_behalf_of), LONGEST_NOTICE),
        draft=_draft(remarks, words),
        is_doubted=bool(remarks.doubts),
        **choices(form, words, today),
        data=data_of(payload),
        save_data=data_of(replace(payload, asked=asked_with(payload.asked, tuple(remarks.doubts)))),
    )


def heading_of(item: WorkItem, words: Words, follow_up_round_title: str) -> str:
    """Where the form belongs."""
    measure = words.say("Measure {number}", number=item.measure.number)
    return f"{follow_up_round_title} · {measure}"


def marks(form: FormFields, remarks: Remarks, words: Words, on_behalf_of: str = "") -> dict[str, str]:
    """What is said at each field that is wrong or asked about."""
    return {
        **doubt_texts(remarks.doubts, words, on_behalf_of),
        **fault_texts(remarks.faults or {}, form, words),
    }


def notice_of(remarks: Remarks, words: Words, on_behalf_of: str = "") -> str:
    """Where to look, since what is marked may be far down on a small screen."""
    if remarks.notice:
        return remarks.notice
    if remarks.faults:
        fields = where(remarks.faults, words, on_behalf_of)
        return words.say("Nothing is saved yet. Look at {fields}, and save again.", fields=fields)
    if remarks.doubts:
        fields = where({each.field for each in remarks.doubts}, words, on_behalf_of)
        return words.say("Nothing is saved yet. Look at {fields}. Change it, or save anyway.", fields=fields)
    return ""


def _draft(remarks: Remarks, words: Words) -> str:
    if remarks.typed_at is None:
        return ""
    return words.say("Your draft from {when}. Nothing is saved yet.", when=words.moment(remarks.typed_at))


def _of_item(item: WorkItem, words: Words) -> dict[str, object]:
    plan_activity = item.plan_activity
    return {
        "title": excerpt(f"{plan_activity.number} {plan_activity.title}", LONGEST_TITLE),
        "description": cut_to_fit(plan_activity.description, LONGEST_DESCRIPTION),
        "last_time": cut_to_fit(last_time(item.previous, words), LONGEST_LAST_TIME),
        "has_promise": bool(promised_in(item)),
        "has_indicator": plan_activity.indicator is not None,
        "has_history": item.is_answered or item.previous is not None,
    }


def choices(form: FormFields, words: Words, today: date) -> dict[str, list[Choice]]:
    """What each list of the form offers."""
    return {
        "promises": [Choice(title=promises.label(each, words), value=each.value) for each in PromiseFate],
        "choices": [Choice(title=progress.label(each, words), value=each.value) for each in Progress],
        "steps": [Choice(title=words.percent(each / 100), value=str(each)) for each in _steps(form)],
        "obstacles": [
            Choice(title=progress.obstacle_word(each, words), value=each.value) for each in ObstacleKind
        ],
        "next_years": [Choice(title=next_year_word(each, words), value=each.value) for each in NextYear],
        "ends": [Choice(title=words.full_day(each), value=each.isoformat()) for each in _ends(form, today)],
    }


def _steps(form: FormFields) -> list[int]:
    """The quick steps, and among them whatever stands in the form already."""
    own = percentage_of(percent_text(form))
    return sorted({*PERCENT_STEPS} if own is None else {*PERCENT_STEPS, own})


def _ends(form: FormFields, today: date) -> list[date]:
    """The suggested new ends, and among them whatever stands in the form already and can be true."""
    own = day_of(new_end_text(form))
    return sorted({*suggested(today)} | ({own} if own and own >= today else set()))


def as_typed(form: FormFields, today: date) -> FormFields:
    """What was typed, as the form can show it again."""
    # Everything that the form itself lets people type goes back unharmed; only what was sent past it is cut.
    typed = form.percent_other or form.percent
    own = percentage_of(typed)
    is_unknown = own is None and typed in {"", UNKNOWN}
    new_end = day_of(new_end_text(form))
    is_ahead = new_end is not None and new_end >= today
    return replace(
        form,
        promise=form.promise if form.promise in set(PromiseFate) else "",
        progress=form.progress if form.progress in set(Progress) else "",
        obstacle_kind=form.obstacle_kind if form.obstacle_kind in set(ObstacleKind) else "",
        # A number of one's own has become one of the steps; what is no number stays to be corrected.
        percent=typed if is_unknown else "" if own is None else str(own),
        percent_other="" if is_unknown or own is not None else cut_to_fit(typed, LONGEST_SHORT_FIELD),
        new_end=new_end.isoformat() if new_end and is_ahead else "",
        new_end_other=new_end.isoformat() if new_end and not is_ahead else "",
        indicator_value=cut_to_fit(form.indicator_value, LONGEST_SHORT_FIELD),
        evidence=cut_to_fit(form.evidence, LONGEST_LINE),
        reason=cut_to_fit(form.reason, LONGEST_LINE),
        next_year=form.next_year if form.next_year in set(NextYear) else "",
        next_year_note=cut_to_fit(form.next_year_note, LONGEST_LINE),
        **_long_texts(form),
    )


def _long_texts(form: FormFields) -> dict[str, str]:
    texts = {name: cut_to_fit(getattr(form, name), LONGEST_FIELD) for name in LONGEST_TEXTS}
    if fits(b"".join(map(encoded, texts.values())), MOST_TEXT):
        return texts
    return {name: cut_to_fit(text, MOST_TEXT // len(texts)) for name, text in texts.items()}


def last_time(previous: Answer | None, words: Words) -> str:
    """What was said last time, in a sentence; "" when nothing was."""
    if previous is None:
        return ""
    short = progress.in_short(previous.statement, words)
    comment = previous.statement.comment
    said = words.say("Last time: {short}", short=short)
    return f"{said} – {comment}" if comment else said

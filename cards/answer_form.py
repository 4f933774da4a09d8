"""The form for one plan activity: prefilled, and with each fault told at its field."""

from dataclasses import dataclass, replace

from cards import progress
from cards.card import Card
from cards.payloads import AboutItem, data_of
from cards.plain_text import cut_to_fit, excerpt
from cards.render import render
from cards.words import Words
from domain.answer_form import LIMITS, Faults, FieldFault, FormFields
from domain.answers import Answer, ObstacleKind, Progress
from domain.worklist import WorkItem

LONGEST_TITLE = 300
LONGEST_SUMMARY = 200
LONGEST_NOTICE = 500
LONGEST_DESCRIPTION = 700
LONGEST_LAST_TIME = 1_200
LONGEST_PROMISE = 600
LONGEST_SHORT_FIELD = 100
LONGEST_FIELD = 10_100


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list."""

    title: str
    value: str


def answer_form(
    item: WorkItem,
    occasion: str,
    form: FormFields,
    words: Words,
    *,
    payload: AboutItem,
    faults: Faults | None = None,
    notice: str = "",
    can_save: bool = True,
) -> Card:
    """The form with what stands in its fields; `occasion` is the round's name, `notice` a word of caution.

    Without `can_save` it only shows what was typed, so that it can be copied.
    """
    plan_activity = item.plan_activity
    return render(
        "answer_form",
        words,
        summary=words.say("Update: {title}", title=excerpt(plan_activity.title, LONGEST_SUMMARY)),
        occasion=occasion,
        can_save=can_save,
        title=excerpt(f"{plan_activity.number} {plan_activity.title}", LONGEST_TITLE),
        description=cut_to_fit(plan_activity.description, LONGEST_DESCRIPTION),
        last_time=cut_to_fit(_last_time(item.previous, words), LONGEST_LAST_TIME),
        promise=cut_to_fit(_promise(item.previous), LONGEST_PROMISE),
        form=_as_typed(form),
        faults={name: fault_text(fault, name, words) for name, fault in (faults or {}).items()},
        notice=cut_to_fit(notice, LONGEST_NOTICE),
        choices=[Choice(title=progress.label(each, words), value=each.value) for each in Progress],
        obstacles=[
            Choice(title=progress.obstacle_word(each, words), value=each.value) for each in ObstacleKind
        ],
        limits=LIMITS,
        data=data_of(payload),
    )


def heading_of(item: WorkItem, words: Words, follow_up_round_title: str) -> str:
    """Where the form belongs."""
    measure = words.say("Measure {number}", number=item.measure.number)
    return f"{follow_up_round_title} · {measure}"


def fault_text(fault: FieldFault, name: str, words: Words) -> str:
    """What to do about a fault at a field."""
    match fault:
        case FieldFault.MISSING:
            return {
                "progress": words.say("Choose how it is going."),
                "obstacle_kind": words.say("Choose what stands in the way."),
                "obstacle_text": words.say("Tell briefly what stands in the way and what is done about it."),
            }[name]
        case FieldFault.NOT_A_PERCENTAGE:
            return words.say("Write a whole number between 0 and 100.")
        case FieldFault.TOO_LONG:
            return words.say(
                "Shorten the text to at most {limit} characters.", limit=words.number(LIMITS[name])
            )
        case FieldFault.UNKNOWN_CHOICE:
            return words.say("Choose one of the alternatives in the list.")


def _as_typed(form: FormFields) -> FormFields:
    # Everything that the form itself lets people type goes back unharmed; only what was sent past it is cut.
    return replace(
        form,
        progress=form.progress if form.progress in set(Progress) else "",
        obstacle_kind=form.obstacle_kind if form.obstacle_kind in set(ObstacleKind) else "",
        percent=cut_to_fit(form.percent, LONGEST_SHORT_FIELD),
        comment=cut_to_fit(form.comment, LONGEST_FIELD),
        next_step=cut_to_fit(form.next_step, LONGEST_FIELD),
        obstacle_text=cut_to_fit(form.obstacle_text, LONGEST_FIELD),
    )


def _promise(previous: Answer | None) -> str:
    return previous.statement.next_step if previous else ""


def _last_time(previous: Answer | None, words: Words) -> str:
    if previous is None:
        return ""
    short = progress.in_short(previous.statement, words)
    comment = previous.statement.comment
    said = words.say("Last time: {short}", short=short)
    return f"{said} – {comment}" if comment else said

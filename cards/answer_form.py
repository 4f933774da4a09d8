"""The form for one plan activity: prefilled, and with each fault told at its field."""

from dataclasses import dataclass

from cards import progress
from cards.card import Card
from cards.payloads import AboutItem, data_of
from cards.render import render
from cards.words import Words
from domain.answer_form import LIMITS, Faults, FieldFault, FormFields
from domain.answers import Answer, ObstacleKind, Progress
from domain.worklist import WorkItem


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
) -> Card:
    """The form with what stands in its fields; `occasion` is the round's name, `notice` a word of caution."""
    plan_activity = item.plan_activity
    return render(
        "answer_form",
        words,
        summary=words.say("Update: {title}", title=plan_activity.title),
        occasion=occasion,
        title=f"{plan_activity.number} {plan_activity.title}",
        description=plan_activity.description,
        last_time=_last_time(item.previous, words),
        promise=item.previous.statement.next_step if item.previous else "",
        form=form,
        faults={name: fault_text(fault, name, words) for name, fault in (faults or {}).items()},
        notice=notice,
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


def _last_time(previous: Answer | None, words: Words) -> str:
    if previous is None:
        return ""
    short = progress.in_short(previous.statement, words)
    comment = previous.statement.comment
    said = words.say("Last time: {short}", short=short)
    return f"{said} – {comment}" if comment else said

"""What the form's fields are called, what is wrong in them, and what is asked about them before saving."""

from collections.abc import Collection, Mapping, Sequence

from cards.plain_text import excerpt
from cards.words import Words
from domain.answer_form import LIMITS, YEARS_AHEAD, Faults, FieldFault, FormFields, promised_in
from domain.answers import Answer
from domain.doubts import Doubt, DoubtKind
from domain.plan import Indicator
from domain.worklist import WorkItem

LONGEST_PROMISE = 400
LONGEST_INDICATOR = 120


def titles(words: Words, on_behalf_of: str = "") -> dict[str, str]:
    """What each field is about, by its name, in the form's order."""
    say = words.say
    return {
        "reason": say("Why are you answering for {name}?", name=on_behalf_of),
        "promise": say("How did it go with the next step?"),
        "progress": say("How is it going?"),
        "percent": say("How much is done?"),
        "comment": say("What has happened?"),
        "indicator_value": say("Indicator"),
        "next_step": say("What is the next step?"),
        "next_year": say("What happens next year?"),
        "next_year_note": say("What changes next year?"),
        "obstacle_kind": say("What stands in the way?"),
        "obstacle_text": say("Why, and what is done about it?"),
        "new_end": say("When will it be done, if it is delayed?"),
        "new_end_other": say("Another day"),
        "needs_decision": say("Decision"),
        "evidence": say("Link to something that shows it"),
        "percent_other": say("Another percentage, 0–100"),
    }


def labels(item: WorkItem, words: Words, on_behalf_of: str = "") -> dict[str, str]:
    """What stands above each field: its title, and what one has to know to fill it in."""
    found = titles(words, on_behalf_of)
    for name in ("comment", "next_step", "obstacle_text", "next_year_note"):
        limit = words.number(LIMITS[name])
        found[name] = words.say("{field} (at most {limit} characters)", field=found[name], limit=limit)
    if promise := promised_in(item):
        found["promise"] = words.say(
            "Last time you planned: “{promise}”. How did it go?",
            promise=excerpt(promise, LONGEST_PROMISE).rstrip("."),
        )
    if indicator := item.plan_activity.indicator:
        found["indicator_value"] = _indicator(indicator, item.previous, words)
    for name in ("reason", "promise", "progress"):
        found[name] = words.say("{field} (required)", field=found[name])
    return found


def _indicator(indicator: Indicator, previous: Answer | None, words: Words) -> str:
    """The indicator, where it stood and where it is to be: Solel · senast 312 MWh · mål 400 MWh 2026."""
    unit = indicator.unit
    latest = previous.statement.indicator_value if previous else None
    parts = [words.say("Indicator: {value}", value=excerpt(indicator.name, LONGEST_INDICATOR))]
    if latest is not None:
        parts.append(words.say("latest {value}", value=_with_unit(words.number(latest), unit)))
    if indicator.target is not None:
        target = _with_unit(words.number(indicator.target), unit)
        year = indicator.target_year or ""
        parts.append(words.say("target {value}", value=f"{target} {year}".rstrip()))
    elif latest is None and unit:
        parts.append(unit)
    return " · ".join(parts)


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {excerpt(unit, LONGEST_INDICATOR)}".rstrip()


def where(fields: Collection[str], words: Words, on_behalf_of: str = "") -> str:
    """These fields in a sentence: ”Hur går det?” och ”Nytt slutdatum”."""
    named = [title for name, title in titles(words, on_behalf_of).items() if name in fields]
    return words.listed([words.say("“{field}”", field=title) for title in named])


def fault_texts(faults: Faults, form: FormFields, words: Words) -> dict[str, str]:
    """What to do about each fault, by the field's name."""
    return {name: _fault_text(fault, name, len(getattr(form, name)), words) for name, fault in faults.items()}


def _fault_text(fault: FieldFault, name: str, length: int, words: Words) -> str:
    say = words.say
    if fault is FieldFault.MISSING:
        return _missing(words)[name]
    if fault is FieldFault.TOO_LONG:
        limit = words.number(LIMITS[name])
        return say(
            "Shorten the text. You wrote {length} of at most {limit} characters.",
            length=words.number(length),
            limit=limit,
        )
    return {
        FieldFault.NOT_A_PERCENTAGE: say("Write a whole number between 0 and 100."),
        FieldFault.NOT_A_NUMBER: say("Write a number, for example 12,5 or 1 200."),
        FieldFault.AMBIGUOUS_NUMBER: say(
            "Write thousands without a point or comma, so that the number cannot be misread: 1200 or 1,2."
        ),
        FieldFault.NOT_A_DATE: say("Choose a date, or write it as 2024-03-01."),
        FieldFault.IN_THE_PAST: say("Choose a date that has not passed."),
        FieldFault.TOO_FAR_AHEAD: say("Choose a date within {years} years.", years=YEARS_AHEAD),
        FieldFault.NOT_A_LINK: say("Write a web address that begins with https://, with no spaces in it."),
        FieldFault.UNKNOWN_CHOICE: say("Choose one of the alternatives in the list."),
    }[fault]


def _missing(words: Words) -> Mapping[str, str]:
    say = words.say
    return {
        "promise": say("Choose how it went with what you planned."),
        "progress": say("Choose how it is going."),
        "obstacle_kind": say("Choose what stands in the way."),
        "obstacle_text": say("Tell briefly what stands in the way and what is done about it."),
        "new_end": say("Choose when it will be done instead."),
        "reason": say("Tell briefly why you answer."),
        "next_year_note": say("Tell in a sentence what is to change."),
    }


def doubt_texts(doubts: Sequence[Doubt], words: Words, on_behalf_of: str = "") -> dict[str, str]:
    """What is asked, by the field's name."""
    found: dict[str, list[str]] = {}
    for doubt in doubts:
        found.setdefault(doubt.field, []).append(
            _doubt_text(doubt.kind, titles(words, on_behalf_of)[doubt.field], words)
        )
    return {name: " ".join(texts) for name, texts in found.items()}


def _doubt_text(kind: DoubtKind, field: str, words: Words) -> str:
    match kind:
        case DoubtKind.EMPTY_PHRASE:
            return words.say("What has happened since last time? A sentence is enough.")
        case DoubtKind.IDENTITY_NUMBER:
            return words.say(
                "Answers are public records. In the field “{field}” there is something that looks like a "
                "personal identity number.",
                field=field,
            )
        case DoubtKind.TELEPHONE_NUMBER:
            return words.say(
                "Answers are public records. In the field “{field}” there is something that looks like a "
                "telephone number.",
                field=field,
            )

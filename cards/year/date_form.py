"""The form with every date and reminder of a round, new or stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cards import rounds
from cards.asking import Fact, Field, FieldKind, Press, asking
from cards.card import Card, JsonValue
from cards.verbs import Verb
from cards.words import Words
from cards.year.names import milestone_name, warning
from cards.year.payloads import AboutDates, AboutNew, AboutYear
from domain.rounds import FollowUpRound
from domain.year.collisions import Collision
from domain.year.form import AFTER, BEFORE, ESCALATION, DateFault
from domain.year.milestones import NEEDED, Milestone

LONGEST_NUMBERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DateForm:
    """What the form shows: the round as it is stored or proposed, what is typed in the fields, what is said.

    `notice` says why nothing was saved, `sentences` where the dates come from, and `facts` what else is good
    to know.
    """

    follow_up_round: FollowUpRound
    typed: Mapping[str, str]
    faults: Mapping[str, DateFault] = field(default_factory=dict)
    collisions: Sequence[Collision] = ()
    notice: str = ""
    sentences: Sequence[str] = ()
    facts: Sequence[Fact] = ()


def proposal(form: DateForm, about: AboutNew, words: Words) -> Card:
    """The dates of a round that is to be planned."""
    back = AboutYear(year=about.reference_date.year)
    return _form(
        form,
        words,
        words.say("Dates for the follow-up"),
        [
            _main(words.say("Save the follow-up"), Verb.SAVE_ROUND, about.data),
            Press(title=words.say("Start over"), verb=Verb.ASK_ROUND, data=back.data),
            Press(title=words.say("Cancel"), verb=Verb.SHOW_YEAR, data=back.data),
        ],
    )


def stored_dates(form: DateForm, about: AboutDates, words: Words) -> Card:
    """The dates of a round that is planned or open."""
    back = AboutYear(year=form.follow_up_round.reference_date.year)
    return _form(
        form,
        words,
        words.say("Change dates and reminders"),
        [
            _main(words.say("See what changes"), Verb.SAVE_DATES, about.data),
            Press(title=words.say("Cancel"), verb=Verb.SHOW_YEAR, data=back.data),
        ],
    )


def _main(title: str, verb: Verb, data: dict[str, JsonValue]) -> Press:
    return Press(title=title, verb=verb, data=data, sends=True, is_main=True)


def _form(form: DateForm, words: Words, heading: str, presses: Sequence[Press]) -> Card:
    notice = form.notice
    if form.faults and not notice:
        notice = words.say("Nothing has been saved yet. Correct what is marked below.")
    return asking(
        words,
        heading,
        occasion=rounds.title(form.follow_up_round, words),
        notice=notice,
        sentences=[_describes(form.follow_up_round, words), *form.sentences],
        facts=[*warnings(form.collisions, words), *form.facts],
        fields=[*_dates(form, words), *_ladder(form, words)],
        presses=presses,
    )


def _describes(follow_up_round: FollowUpRound, words: Words) -> str:
    return words.say(
        "The answers describe how it stood on {day}.", day=words.full_day(follow_up_round.reference_date)
    )


def warnings(collisions: Sequence[Collision], words: Words) -> list[Fact]:
    """Each warning with its suggestion."""
    return [(f"⚠ {told}", instead) for told, instead in (warning(each, words) for each in collisions)]


def _dates(form: DateForm, words: Words) -> list[Field]:
    return [
        Field(
            kind=FieldKind.DATE,
            name=milestone.value,
            label=_label(milestone, words),
            value=form.typed.get(milestone, ""),
            fault=_fault(form, milestone, words),
        )
        for milestone in Milestone
    ]


def _label(milestone: Milestone, words: Words) -> str:
    name = milestone_name(milestone, words)
    return name if milestone in NEEDED else words.say("{name} (optional)", name=name)


def _ladder(form: DateForm, words: Words) -> list[Field]:
    say = words.say
    labels = {
        BEFORE: say("Reminders, working days before the last day to answer"),
        AFTER: say("Reminders, working days after the last day to answer"),
        ESCALATION: say("Unit managers are told, working days after the last day to answer"),
    }
    examples = {
        BEFORE: say("For example 15, 5, 1"),
        AFTER: say("For example 2"),
        ESCALATION: say("For example 3. Leave empty for never"),
    }
    return [
        Field(
            kind=FieldKind.TEXT,
            name=name,
            label=label,
            placeholder=examples[name],
            value=form.typed.get(name, ""),
            longest=LONGEST_NUMBERS,
            fault=_fault(form, name, words),
        )
        for name, label in labels.items()
    ]


def _fault(form: DateForm, name: str, words: Words) -> str:
    fault = form.faults.get(name)
    return fault_text(fault, words) if fault else ""


def fault_text(fault: DateFault, words: Words) -> str:
    """What is wrong with what stands in a field, and what to do about it."""
    say = words.say
    texts = {
        DateFault.MISSING: say("Choose a day. The follow-up needs it."),
        DateFault.NOT_A_DAY: say("Write the day as year-month-day, for example 2026-09-11."),
        DateFault.OPENS_TOO_LATE: say("Open no later than on the last day to answer."),
        DateFault.CLOSES_TOO_EARLY: say("Close no earlier than on the last day to answer."),
        DateFault.CLOSES_IN_THE_PAST: say("That time has been. Choose a later day to close."),
        DateFault.DEADLINE_IN_THE_PAST: say("That day has been. Choose today or later."),
        DateFault.HAS_OPENED: say("The follow-up has opened already, so that day cannot be moved."),
        DateFault.NOT_NUMBERS: say("Write whole numbers, such as 15, 5, 1."),
        DateFault.NOT_ONE: say("Write one whole number, such as 3, or leave it empty."),
        DateFault.TOO_FAR: say("At most 60 working days before and 20 after."),
        DateFault.NO_STEPS: say("At least one reminder is needed."),
        DateFault.TOO_MANY_STEPS: say("At most eight reminders, before and after together."),
        DateFault.TELLS_TOO_LATE: say(
            "The follow-up has closed by then. Tell managers earlier or close later."
        ),
    }
    return texts[fault]

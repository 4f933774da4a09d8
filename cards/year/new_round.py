"""What one goes from when a follow-up is planned: the meeting, the last day, or the accounts' day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cards import rounds
from cards.asking import Choice, Field, FieldKind, Press, asking
from cards.card import Card
from cards.message import Button, message
from cards.verbs import Verb
from cards.words import Words
from cards.year.payloads import GOES_FROM, OCCASION, OTHER_DAY, SAME_RHYTHM, AboutYear
from domain.rounds import REFERENCE_DAYS, Occasion
from domain.year.milestones import Milestone
from domain.year.start import DayFault, GoesFrom

TAKEN = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What stands in the form. `earlier` says whether there is a year before to take the rhythm from.

    `suggested` is the day of the committee that is suggested, None when none is.
    """

    year: int
    typed: Mapping[str, str]
    earlier: bool = False
    suggested: date | None = None
    faults: Mapping[str, DayFault] = field(default_factory=dict)


def ask_new_round(start: Start, words: Words) -> Card:
    """The first step; the next shows every date."""
    say, back = words.say, AboutYear(year=start.year)
    onwards = AboutYear(year=start.year, suggested=start.suggested)
    return asking(
        words,
        say("Plan a follow-up"),
        occasion=str(start.year),
        notice=say("Nothing has been planned yet. Correct what is marked below.") if start.faults else "",
        sentences=[
            say("Say what to go from. You then see every date, and can change each before you save."),
            _suggestion(start, words),
        ],
        fields=[
            _occasions(start, words),
            _goes_from(start, words),
            *_days(start, words),
            *_rhythm(start, words),
        ],
        presses=[
            Press(
                title=say("Suggest dates"),
                verb=Verb.PROPOSE_ROUND,
                data=onwards.data,
                sends=True,
                is_main=True,
            ),
            Press(title=say("Cancel"), verb=Verb.SHOW_YEAR, data=back.data),
        ],
    )


def _suggestion(start: Start, words: Words) -> str:
    if start.suggested is None or start.faults:
        return ""
    return words.say("The committee’s day is a suggestion. Change it if the committee meets on another.")


def no_plan(year: int, words: Words) -> Card:
    """When there is no plan of that year to follow up."""
    return message(
        words,
        words.say("There is no plan for {year} yet", year=year),
        [
            words.say(
                "A follow-up asks about the activities of the year’s plan, so the plan has to be here first."
            ),
            words.say(
                "Write “plan file” to read it in from a workbook, or “new year” to start from last year’s."
            ),
        ],
        [
            Button(title=words.say("The turn of the year"), verb=Verb.NEW_YEAR),
            Button(title=words.say("The year"), verb=Verb.SHOW_YEAR, data=AboutYear(year=year).data),
        ],
    )


def _occasions(start: Start, words: Words) -> Field:
    choices = []
    for occasion, (month, day) in REFERENCE_DAYS.items():
        described = words.full_day(date(start.year, month, day))
        title = words.say(
            "{occasion}, how it stood on {day}",
            occasion=rounds.occasion_word(occasion, words),
            day=described,
        )
        choices.append(Choice(title=title, value=occasion.value))
    return Field(
        kind=FieldKind.CHOICE,
        name=OCCASION,
        label=words.say("What is followed up?"),
        choices=choices,
        value=start.typed.get(OCCASION, Occasion.INTERIM_ACCOUNTS.value),
        if_missing=words.say("Choose which accounts it is for."),
    )


def _goes_from(start: Start, words: Words) -> Field:
    say = words.say
    return Field(
        kind=FieldKind.CHOICE,
        name=GOES_FROM,
        label=say("What do the dates go from?"),
        choices=[
            Choice(title=say("The committee’s meeting"), value=GoesFrom.MEETING.value),
            Choice(title=say("The last day to answer"), value=GoesFrom.DEADLINE.value),
            Choice(title=say("The day of the accounts"), value=GoesFrom.REFERENCE.value),
        ],
        value=start.typed.get(GOES_FROM, GoesFrom.MEETING.value),
        if_missing=say("Choose what the dates go from."),
    )


def _days(start: Start, words: Words) -> list[Field]:
    say = words.say
    labels = {
        Milestone.MEETING.value: say("The committee meets (if you go from the meeting)"),
        Milestone.DISPATCH.value: say("Papers go out (optional)"),
        Milestone.DEADLINE.value: say("Last day to answer (if you go from it)"),
        OTHER_DAY: say("Another day for the answers to describe (optional)"),
    }
    return [
        Field(
            kind=FieldKind.DATE,
            name=name,
            label=label,
            value=start.typed.get(name, ""),
            fault=_fault(start.faults.get(name), words),
        )
        for name, label in labels.items()
    ]


def _fault(fault: DayFault | None, words: Words) -> str:
    match fault:
        case DayFault.MISSING:
            return words.say("Choose a day to go from.")
        case DayFault.NOT_A_DAY:
            return words.say("Write the day as year-month-day, for example 2026-09-11.")
        case None:
            return ""


def _rhythm(start: Start, words: Words) -> list[Field]:
    if not start.earlier:
        return []
    return [
        Field(
            kind=FieldKind.TOGGLE,
            name=SAME_RHYTHM,
            label=words.say("Rhythm"),
            placeholder=words.say("The same working days between the dates as last time"),
            value=start.typed.get(SAME_RHYTHM, TAKEN),
        )
    ]

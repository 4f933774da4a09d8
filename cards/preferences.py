"""One's own wishes about reminders: the card that asks for them, and what they mean."""

from dataclasses import dataclass, field

from cards.asking import Field, FieldKind, Press, asking
from cards.card import Card
from cards.message import Button, message
from cards.verbs import Verb
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.wishes import BEGINS, ENDS, Faults, Wishes, WishFault, time_in

PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishFields:
    """What stands in the form, as text, and what is wrong with it."""

    begins: str = ""
    ends: str = ""
    paused: str = "false"
    faults: Faults = field(default_factory=dict)


def of_wishes(wishes: Wishes) -> WishFields:
    """The form as it opens."""
    hours = wishes.hours
    return WishFields(
        begins=f"{hours.begins:%H:%M}" if hours else "",
        ends=f"{hours.ends:%H:%M}" if hours else "",
        paused="true" if wishes.wants_only_the_deadline else "false",
    )


def ask(fields: WishFields, words: Words, calendar: WorkCalendar) -> Card:
    """When one wants to be reminded, and whether only of the deadline."""
    say = words.say
    return asking(
        words,
        say("Your reminders"),
        notice=say("Nothing is saved yet. Correct what is marked below and save again.")
        if fields.faults
        else "",
        sentences=[
            say(
                "Reminders come on working days between {begins} and {ends}, while you have something left "
                "to answer. Here you can choose hours of your own.",
                begins=words.hour(calendar.quiet_until),
                ends=words.hour(calendar.quiet_from),
            ),
        ],
        fields=[
            _hour(BEGINS, say("Earliest"), fields.begins, fields, words),
            _hour(ENDS, say("Latest"), fields.ends, fields, words),
            Field(
                kind=FieldKind.TOGGLE,
                name=PAUSED,
                label=say("Pause"),
                placeholder=say("Pause the reminders before the last day to answer"),
                value="true" if fields.paused == "true" else "false",
            ),
        ],
        remark=_never_paused(words),
        presses=[
            Press(title=say("Save"), verb=Verb.SAVE_PREFERENCES, sends=True, is_main=True),
            Press(title=say("To my activities"), verb=Verb.MY_ACTIVITIES),
        ],
    )


def receipt(wishes: Wishes, words: Words, calendar: WorkCalendar) -> Card:
    """What has been saved and what it means."""
    return message(
        words,
        words.say("Your reminders are as you want them"),
        meaning(wishes, words, calendar),
        buttons=_buttons(words),
    )


def paused(words: Words) -> Card:
    """The early reminders are silent from now on."""
    say = words.say
    return message(
        words,
        say("The reminders are paused"),
        [say("The reminders before the last day to answer are paused."), _never_paused(words)],
        buttons=_buttons(words),
    )


def resumed(words: Words) -> Card:
    """They come again."""
    say = words.say
    return message(
        words,
        say("The reminders are on"),
        [say("You get all the reminders, as long as you have something left to answer.")],
        buttons=_buttons(words),
    )


def meaning(wishes: Wishes, words: Words, calendar: WorkCalendar) -> list[str]:
    """The wishes in sentences that are true of what the clock does."""
    say = words.say
    theirs = calendar.within(wishes.hours)
    when = say(
        "Reminders come on working days between {begins} and {ends}.",
        begins=words.hour(theirs.quiet_until),
        ends=words.hour(theirs.quiet_from),
    )
    late = say("On the last day to answer one may come outside your hours, rather than too late.")
    what = (
        [say("The reminders before the last day to answer are paused."), _never_paused(words)]
        if wishes.wants_only_the_deadline
        else [say("You get all the reminders, as long as you have something left to answer.")]
    )
    return [when, *([late] if wishes.hours else []), *what]


def _never_paused(words: Words) -> str:
    return words.say(
        "The last one before the last day to answer always comes, and so do those after it "
        "and those that the environment office sends."
    )


def _hour(name: str, label: str, value: str, fields: WishFields, words: Words) -> Field:
    fault, hour = fields.faults.get(name), time_in(value)
    return Field(
        kind=FieldKind.CLOCK,
        name=name,
        label=label,
        # A time field shows nothing but times.
        value=f"{hour:%H:%M}" if hour else "",
        fault=_fault_text(fault, words) if fault else "",
    )


def _fault_text(fault: WishFault, words: Words) -> str:
    match fault:
        case WishFault.MISSING:
            return words.say("Fill in both times, or neither.")
        case WishFault.NOT_A_TIME:
            return words.say("Write a time, such as 08:00.")
        case WishFault.REVERSED:
            return words.say("The latest time must come after the earliest.")
        case WishFault.TOO_SHORT:
            return words.say(
                "Leave at least an hour of the municipality's working hours, so that we can reach you."
            )


def _buttons(words: Words) -> list[Button]:
    say = words.say
    return [
        Button(title=say("Change"), verb=Verb.SHOW_PREFERENCES),
        Button(title=say("My activities"), verb=Verb.MY_ACTIVITIES),
    ]

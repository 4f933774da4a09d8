"""What the days of a round are called, and what is said about one that is not a good one."""

from typing import assert_never

from cards import rounds
from cards.words import Words
from domain.year.collisions import Collision, CollisionKind
from domain.year.milestones import Milestone
from domain.year.timeline import Happening


def milestone_name(milestone: Milestone, words: Words) -> str:
    """The name of a day of a round, as it stands at a field or in a list."""
    say = words.say
    match milestone:
        case Milestone.OPENS:
            return say("Opens for answers")
        case Milestone.DEADLINE:
            return say("Last day to answer")
        case Milestone.MANAGERS:
            return say("Unit managers done")
        case Milestone.CLOSES:
            return say("Closes for answers")
        case Milestone.STRATEGISTS:
            return say("Environmental strategist done")
        case Milestone.DIRECTOR:
            return say("Municipal director done")
        case Milestone.DISPATCH:
            return say("Papers go out")
        case Milestone.MEETING:
            return say("The committee meets")


def name_of(what: Milestone | Happening, words: Words) -> str:
    """The same for everything that stands on the line of time."""
    match what:
        case Happening.REMINDER:
            return words.say("Reminder to owners")
        case Happening.ESCALATION:
            return words.say("Unit managers are told what is missing")
        case Milestone():
            return milestone_name(what, words)
        case _:
            assert_never(what)


def warning(collision: Collision, words: Words) -> tuple[str, str]:
    """Which day it is about and what it collides with; and what would be better, "" when that is unknown."""
    day = words.day(collision.day)
    told = words.say(
        "{milestone}, {day}: {what}",
        milestone=milestone_name(collision.milestone, words),
        day=day,
        what=_what(collision, words),
    )
    if collision.instead is None:
        return told, words.say("Choose another day.")
    if collision.kind is CollisionKind.BEFORE_REFERENCE or collision.kind is CollisionKind.MEETING_TOO_EARLY:
        return told, words.say("Suggestion: {day} at the earliest.", day=words.full_day(collision.instead))
    if collision.kind is CollisionKind.TOO_SHORT:
        return told, words.say("Suggestion: open on {day}.", day=words.day(collision.instead))
    return told, words.say("Suggestion: {day}.", day=words.day(collision.instead))


def _what(collision: Collision, words: Words) -> str:
    say = words.say
    match collision.kind:
        case CollisionKind.PAST:
            return say("that day has been.")
        case CollisionKind.ORDER:
            before = milestone_name(collision.than or Milestone.DEADLINE, words)
            return say("comes before “{before}”, which should be first.", before=before)
        case CollisionKind.AFTER_MEETING:
            return say("the papers go out after the meeting.")
        case CollisionKind.BEFORE_REFERENCE:
            return say("is not after the day that the answers describe.")
        case CollisionKind.MEETING_TOO_EARLY:
            return say("there is no time for answers and a report before the meeting.")
        case CollisionKind.TOO_SHORT:
            return say("too few working days are left to answer.")
        case CollisionKind.TOO_CLOSE:
            other = rounds.title(collision.other, words) if collision.other else ""
            return say("within a week of the last day of {other}.", other=other)
        case _:
            return _of_calendar(collision.kind, words)


def _of_calendar(kind: CollisionKind, words: Words) -> str:
    match kind:
        case CollisionKind.JULY:
            return words.say("in July most people are on holiday.")
        case CollisionKind.CHRISTMAS:
            return words.say("many people are off at Christmas and New Year.")
        case CollisionKind.BRIDGE:
            return words.say("is a bridge day, when many people are off.")
        case _:
            return words.say("is not a working day.")

"""What codes are called: every closed set of values that open data have."""

from collections.abc import Mapping
from enum import StrEnum

from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate
from domain.plan import OrgUnitKind
from domain.report.corrections import CorrectionKind
from domain.report.figures import Fact, of_progress
from domain.rounds import Occasion, RoundState
from reports import names
from reports.wording import Wording


def word(code: StrEnum, words: Wording) -> str:
    """What one code is called in the reader's language."""
    match code:
        case Progress():
            return names.progress(code, words)
        case Occasion():
            return names.occasion(code, words)
        case ObstacleKind():
            return names.obstacle(code, words)
        case PromiseFate():
            return names.promise(code, words)
        case NextYear():
            return names.next_year(code, words)
        case Fact():
            return facts(words)[code]
    return _others(words)[code]


def _others(words: Wording) -> Mapping[StrEnum, str]:
    say = words.say
    return {
        OrgUnitKind.SECTOR: say("Sector"),
        OrgUnitKind.COMPANY: say("Company"),
        RoundState.PLANNED: say("Has not opened"),
        RoundState.OPEN: say("Open for answers"),
        RoundState.CLOSED: say("Closed for answers"),
        CorrectionKind.LATE_ANSWER: say("Answered since the previous version"),
        CorrectionKind.CORRECTED: say("Corrected answer"),
        CorrectionKind.PLAN_CHANGED: say("Changed in the plan"),
        CorrectionKind.ADDED: say("Added to the report"),
        CorrectionKind.REMOVED: say("Removed from the report"),
    }


def facts(words: Wording) -> Mapping[Fact, str]:
    """What each figure is called."""
    return {**_of_answers(words), **_of_changes(words), **_of_promises(words), **_of_obstacles(words)}


def _of_answers(words: Wording) -> dict[Fact, str]:
    say = words.say
    states = {of_progress(each): names.progress(each, words) for each in Progress}
    return {
        Fact.EVERY: say("All activities"),
        Fact.ANSWERED: say("Answered"),
        Fact.MISSING: names.progress(None, words),
        **states,
        Fact.OFF_TRACK: say("Off track"),
        Fact.UNCHANGED: say("Unchanged since last time"),
        Fact.ON_BEHALF: say("On behalf of the owner"),
        Fact.LATE: say("After the last day to answer"),
        Fact.CORRECTED: say("Corrected"),
        Fact.NEEDS_DECISION: say("Needs a decision"),
    }


def _of_changes(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.COMPARED: say("Answered both times"),
        Fact.BECAME_DELAYED: say("Has become delayed"),
        Fact.BACK_ON_TRACK: say("Is back on track"),
        Fact.BECAME_DONE: say("Has been finished"),
        Fact.BECAME_DROPPED: say("Has been dropped"),
        Fact.NEW_OWNER: say("New owner"),
        Fact.MOVED_END: say("Has got a new end date"),
    }


def _of_promises(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.PROMISED: say("Had a next step"),
        Fact.PROMISE_KEPT: say("Next step: done"),
        Fact.PROMISE_UNDER_WAY: say("Next step: under way"),
        Fact.PROMISE_MOVED: say("Next step: moved to later"),
        Fact.PROMISE_GIVEN_UP: say("Next step: let go"),
        Fact.PROMISE_UNSPOKEN: say("Next step: nothing said"),
    }


def _of_obstacles(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.LACKS_MONEY: say("Obstacle: money"),
        Fact.AWAITS_PROCUREMENT: say("Obstacle: procurement"),
        Fact.LACKS_STAFF: say("Obstacle: staff"),
        Fact.AWAITS_DECISION: say("Obstacle: a decision"),
        Fact.AWAITS_OTHER_PARTY: say("Obstacle: another party"),
    }

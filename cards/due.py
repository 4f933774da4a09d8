"""How far somebody has come with their list, and what time there is; true in every state of the round."""

from datetime import date
from functools import lru_cache

from cards.words import Words
from domain.people import Language
from domain.rounds import RoundState
from domain.worklist import Worklist

SAID_OFTEN = 1024


def standing(view: Worklist, words: Words) -> str:
    """How far the person has come: 3 av 5 klara."""
    if not view.items:
        return words.say("You own no activities in this follow-up")
    if not view.outstanding:
        return words.count("Your activity is answered", "All {n} activities are answered", len(view.items))
    return counted(view, words)


def counted(view: Worklist, words: Words) -> str:
    """The same in bare numbers, whosever list it is."""
    return _counted(len(view.answered), len(view.items), words.language)


# A morning's cards have one deadline, and few ways to be on the way.
@lru_cache(maxsize=SAID_OFTEN)
def _counted(answered: int, total: int, language: Language) -> str:
    words = Words(language=language)
    return words.say("{answered} of {total} done", answered=words.number(answered), total=words.number(total))


def in_one_line(view: Worklist, words: Words, today: date) -> str:
    """The same with the last day, while there is something left: 3 av 5 klara · svara senast 12 september."""
    if not (view.outstanding and view.follow_up_round.is_open):
        return standing(view, words)
    return f"{standing(view, words)} · {_last_day(view.due_by, today > view.due_by, words.language)}"


@lru_cache(maxsize=SAID_OFTEN)
def _last_day(day: date, is_past: bool, language: Language) -> str:  # noqa: FBT001 - only for remembering
    words = Words(language=language)
    if is_past:
        return words.say("the last day was {day}", day=words.day(day))
    return words.say("answer by {day}", day=words.day(day))


def remark(view: Worklist, words: Words, today: date) -> str:
    """What else there is to say about the time; empty when the line above says it all."""
    follow_up_round = view.follow_up_round
    if not follow_up_round.is_open and today > follow_up_round.deadline:
        return words.say("The follow-up is closed. Contact the environment office to correct an answer.")
    if not follow_up_round.is_open:
        return words.say("Opens on {day}", day=words.moment(follow_up_round.opens_at))
    if not view.outstanding or is_late(view, today):
        closing = words.moment(follow_up_round.closes_at)
        if not view.outstanding:
            return words.say("Thank you! You can change your answers until {closing}.", closing=closing)
        return words.say("You can still answer until {closing}.", closing=closing)
    if view.asked_until is not None:
        asked = words.day(view.asked_until)
        return words.say("You have asked for time until {day}, and the answer has not come yet.", day=asked)
    if view.due_by > follow_up_round.deadline:
        return words.say(
            "You have been given more time. The others answer by {day}.",
            day=words.day(follow_up_round.deadline),
        )
    return ""


def of_another(view: Worklist, words: Words) -> str:
    """The same for a strategist who reads somebody else's list: how long answers are taken."""
    follow_up_round = view.follow_up_round
    if follow_up_round.state is RoundState.PLANNED:
        return words.say("Opens on {day}", day=words.moment(follow_up_round.opens_at))
    if not follow_up_round.is_open:
        return words.say("The follow-up is closed.")
    return words.say("You can still answer until {closing}.", closing=words.moment(follow_up_round.closes_at))


def is_late(view: Worklist, today: date) -> bool:
    """Whether the last day has passed with something left to answer."""
    return bool(view.outstanding) and view.follow_up_round.is_open and today > view.due_by

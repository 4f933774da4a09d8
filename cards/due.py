"""How far somebody has come with their list, and what time there is; true in every state of the round."""

from datetime import date

from cards.words import Words
from domain.rounds import RoundState
from domain.worklist import Worklist


def standing(view: Worklist, words: Words) -> str:
    """How far the person has come: 3 av 5 klara."""
    if not view.items:
        return words.say("You own no activities in this follow-up")
    if not view.outstanding:
        return words.count("Your activity is answered", "All {n} activities are answered", len(view.items))
    return counted(view, words)


def counted(view: Worklist, words: Words) -> str:
    """The same in bare numbers, whosever list it is."""
    return words.say(
        "{answered} of {total} done",
        answered=words.number(len(view.answered)),
        total=words.number(len(view.items)),
    )


def in_one_line(view: Worklist, words: Words, today: date) -> str:
    """The same with the last day, while there is something left: 3 av 5 klara · svara senast 12 september."""
    if not (view.outstanding and view.follow_up_round.is_open):
        return standing(view, words)
    day = words.day(view.due_by)
    due = (
        words.say("the last day was {day}", day=day)
        if today > view.due_by
        else words.say("answer by {day}", day=day)
    )
    return f"{standing(view, words)} · {due}"


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

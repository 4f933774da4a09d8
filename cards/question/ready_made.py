"""The questions that need not be written, in words."""

from cards.words import Words
from domain.questions import ReadyMade


def wording(question: ReadyMade, words: Words) -> str:
    """What is asked."""
    say = words.say
    return {
        ReadyMade.BACK_ON_TRACK: say("What does it take to get back on track?"),
        ReadyMade.DECISION: say("Do you need a decision from us?"),
        ReadyMade.NEW_END: say("Will the new end date hold?"),
        ReadyMade.WHEN_DONE: say("When will it be done?"),
        ReadyMade.WHY_DROPPED: say("Why will it not be done?"),
        ReadyMade.TAKE_UP_AGAIN: say("What would it take to take it up again?"),
        ReadyMade.WHEN_BEGUN: say("When will you begin?"),
        ReadyMade.NEEDED_TO_BEGIN: say("What does it take to begin?"),
        ReadyMade.NEXT_STEP: say("What is the next step, and when?"),
        ReadyMade.HELP: say("Do you need help with anything?"),
        ReadyMade.EFFECT: say("What effect has it had?"),
        ReadyMade.LESSON: say("What can others learn from it?"),
        ReadyMade.HOW: say("How is it going?"),
        ReadyMade.WHEN_ANSWERED: say("When can you answer?"),
    }[question]

"""The ways on from a question: back to the list that it was opened from, or to all of them."""

from collections.abc import Mapping

from cards.asking import Press
from cards.card import JsonValue
from cards.question.payloads import LISTED, AboutQuestions, kept_from_list
from cards.verbs import Verb
from cards.words import Words


def ways_back(kept: Mapping[str, JsonValue], words: Words) -> list[Press]:
    """Back to the list in which the button stood, where it stood in one."""
    if LISTED in kept:
        return [Press(title=words.say("Back"), verb=Verb.SHOW_QUESTIONS, data=kept_from_list(kept))]
    return [Press(title=words.say("Back"), verb=Verb.SHOW_TODO, data=dict(kept))] if kept else []


def all_questions(words: Words) -> Press:
    """Everybody's list of questions."""
    return Press(title=words.say("All questions"), verb=Verb.SHOW_QUESTIONS, data=AboutQuestions().data)

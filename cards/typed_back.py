"""What somebody had typed when an activity was theirs no longer: shown, so that it can be copied."""

from cards.card import Card
from cards.field_words import titles
from cards.message import Button, message
from cards.payloads import AboutWorklist, data_of
from cards.plain_text import cut_to_fit
from cards.verbs import Verb
from cards.words import Words
from domain.answer_form import FormFields
from domain.doubts import FREE_TEXTS

LONGEST_TEXT = 7_000


def has_texts(form: FormFields) -> bool:
    """Whether anybody has written anything in it."""
    return any(getattr(form, name) for name in FREE_TEXTS)


def typed_back(form: FormFields, words: Words, *, own: AboutWorklist) -> Card:
    """The texts of the form, to be copied; `own` is the list of whoever typed them."""
    title_of = titles(words)
    return message(
        words,
        words.say("Not yours to answer for any longer"),
        [
            words.say(
                "You are no longer responsible for this activity, so nothing was saved. Here is what you "
                "wrote, if you want to pass it on."
            )
        ],
        [Button(title=words.say("To my activities"), verb=Verb.SHOW_WORKLIST, data=data_of(own))],
        facts=[
            (title_of[name], cut_to_fit(getattr(form, name), LONGEST_TEXT))
            for name in FREE_TEXTS
            if getattr(form, name)
        ],
    )

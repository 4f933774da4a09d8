"""What is to become of a plan activity in the year after, in words."""

from cards.words import Words
from domain.answers import NextYear


def next_year_word(choice: NextYear, words: Words) -> str:
    """Continues, changes or ends."""
    match choice:
        case NextYear.CONTINUE:
            return words.say("Continues")
        case NextYear.CHANGE:
            return words.say("Changes")
        case NextYear.END:
            return words.say("Ends")

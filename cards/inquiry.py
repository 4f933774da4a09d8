"""What a unit's manager, or the coordinator, reads about those whom neither Teams nor e-mail reaches."""

from cards import rounds
from cards.card import Card
from cards.letter import LetterWords
from cards.message import message
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.inquiries import Inquiry, Unreached
from domain.people import Person

MOST_PEOPLE = 15


def inquiry(view: Inquiry, words: Words, *, stands_in_for: Person | None = None) -> Card:
    """The card. `stands_in_for` is the manager whose deputy reads it."""
    name = excerpt(stands_in_for.name, LONGEST_NAME) if stands_in_for else ""
    because = [words.say("You get this because you stand in for {name}.", name=name)] if name else []
    return message(
        words,
        _heading(view, words),
        [*because, _why(words), _until(view, words), _what_to_do(words), *_more(view, words)],
        facts=[_row(each, words) for each in view.unreached[:MOST_PEOPLE]],
    )


def letter(view: Inquiry, recipient: Person | None, words: Words) -> LetterWords:
    """The same by e-mail, without a link: whoever is asked answers for nobody. None is the coordinator."""
    name = excerpt(recipient.first_name, LONGEST_NAME) if recipient else ""
    hello = words.say("Hello {name},", name=name) if name else words.say("Hello,")
    people = [": ".join(_row(each, words)) for each in view.unreached[:MOST_PEOPLE]]
    before = [hello, _why(words), *people, *_more(view, words), _until(view, words)]
    after = [_what_to_do(words)]
    text = "\n\n".join([*before, *after]) + "\n"
    subject = words.say("Action plan: {what}", what=_heading(view, words))
    return LetterWords(subject=subject, before=before, button="", after=after, text=text)


def _heading(view: Inquiry, words: Words) -> str:
    if len(view.unreached) == 1:
        name = excerpt(view.unreached[0].person.name, LONGEST_NAME)
        return words.say("{name} cannot be reached", name=name)
    return words.count("{n} person cannot be reached", "{n} people cannot be reached", len(view.unreached))


def _why(words: Words) -> str:
    return words.say("Lägeskoll gets through neither in Teams nor by e-mail. Can you help?")


def _until(view: Inquiry, words: Words) -> str:
    title = rounds.title(view.follow_up_round, words)
    day = words.day(view.follow_up_round.deadline)
    return words.say("{round}: the last day to answer is {day}.", round=title, day=day)


def _what_to_do(words: Words) -> str:
    return words.say(
        "Ask them to add Lägeskoll in Teams and to write “my activities” there. "
        "Is somebody else to answer, or is an address wrong? Tell the environment office."
    )


def _more(view: Inquiry, words: Words) -> list[str]:
    more = len(view.unreached) - MOST_PEOPLE
    return [words.count("{n} more", "{n} more", more)] if more > 0 else []


def _row(each: Unreached, words: Words) -> tuple[str, str]:
    left = words.count("{n} activity without an answer", "{n} activities without an answer", each.outstanding)
    return excerpt(each.person.name, LONGEST_NAME), left

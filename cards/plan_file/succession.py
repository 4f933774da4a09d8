"""What goes on from the plan of the year before, in one sentence."""

from cards.words import Words
from domain.new_year.succession import Succession


def carried_on(succession: Succession, words: Words) -> str:
    """How many plan activities continue, are new and have ended."""
    continuing, new, ended = (len(each) for each in (succession.continuing, succession.new, succession.ended))
    return words.say(
        "{continuing}, {new} and {ended}.",
        continuing=words.count(
            "{n} activity continues from {year}",
            "{n} activities continue from {year}",
            continuing,
            year=succession.earlier_year,
        ),
        new=words.count("{n} is new", "{n} are new", new),
        ended=words.count("{n} has ended", "{n} have ended", ended),
    )

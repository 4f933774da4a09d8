"""Who can be written to in Teams, why others cannot, and what helps."""

from collections.abc import Iterable

from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.contact import ContactState
from domain.overview import PersonStanding


def reachable(standings: Iterable[PersonStanding]) -> tuple[PersonStanding, ...]:
    """Those with something outstanding whom the bot may write to."""
    return tuple(each for each in standings if each.outstanding and not each.is_unreachable)


def unreachable(standings: Iterable[PersonStanding]) -> tuple[PersonStanding, ...]:
    """Those with something outstanding whom the bot may not write to."""
    return tuple(each for each in standings if each.is_unreachable)


def name(standing: PersonStanding) -> str:
    """The person's name, short enough for a list."""
    return excerpt(standing.person.name, LONGEST_NAME)


def reason(standing: PersonStanding, words: Words) -> str:
    """Why the person cannot be reached, and what helps."""
    match standing.contact:
        case None:
            return words.say("Cannot be reached: the app is not installed. Ask IT to install it.")
        case ContactState.UNINSTALLED:
            return words.say("Cannot be reached: has removed the app. Ask the person to add it again.")
        case ContactState.BLOCKED:
            return words.say("Cannot be reached: has blocked the app. Ask the person to unblock it.")
        case ContactState.ACTIVE:
            return ""

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


def lost(standings: Iterable[PersonStanding]) -> tuple[PersonStanding, ...]:
    """Those with something outstanding who are reached in no way: not in Teams, and by no letter."""
    return tuple(each for each in standings if each.is_lost)


def name(standing: PersonStanding) -> str:
    """The person's name, short enough for a list."""
    return excerpt(standing.person.name, LONGEST_NAME)


def reason(standing: PersonStanding, words: Words) -> str:
    """Why the person cannot be reached in Teams, and what helps."""
    match standing.contact:
        case None:
            return words.say("Cannot be reached: the app is not installed. Ask IT to install it.")
        case ContactState.UNINSTALLED:
            return words.say("Cannot be reached: has removed the app. Ask the person to add it again.")
        case ContactState.BLOCKED:
            return words.say("Cannot be reached: has blocked the app. Ask the person to unblock it.")
        case ContactState.ACTIVE:
            return ""


def by_letter(standing: PersonStanding, words: Words) -> str:
    """That a letter reaches the person, and why Teams does not; empty when nothing needs to be said."""
    if not standing.is_mailed:
        return ""
    match standing.contact:
        case None:
            return words.say("Reached by e-mail: the app is not installed.")
        case ContactState.UNINSTALLED:
            return words.say("Reached by e-mail: has removed the app.")
        case ContactState.BLOCKED:
            return words.say("Reached by e-mail: has blocked the app.")
        case ContactState.ACTIVE:
            return ""

"""Units that nobody leads, so that nobody can be told of what is missing there: which, and what helps."""

from collections.abc import Sequence

from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.plan import OrgUnit

MOST_NAMES = 5


def warning(org_units: Sequence[OrgUnit], words: Words) -> str:
    """How many there are and which; empty when every unit has a manager."""
    if not org_units:
        return ""
    told = words.count(
        "{n} unit has no manager: {units}.",
        "{n} units have no manager: {units}.",
        len(org_units),
        units=names([each.name for each in org_units], words),
    )
    return f"{told} {remedy(words)}"


def names(every: Sequence[str], words: Words) -> str:
    """The first of them in one sentence, and how many more there are."""
    named = [excerpt(each, LONGEST_NAME) for each in every[:MOST_NAMES]]
    more = len(every) - len(named)
    return words.listed([*named, *([words.count("{n} more", "{n} more", more)] if more else [])])


def remedy(words: Words) -> str:
    """What helps."""
    return words.say("Give somebody in the unit the role “Enhetschef” in the plan.")

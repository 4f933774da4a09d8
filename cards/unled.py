"""Units that nobody leads, so that nobody can be told of what is missing there: which, and what helps."""

from collections.abc import Sequence

from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.words import Words
from domain.plan import OrgUnit

LONGEST_NAMES = 600


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
    """All of them in one sentence, as many as there is room for."""
    return cut_to_fit(words.listed([excerpt(each, LONGEST_NAME) for each in every]), LONGEST_NAMES)


def remedy(words: Words) -> str:
    """What helps."""
    return words.say("Give somebody in the unit the role “Enhetschef” in the plan.")

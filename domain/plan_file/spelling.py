"""Names that mean the same although they are spelled differently: "Hushage" is "Hushagen"."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

# Two names are the same when nine tenths of their letters are, and no other name comes near.
SAME = 0.9
NEAR = 0.8
SHORTEST_GUESS = 5
LONGEST_GUESS = 100


def letters(name: str) -> str:
    """What a name is compared by: its letters and digits, without case, spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())


def same_name(found: str, names: Iterable[str]) -> str | None:
    """The one name that `found` must mean; None when there is none, or more than one."""
    candidates = tuple(dict.fromkeys(names))
    if found in candidates:
        return found
    wanted = letters(found)
    exact = [name for name in candidates if letters(name) == wanted]
    if exact or not SHORTEST_GUESS <= len(wanted) <= LONGEST_GUESS:
        return exact[0] if len(exact) == 1 else None
    close = [(name, _likeness(wanted, letters(name))) for name in candidates]
    near = [(name, likeness) for name, likeness in close if likeness >= NEAR]
    return near[0][0] if len(near) == 1 and near[0][1] >= SAME else None


def suggestions(found: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names to choose from, those most like `found` first."""
    candidates = tuple(dict.fromkeys(names))
    if len(found) > LONGEST_GUESS:
        return candidates
    likely = get_close_matches(found, candidates, n=3, cutoff=0.6)
    return (*likely, *(name for name in candidates if name not in likely))


def _likeness(first: str, second: str) -> float:
    # "Västra" is not "Östra" and "Skola 1" is not "Skola 2", however many letters they share.
    if first[:1] != second[:1] or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()

"""How far a part of a round has come, in words and numbers: a unit, a measure or the whole."""

from cards.words import Words
from domain.overview import Standing


def answered(done: int, outstanding: int, words: Words) -> str:
    """187 av 201 besvarade."""
    if not done + outstanding:
        return words.say("There are no activities to follow up.")
    return words.say(
        "{answered} of {total} answered",
        answered=words.number(done),
        total=words.number(done + outstanding),
    )


def warning(number: int, words: Words) -> str:
    """How many cannot be reached; empty when everybody can."""
    if not number:
        return ""
    return words.count("{n} person cannot be reached", "{n} people cannot be reached", number)


def figures(standing: Standing, words: Words, *, is_over: bool) -> str:
    """How many are answered and how many are left."""
    said = answered(standing.answered, standing.outstanding, words)
    if not standing.outstanding:
        return f"✔ {said}"
    if is_over:
        return f"{said} · " + words.count("{n} without answer", "{n} without answer", standing.outstanding)
    return f"{said} · " + words.count("{n} left", "{n} left", standing.outstanding)


def details(standing: Standing, words: Words, *, is_over: bool) -> str:
    """What else there is to know: unchanged answers, and what waits for somebody; empty when nothing."""
    said = []
    if standing.unchanged:
        said.append(words.count("of which {n} unchanged", "of which {n} unchanged", standing.unchanged))
    if standing.asked_for_time and not is_over:
        said.append(words.count("{n} has asked for time", "{n} have asked for time", standing.asked_for_time))
    if standing.mailed and not is_over:
        said.append(words.count("{n} by e-mail", "{n} by e-mail", standing.mailed))
    if standing.handed_over:
        said.append(words.count("{n} being handed over", "{n} being handed over", standing.handed_over))
    return " · ".join(said)

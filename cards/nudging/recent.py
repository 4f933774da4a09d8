"""Who has been reminded today already, and by whom: what a strategist sees before doing it again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from cards import reach
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.nudging import Nudging, Place, Reminded
from domain.people import PersonId

# So many different occasions within the hour are told one by one.
MOST_OCCASIONS = 5


def just_reminded(
    nudging: Nudging, names: Mapping[PersonId, str], words: Words, *, even_them: bool
) -> list[str]:
    """Who reminded how many of them within the hour, and that they are left out unless one says so."""
    recent = nudging.just_reminded
    if not recent:
        return []
    told = by_whom(recent, nudging.at, names, words)
    if not even_them:
        told.append(words.say("They get no reminder now, unless you choose so below."))
    return told


def by_whom(
    recent: Collection[Reminded], at: datetime, names: Mapping[PersonId, str], words: Words
) -> list[str]:
    """One sentence for each who reminded somebody and each time it was done, the latest first."""
    occasions: dict[tuple[PersonId | None, str], list[Reminded]] = {}
    for each in sorted(recent, key=lambda one: one.at, reverse=True):
        occasions.setdefault((each.by, _when(each.at, at, words)), []).append(each)
    return [
        _sentence(names.get(by, "") if by is not None else "", len(theirs), when, words)
        for (by, when), theirs in list(occasions.items())[:MOST_OCCASIONS]
    ]


def earlier_today(places: Sequence[Place], nudging: Nudging, words: Words) -> list[tuple[str, str]]:
    """The names of those who had one earlier today, and get another all the same."""
    shown = {standing.person.person_id for _, standing in places}
    names = [reach.name(each) for each in nudging.earlier_today() if each.person.person_id in shown]
    return [(words.say("Have had a reminder earlier today"), words.listed(names))] if names else []


def _sentence(name: str, number: int, when: str, words: Words) -> str:
    if not name:
        return words.count(
            "{n} of them got an ordinary reminder {when}.",
            "{n} of them got an ordinary reminder {when}.",
            number,
            when=when,
        )
    return words.count(
        "{name} reminded {n} of them {when}.",
        "{name} reminded {n} of them {when}.",
        number,
        name=excerpt(name, LONGEST_NAME),
        when=when,
    )


def _when(then: datetime, now: datetime, words: Words) -> str:
    zone = words.time_zone
    if then.astimezone(zone).date() == now.astimezone(zone).date():
        return words.say("at {time}", time=words.clock(then))
    return words.moment(then)

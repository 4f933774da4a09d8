"""Who is shown the summary without asking."""

from collections.abc import Iterable

from domain.people import Person, PersonId, Role
from domain.rounds import FollowUpRound


def readers_at_closing(follow_up_round: FollowUpRound, people: Iterable[Person]) -> list[PersonId]:
    """Who gets the summary when the round closes: the directors; nobody when it has not been open."""
    if not follow_up_round.is_open:
        return []
    return [each.person_id for each in people if Role.DIRECTOR in each.roles]

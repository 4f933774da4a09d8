"""The manager's card with one text wherever people and the plan fill in."""

from cards import escalation as escalation_card
from cards.card import Card
from cards.words import Words
from domain.contact import ContactState
from domain.escalation import Escalation, Silent
from domain.people import PersonId
from tests.cards import givens


def cards_about_escalations(words: Words, text: str, many: int) -> dict[str, Card]:
    """To the manager, to whoever stands in, and when everything has been answered."""
    silent = tuple(
        Silent(
            person_id=PersonId(number),
            name=text,
            items=tuple(givens.item(each, text=text) for each in range(1, many + 1)),
            away_until=givens.DEADLINE if number % 2 else None,
            contact=ContactState.BLOCKED,
            days_late=number,
        )
        for number in range(1, many + 1)
    )
    unit = givens.org_unit(1, text)
    view = Escalation(org_unit=unit, follow_up_round=givens.follow_up_round(), silent=silent)
    done = Escalation(org_unit=unit, follow_up_round=givens.follow_up_round(), silent=())
    return {
        "escalation": escalation_card.escalation(view, words),
        "escalation to a deputy": escalation_card.escalation(
            view, words, page=1, stands_in_for=givens.person(1, text)
        ),
        "escalation to a strategist": escalation_card.escalation(view, words, for_strategist=True),
        "escalation that is over": escalation_card.escalation(done, words),
    }

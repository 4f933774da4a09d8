"""The response ledger with one text wherever the plan fills in."""

from cards import responses
from cards.card import Card
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.people import OrgUnitId
from domain.response_ledger import Response, RoundOfResponses, response_ledger
from tests.cards import givens


def cards_about_responses(words: Words, text: str, many: int) -> dict[str, Card]:
    """The first page of many units with the round before, the last page, and nothing answered."""
    units = {OrgUnitId(number): givens.org_unit(number, text) for number in range(1, min(many, 40) + 1)}
    answered = [
        Response(
            org_unit_id=unit_id,
            answered_at=givens.ANSWERED_AT,
            reminded_at=givens.OPENS_AT,
            reminders=1,
            taps=2,
        )
        for unit_id in units
        for _ in range(many)
    ]
    now = RoundOfResponses(follow_up_round=givens.follow_up_round(), responses=answered)
    waiting = [Response(org_unit_id=unit_id) for unit_id in units]
    unanswered = RoundOfResponses(follow_up_round=givens.follow_up_round(), responses=waiting)
    calendar = WorkCalendar()
    view = response_ledger(now, now, units, calendar)
    return {
        "responses": responses.responses(view, words),
        "more responses": responses.responses(view, words, page=99),
        "no responses": responses.responses(response_ledger(unanswered, None, units, calendar), words),
    }

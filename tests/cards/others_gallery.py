"""How others answered, and answering for somebody, with one text wherever people or the plan fill in."""

from dataclasses import replace

from cards import others, worklist
from cards.card import Card
from cards.payloads import AboutItem, AboutWorklist
from cards.words import Words
from domain.answers import Progress
from domain.others import Others, UnitAnswers
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId, RoundState
from domain.worklist import WorkItem
from tests.cards import givens

ABOUT = AboutItem(
    worklist=AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1)),
    plan_activity_id=PlanActivityId(3),
    based_on=9,
    key="0123456789abcdef",
    leaf=1,
)


def unit(number: int, text: str, answers: int = 2, missing: int = 1) -> UnitAnswers:
    """One unit with so many answers and so many left."""
    org_unit = givens.org_unit(number, text)
    said = givens.statement(Progress.DELAYED, text)
    items = [givens.item(number * 10 + place, said, unit=org_unit, text=text) for place in range(answers)]
    return UnitAnswers(org_unit=org_unit, answered=tuple(items), missing=missing)


def cards_about_others(words: Words, text: str, many: int) -> dict[str, Card]:
    """The card on its second page, on its only one, and with nothing on it."""
    units = tuple(unit(number, text) for number in range(1, many + 3))
    told, closed = Others(units=units, silent=many), givens.follow_up_round(RoundState.CLOSED)
    measure, nothing = givens.measure(1, text), Others(units=(), silent=many)
    return {
        "others": others.others(told, measure, givens.follow_up_round(), words, about=ABOUT, may_answer=True),
        "others afterwards": others.others(told, measure, closed, words, about=ABOUT, may_answer=False),
        "no others": others.others(
            nothing, measure, givens.follow_up_round(), words, about=ABOUT, may_answer=True
        ),
    }


def cards_on_behalf(words: Words, text: str, many: int) -> dict[str, Card]:
    """Somebody's list as a strategist reads it, and a list that leads to how others answered."""
    owner = givens.person(1, text)
    items = [givens.item(number, previous=givens.statement(), text=text) for number in range(1, many + 1)]
    answered = [_answered_for(number, text) for number in range(many + 1, many * 2 + 1)]
    view = replace(givens.worklist((*items, *answered)), owner=owner)
    return {
        "list on behalf": worklist.worklist(
            view, words, key=ABOUT.key, today=givens.TODAY, notice=text, on_behalf=True
        ),
        "done list on behalf": worklist.worklist(
            replace(view, items=tuple(answered)), words, key=ABOUT.key, today=givens.TODAY, on_behalf=True
        ),
        "list after saving": worklist.worklist(
            view, words, key=ABOUT.key, today=givens.TODAY, others=replace(ABOUT, leaf=0)
        ),
    }


def _answered_for(number: int, text: str) -> WorkItem:
    item = givens.item(number, givens.statement(Progress.DELAYED, text), text=text)
    given = givens.answer(givens.statement(), number)
    answer = replace(given, answered_for=PersonId(1), reason=text, source=text)
    return replace(item, answer=answer, answered_by_name=text, answered_for_name=text)

"""Earlier answers, drawn with one text in every place that people or the plan fill in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cards.card import Card
from cards.history import history
from cards.words import Words
from domain.answers import Answer, AnswerId, Progress, PromiseFate, Statement
from domain.history import PastAnswer
from domain.history import history as in_order
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from tests.cards import givens
from tests.cards.form_gallery import ITEM, counted


def said(text: str, progress: Progress = Progress.DELAYED) -> Statement:
    """A statement with something in every field."""
    return replace(
        givens.statement(progress, text, needs_decision=True),
        new_end=date(2024, 3, 1),
        indicator_value=Decimal("312.5"),
        evidence=text,
        promise=PromiseFate.MOVED,
    )


def past(number: int, text: str, *, year: int = 2023, statement: Statement | None = None) -> PastAnswer:
    """One answer in that year's round."""
    given: Answer = replace(
        givens.answer(statement or said(text), number),
        answer_id=AnswerId(number),
        follow_up_round_id=FollowUpRoundId(year),
    )
    follow_up_round = replace(givens.follow_up_round(), reference_date=date(year, 8, 31))
    return PastAnswer(answer=given, follow_up_round=follow_up_round, answered_by_name=text)


def histories(words: Words, text: str, many: int) -> dict[str, Card]:
    """On its second page, where a strategist has answered; and with nothing in it."""
    own = [past(number, text, year=2000 + number // 2) for number in range(many * 2)]
    for_others = [
        replace(
            each,
            answered_for_name=text,
            answer=replace(each.answer, answered_for=PersonId(2), reason=text, unchanged=True, source=text),
        )
        for each in own
    ]
    item, about = counted(text), replace(ITEM, leaf=1)
    return {
        "history": history(item, in_order(own), words, about=about, may_answer=True),
        "history by others": history(item, in_order(for_others), words, about=about, may_answer=False),
        "no history": history(item, (), words, about=about, may_answer=True),
    }

"""The turn of the year as cards."""

from dataclasses import replace
from datetime import date

from cards import new_year
from cards.card import Card
from cards.new_year import Reader
from cards.words import Words
from domain.new_year.shift import NewYear, OldYear, Shift, Started
from domain.new_year.succession import Succession
from domain.plan import Plan, PlanId
from domain.rounds import Occasion, RoundState
from tests.cards import givens


def cards_about_the_new_year(words: Words, text: str, many: int) -> dict[str, Card]:
    """Before, without a plan, done and done already; for a strategist, and once for an administrator."""
    new = _new(text, many)
    shift = Shift(year=2024, old=_old(many), new=new)
    strategist, administrator = (Reader(words=words, is_strategist=each) for each in (True, False))
    started = replace(new, started=Started(name=text, at=givens.ANSWERED_AT))
    return {
        "new year": new_year.before(shift, new, strategist),
        "new year, changed": new_year.before(shift, started, strategist, notice=text),
        "new year, of an administrator": new_year.before(shift, new, administrator),
        "new year, no plan": new_year.without_plan(replace(shift, new=None), strategist),
        "new year, no plan, of an administrator": new_year.without_plan(
            replace(shift, new=None), administrator
        ),
        "new year, no plan at all": new_year.no_plan_at_all(words),
        "new year, done": new_year.done(shift, started, strategist, linked=many, planned=new.to_plan),
        "new year, done already": new_year.done_already(shift, started, strategist),
    }


def _old(many: int) -> OldYear:
    open_ones = [
        replace(givens.follow_up_round(), reference_date=date(2020 + number % 5, 8, 31))
        for number in range(many)
    ]
    return OldYear(
        plan=Plan(plan_id=PlanId(1), year=2023, title="Handlingsplan 2023"),
        rounds=[*open_ones, givens.follow_up_round(RoundState.PLANNED)],
        annual=replace(givens.follow_up_round(), occasion=Occasion.ANNUAL_ACCOUNTS),
        unsaid=many,
    )


def _new(text: str, many: int) -> NewYear:
    numbers = (text,) * many
    rounds = [replace(givens.follow_up_round(RoundState.PLANNED), reference_date=date(2024, 8, 31))]
    return NewYear(
        plan=Plan(plan_id=PlanId(2), year=2024, title=text),
        succession=Succession(earlier_year=2023, continuing=numbers, new=numbers, ended=numbers),
        unlinked=many,
        rounds=rounds * many,
        to_plan=rounds,
    )

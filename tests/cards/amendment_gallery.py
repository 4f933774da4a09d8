"""The cards about amending the plan, with one text in every place that people or the plan fill in."""

from dataclasses import replace
from datetime import date
from functools import partial

from cards import amendment
from cards.amendment import AmendmentForm
from cards.card import Card
from cards.words import Words
from domain.people import OrgUnitId
from tests.cards import givens


def cards_about_amendments(words: Words, text: str, many: int) -> dict[str, Card]:
    """The form as it opens and with everything wrong, and what was changed."""
    item = givens.item(1, owner=givens.person(1, text), text=text)
    units = {OrgUnitId(number): text for number in range(1, many + 1)}
    people = [givens.person(number, text) for number in range(1, many + 1)]
    wrong = AmendmentForm(
        title=text,
        start=text,
        end="",
        unit="999",
        searched=text,
        faults=dict.fromkeys(("title", "start", "end", "unit", "person"), text),
    )
    after = replace(item, plan_activity=replace(item.plan_activity, title=f"{text} 2", end=date(2024, 5, 31)))
    ask = partial(
        amendment.ask_amend,
        item,
        words=words,
        people=people,
        units=units,
        choosable=frozenset(units),
        notes={people[0].person_id: text},
    )
    return {
        "amend?": ask(amendment.form_of(item.plan_activity)),
        "amend, with faults": ask(wrong, notice=text),
        "amended": amendment.amended(item, after, words),
        "not amended": amendment.amended(item, item, words),
    }

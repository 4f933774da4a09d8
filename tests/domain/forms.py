"""Forms about an activity, about one with a promise and about one with an indicator, typed on one day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.answer_form import (
    FormFields,
    check,
)
from domain.answers import (
    Answer,
)
from domain.plan import Indicator
from domain.worklist import WorkItem
from tests.domain.examples import answer, item

TODAY = date(2023, 8, 24)
AHEAD = "2024-03-01"
SOLAR = Indicator(name="Levererad solel", unit="MWh", target=Decimal(400), target_year=2026)
ITEM = item()


def checked(form: FormFields, about: WorkItem = ITEM) -> object:
    return check(form, about, TODAY)


def promising(next_step: str = "Boka lift.") -> WorkItem:
    return replace(ITEM, previous=answer(next_step=next_step))


def counting(previous: Answer | None = None) -> WorkItem:
    return replace(ITEM, plan_activity=replace(ITEM.plan_activity, indicator=SOLAR), previous=previous)

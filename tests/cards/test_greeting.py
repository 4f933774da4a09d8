"""Why a reminder comes now, in words that are true on the day."""

from dataclasses import replace
from datetime import date

import pytest

from cards.greeting import reminder_greeting
from cards.words import Words
from domain.calendar import WorkCalendar
from tests.cards import givens

FRIDAY, SATURDAY = date(2023, 9, 15), date(2023, 9, 16)
SUNDAY, MONDAY = date(2023, 9, 17), date(2023, 9, 18)


@pytest.mark.parametrize(
    ("today", "deadline", "why"),
    [
        (FRIDAY, FRIDAY, "I dag är sista dagen att svara."),
        (SUNDAY, SUNDAY, "I dag är sista dagen att svara."),
        (FRIDAY, SUNDAY, "I dag är sista arbetsdagen före sista svarsdagen."),
        (FRIDAY, MONDAY, "Nästa arbetsdag är sista dagen att svara."),
        (date(2023, 9, 13), FRIDAY, "Du har 2 arbetsdagar på dig att svara."),
        (MONDAY, SATURDAY, "Sista svarsdagen har gått"),
    ],
)
def test_how_long_is_left_is_told_as_it_is(today: date, deadline: date, why: str) -> None:
    person, follow_up_round = givens.person(), replace(givens.follow_up_round(), deadline=deadline)

    told = reminder_greeting(person, person, follow_up_round, Words(), today=today, calendar=WorkCalendar())

    assert why in told

"""The committee's day in a sentence, and the accounts that it hears of."""

from datetime import date

import pytest

from domain.plan import Plan, PlanId
from domain.rounds import Occasion
from domain.year.asked import accounts_before, asks_to_plan, meeting_asked_for

TODAY = date(2023, 8, 21)
PLANS = [Plan(plan_id=PlanId(year), year=year, title=str(year)) for year in (2023, 2024)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("planera 2023-11-14", date(2023, 11, 14)),
        ("Planera nämnd 14 november", date(2023, 11, 14)),
        ("planera inför nämndens möte den 14 november 2023", date(2023, 11, 14)),
        ("planera miljönämnden 14/11", date(2023, 11, 14)),
        ("planera till nämnden 20 februari.", date(2024, 2, 20)),
        ("plan committee 14 November", date(2023, 11, 14)),
        ("plan for the committee’s meeting 14 November", date(2023, 11, 14)),
    ],
)
def test_the_day_is_made_out_however_it_is_written(text: str, day: date) -> None:
    assert meeting_asked_for(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["planera", "plan", "planfil", "planera om det går", "plan B", "planerar 14 november", "14 november", ""],
)
def test_nothing_else_asks_for_it(text: str) -> None:
    assert meeting_asked_for(text, TODAY) is None
    assert not asks_to_plan(text)


def test_a_day_that_there_is_not_asks_and_is_no_day() -> None:
    assert asks_to_plan("planera 31 februari")
    assert meeting_asked_for("planera 31 februari", TODAY) is None


@pytest.mark.parametrize(
    ("meeting", "occasion", "reference_date"),
    [
        (date(2023, 10, 24), Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31)),
        (date(2023, 12, 31), Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31)),
        (date(2024, 2, 20), Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31)),
        (date(2024, 10, 22), Occasion.INTERIM_ACCOUNTS, date(2024, 8, 31)),
    ],
)
def test_a_committee_hears_of_the_last_accounts(
    meeting: date, occasion: Occasion, reference_date: date
) -> None:
    found = accounts_before(meeting, PLANS)

    assert found is not None
    assert (found.occasion, found.reference_date) == (occasion, reference_date)
    assert found.plan.year == reference_date.year


@pytest.mark.parametrize("meeting", [date(2023, 8, 31), date(2023, 5, 2), date(2027, 3, 1)])
def test_without_accounts_in_the_year_before_there_is_nothing_to_plan(meeting: date) -> None:
    assert accounts_before(meeting, PLANS) is None

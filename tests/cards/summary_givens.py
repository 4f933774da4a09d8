"""Earlier rounds and indicators to draw the director's cards from."""

from datetime import date
from decimal import Decimal

from domain.answers import Progress
from domain.report.data import EarlierRound, IndicatorRecord, IndicatorValue, ProgressCount
from domain.rounds import Occasion
from domain.summary.indicators import IndicatorOf, standing


def earlier(year: int) -> EarlierRound:
    """The annual accounts of that year, with one in each state and one without an answer."""
    return EarlierRound(
        occasion=Occasion.ANNUAL_ACCOUNTS,
        reference_date=date(year, 12, 31),
        total=6,
        counts=tuple(ProgressCount(progress=each, count=1) for each in Progress),
    )


def indicators_of(text: str, many: int) -> list[IndicatorOf]:
    """Some with two values, some with one and some with none; the target is half of the first value."""
    days = date(2020, 12, 31), date(2023, 8, 31)
    values = tuple(
        IndicatorValue(reference_date=day, value=Decimal(150 - 40 * place), answer_id=place)
        for place, day in enumerate(days)
    )
    records = [
        IndicatorRecord(
            name=text, unit=text[:40], target=Decimal(75), target_year=2030, values=values[: number % 3]
        )
        for number in range(many)
    ]
    return [
        IndicatorOf(
            number=f"1.{number}", title=text, measure=1, org_unit=text, standing=standing(each, days[1])
        )
        for number, each in enumerate(records)
    ]

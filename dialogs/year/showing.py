"""`årshjul`: the rounds of a year with all their dates."""

from cards.card import Card
from cards.year import payloads
from cards.year.payloads import AboutYear
from cards.year.wheel import RoundOfYear, Year, year_card
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from dialogs.year.scenery import Scenery, scenery
from domain.new_year.shift import plan_in_mind
from domain.year.timeline import timeline


async def asked(turn: Turn) -> Reply:
    """`årshjul`: the year that people mean today."""
    return Show(await _card(turn, AboutYear()))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The year again, or another one."""
    return Replace(await _card(turn, payloads.year_of(submitted.data)))


async def _card(turn: Turn, about: AboutYear) -> Card:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await scenery(session)
    year = _year(turn, found, about)
    view = Year(
        year=year,
        rounds=[
            RoundOfYear(
                follow_up_round=each,
                entries=timeline(each, turn.today, turn.desk.calendar),
                collisions=found.collisions(each, turn),
            )
            for each in found.rounds
            if each.reference_date.year == year
        ],
        years=frozenset(
            [*(each.reference_date.year for each in found.rounds), *(each.year for each in found.plans)]
        ),
        has_plan=found.plan(year) is not None,
    )
    return year_card(view, turn.words, today=turn.today, page=about.page)


def _year(turn: Turn, found: Scenery, about: AboutYear) -> int:
    """The year asked for; else that of the round that is asked about, or of the plan that people mean."""
    if about.year:
        return about.year
    asked_about = found.find(about.follow_up_round_id)
    if asked_about is not None:
        return asked_about.reference_date.year
    plan = plan_in_mind(found.plans, found.rounds, turn.today)
    return plan.year if plan else turn.today.year
